/** What an event says by itself, in the words of a moment. */
import type { PolicyTestEvent, PolicyTestFile } from '../../schema/policy-test.ts';
import { readTool, type WorkspaceView } from '../reading/index.ts';
import type { Cost, FileEffect, Moment, ToolCall } from '../words.ts';
import { type Agents, whoIs } from './actors.ts';
import type { Tools } from './words.ts';

export interface Around {
  readonly agents: Agents;
  readonly tools: Tools;
  readonly view: WorkspaceView;
  readonly cost: Cost;
  /** Those that were given so far. */
  readonly verdicts: NonNullable<Moment['merge']>['verdicts'];
}

export async function saidIn(event: PolicyTestEvent, around: Around): Promise<Partial<Moment>> {
  const { tool, turn, usage, verdict, merge, message, approval } = event;
  if (tool) return { tool: await callOf(tool, around) };
  if (turn) return { turn };
  if (message) return { message: { role: 'assistant', ...message } };
  if (usage) {
    const { input = 0, output = 0, usd } = usage;
    return { usage: { input, output, microUsd: usd === undefined ? undefined : Math.round(usd * 1_000_000) } };
  }
  if (verdict) return { verdict: verdictOf(verdict, around) };
  if (merge) return { merge: mergeOf(merge, around) };
  if (!approval) return {};
  return { approval: { rule: 'approve', ...approval, state: {}, cost: around.cost } };
}

type Said<Kind extends keyof PolicyTestEvent> = NonNullable<PolicyTestEvent[Kind]>;

function verdictOf({ verdict, writer, reviewer, files = [] }: Said<'verdict'>, { agents, tools }: Around) {
  return {
    verdict,
    writer: whoIs(writer, agents),
    reviewer: whoIs(reviewer, agents),
    files: effectsOf(files, tools),
  };
}

function mergeOf(merge: Said<'merge'>, { agents, tools, verdicts }: Around) {
  const { branch = 'omni/branch', into = 'main', writer, files = [] } = merge;
  const who = writer === undefined ? {} : { writer: whoIs(writer, agents) };
  return { branch, into, ...who, files: effectsOf(files, tools), verdicts };
}

/** A hash is worked out where the content is given. */
function effectsOf(files: readonly PolicyTestFile[], { sha256 }: Tools): readonly FileEffect[] {
  return files.map(({ path, op = 'edit', content, hash }) => {
    const known = hash ?? (op === 'delete' ? 'deleted' : content === undefined ? undefined : sha256(content));
    return { path, op, ...(known !== undefined && { hash: known }) };
  });
}

/** What a text stands for, where `KIND: text` is written. */
const MAIN_INPUT: Readonly<Record<string, string>> = {
  shell: 'command',
  fetch: 'url',
  search: 'text',
  agent: 'prompt',
};

async function callOf(tool: Said<'tool'>, { tools, view }: Around): Promise<ToolCall> {
  const [[kind, given] = ['other', {}]] = Object.entries(tool);
  const call = { kind, ...namedInput(kind, given) };
  const digest = tools.sha256(JSON.stringify([call.kind, call.name, call.input]));
  return { ...call, digest, reading: await readTool(call, view) };
}

/** Tools of servers, and those that no kind fits, have a name of their own. */
function namedInput(
  kind: string,
  given: NonNullable<Said<'tool'>['shell']>,
): { readonly name: string; readonly input: object } {
  if (kind !== 'mcp' && kind !== 'other')
    return { name: kind, input: typeof given === 'string' ? { [MAIN_INPUT[kind] ?? 'path']: given } : given };
  if (typeof given === 'string') return { name: given, input: {} };
  const { name, input } = given;
  return {
    name: typeof name === 'string' ? name : kind,
    input: typeof input === 'object' && input !== null ? input : {},
  };
}

/** Makes the entries of a transcript out of their events. */
import type { Workflow } from '../../../engine/compile/workflow.ts';
import type { EventOf, RunEvent } from '../../../engine/events.ts';
import { type AskBook, decisionsOf } from '../asks.ts';
import { whatOf } from '../lines.ts';
import type { SaidText, TranscriptEntry } from '../types.ts';
import type { KnownEntry } from './book.ts';

interface Setting {
  readonly asks: AskBook;
  readonly workflow?: Workflow;
  /** Characters of each text that are given. */
  readonly cut?: number;
}

/** `events` are those of the entry, in order, with the large values that are told of. */
export function tellEntry(entry: KnownEntry, events: readonly RunEvent[], setting: Setting): TranscriptEntry {
  const { seq, at, asOf, attempt } = entry;
  return { seq, at, asOf, attempt, ...bodyOf(entry, events, setting) };
}

type Body = TranscriptEntry extends infer One
  ? One extends unknown
    ? Omit<One, 'seq' | 'at' | 'asOf' | 'attempt'>
    : never
  : never;

function bodyOf(entry: KnownEntry, events: readonly RunEvent[], setting: Setting): Body {
  const say = (text: string): SaidText => saidText(text, setting.cut);
  const [event] = events;
  const judged = {
    decisions: events.map(decisionsOf).findLast((decisions) => decisions.length > 0) ?? [],
    asks: setting.asks.told(entry.askIds),
  };
  switch (event!.type) {
    case 'step.started':
      return { type: 'begin', ...judged, visit: event!.visit, ...describePlan(event!.plan, setting, say) };
    case 'session.opened':
      return { type: 'session', session: event!.session };
    case 'message.received':
      return { type: 'message', text: say(event!.text) };
    case 'message.sent':
      return { type: 'sent', text: say(event!.text), ...(event!.by !== undefined && { by: event!.by }) };
    case 'usage.reported':
      return { type: 'usage', ...judged, usage: event!.usage };
    case 'step.waiting':
      return { type: 'waiting', ...judged, until: event!.until };
    case 'step.stopping':
      return { type: 'stopping', why: event!.why };
    case 'step.asked':
      return { type: 'asked', ...judged, ...(event!.error && { error: event!.error }) };
    case 'tool.requested':
    case 'merge.requested':
    case 'turn.requested':
      return { ...describeCall(entry, event!, events, say), ...judged };
    default:
      return entry.type === 'asked' ? { type: 'asked', ...judged } : { ...describeEnd(event!, say), ...judged };
  }
}

/** Half of a character is none. */
export function saidText(text: string, cut = Number.POSITIVE_INFINITY): SaidText {
  const bytes = Buffer.byteLength(text);
  if (text.length <= cut) return { text, bytes };
  return { text: text.slice(0, cut).replace(/[\ud800-\udbff]$/, ''), bytes, cut: true };
}

type Say = (text: string) => SaidText;
type Values = Readonly<Record<string, unknown>>;

function describePlan(plan: unknown, { workflow }: Setting, say: Say): Partial<Extract<Body, { type: 'begin' }>> {
  const { agent, title, prompt, round, run } = Object(plan) as Values;
  const known = typeof agent === 'string' ? { agent, ...describeAgent(agent, workflow) } : {};
  return {
    ...known,
    ...(typeof title === 'string' && { title }),
    ...(typeof round === 'number' && { round }),
    ...(typeof prompt === 'string' && { prompt: say(prompt) }),
    ...(run !== undefined && { run: say(typeof run === 'string' ? run : JSON.stringify(run)) }),
  };
}

function describeAgent(agent: string, workflow: Workflow | undefined): { vendor?: string; model?: string } {
  const own = <T>(from: Readonly<Record<string, T>> | undefined): T | undefined =>
    from && Object.hasOwn(from, agent) ? from[agent] : undefined;
  const [vendor, model] = [own(workflow?.vendors), own(workflow?.agents)?.model];
  return { ...(vendor !== undefined && { vendor }), ...(model !== undefined && { model }) };
}

type Requested = EventOf<'tool.requested' | 'merge.requested' | 'turn.requested'>;

function describeCall(
  { call }: KnownEntry,
  event: Requested,
  events: readonly RunEvent[],
  say: Say,
): Omit<Extract<Body, { type: 'call' }>, 'decisions' | 'asks'> {
  const completed = events.find((other) => other.type === 'tool.completed');
  const { kind, name, subagent } = event.type === 'tool.requested' ? event.tool : {};
  return {
    type: 'call',
    kind: event.type === 'tool.requested' ? 'tool' : event.type === 'merge.requested' ? 'merge' : 'turn',
    call: event.call,
    what: whatOf(event),
    ...(kind !== undefined &&
      name !== undefined && { tool: { kind, name, ...(subagent !== undefined && { subagent }) } }),
    input: say(inputOf(event)),
    decision: call?.decision ?? 'unasked',
    outcome: call?.outcome ?? 'running',
    ...(call?.endedAt !== undefined && { endedAt: call.endedAt }),
    ...(completed?.output !== undefined && { output: say(completed.output) }),
  };
}

function inputOf(event: Requested): string {
  if (event.type === 'turn.requested') return event.text;
  return JSON.stringify(event.type === 'tool.requested' ? event.tool.input : event.merge, null, 2) ?? '';
}

type End = Omit<Extract<Body, { type: 'end' }>, 'decisions' | 'asks'>;

function describeEnd(event: RunEvent, say: Say): End {
  switch (event.type) {
    case 'step.finished':
      return {
        type: 'end',
        outcome: event.outcome,
        ...(event.error && { error: event.error }),
        ...describeResult(event.result, say),
      };
    case 'attempt.failed': {
      const { lost, error, retryAt } = event;
      return { type: 'end', outcome: lost ? 'lost' : 'retry', error, ...(retryAt !== undefined && { retryAt }) };
    }
    case 'review.reworked':
      return { type: 'end', outcome: 'rework', ...describeResult(event.result, say) };
    case 'step.refused':
      return { type: 'end', outcome: 'refused' };
    case 'step.skipped':
      return { type: 'end', outcome: 'skipped' };
    default:
      return { type: 'end', outcome: 'cancelled' };
  }
}

/** A verdict and its findings stand in no text: they are told as the value that they are. */
function describeResult(result: unknown, say: Say): Partial<End> {
  const { text, stdout, stderr, output, verdict, findings, exit_code } = Object(result) as Values;
  const words = typeof text === 'string' ? text : stdout;
  const value = output ?? (verdict === undefined ? undefined : { verdict, findings });
  return {
    ...(typeof words === 'string' && { text: say(words) }),
    ...(typeof stderr === 'string' && stderr !== '' && { stderr: say(stderr) }),
    ...(value !== undefined && { output: say(JSON.stringify(value, null, 2)) }),
    ...(typeof exit_code === 'number' && { exitCode: exit_code }),
  };
}

/**
 * What a run did without asking, since no policy stood there: its `run` steps, which can be judged by their command
 * alone, and its merges, of which nobody noted what would land.
 */
import { readTool, type WorkspaceView } from '../../policies/reading/index.ts';
import { isJsonObject, type Json, type JsonObject } from '../../schema/json.ts';
import type { RunStep } from '../../schema/steps/index.ts';
import type { Decision, EventOf, Tool } from '../events.ts';
import type { Unseen } from '../what-if.ts';
import { spotOf } from './find.ts';
import { guards } from './index.ts';

export const judgeUnseen: Unseen = async (workflow, state, event) => {
  if (event.type !== 'step.started') return [];
  const spot = spotOf({ workflow, state, frame: event.frame, step: event.step });
  const plan = isJsonObject(event.plan as Json) ? (event.plan as JsonObject) : {};
  const place = { workflow, state, frame: event.frame, step: event.step };
  if (!spot || plan.asks === true) return [];
  if (spot.step.kind === 'merge') return guards.concern?.('merge', place) ? 'unjudged' : [];
  if (spot.step.kind !== 'run' || !guards.concern?.('tool', place)) return [];
  const tool = await toolOf((spot.step.spec as RunStep).run, plan);
  return judgeTool(event, tool, place);
};

function judgeTool(
  { at, frame, step, attempt }: EventOf<'step.started'>,
  tool: Tool,
  { workflow, state }: Parameters<NonNullable<typeof guards.concern>>[1],
): readonly Decision[] {
  const question = {
    point: 'tool',
    workflow,
    state,
    run: state.run,
    frame,
    step,
    kind: 'run',
    attempt,
    at,
  } as const;
  return guards.judge({ ...question, tool }).map(({ terms: _, ...decision }) => decision);
}

async function toolOf(written: RunStep['run'], plan: JsonObject): Promise<Tool> {
  const { run = written, env = {}, secrets } = plan;
  const input = { command: run, env, ...(secrets !== undefined && { secrets }) };
  const reading = await readTool({ kind: 'shell', name: 'run', input }, nowhere);
  const entries = (list: readonly unknown[]) => list as never;
  return {
    kind: 'shell',
    name: 'run',
    input,
    reading: {
      files: entries(reading.files),
      commands: entries(reading.commands),
      installs: entries(reading.installs),
      hosts: entries(reading.hosts),
      opaque: entries(reading.opaque),
    },
  };
}

/** The workspace of then is gone. */
const nowhere: WorkspaceView = {
  resolve: () => Promise.reject(new Error('what the workspace held then is not known')),
  read: () => Promise.resolve(undefined),
  list: () => Promise.resolve(undefined),
  sha256: () => '',
};

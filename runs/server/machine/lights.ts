/**
 * How each step of a workflow stands in a run. A step is drawn once and may be run by many frames: those of every item
 * and every branch count, of rounds and visits only the latest.
 */
import type { Step } from '../../../engine/compile/workflow.ts';
import type { FrameRow, KnownWorkflow, LifeState, RunView, StepRow } from '../../view/index.ts';

export interface Light {
  readonly life: LifeState;
  /** How many frames have the step, and in how many of them it is over. */
  readonly frames: number;
  readonly over: number;
  /** Of the step in the frame that `life` is of. */
  readonly address: string;
}

/** By the key of the step. A step that is not there has not come up. */
export function lightsOf(view: RunView, { bodies }: KnownWorkflow): ReadonlyMap<string, Light> {
  const lives = new Map<string, StepRow[]>();
  const root = view.frames.get('');
  if (root !== undefined) walk(root);
  return new Map([...lives].map(([key, found]) => [key, lightOf(found)]));

  function walk({ body, steps }: FrameRow): void {
    const known = body === undefined ? undefined : bodies[body]?.steps;
    for (const row of steps.flatMap((address) => view.steps.get(address) ?? [])) {
      const step = known?.[row.step];
      if (step === undefined) continue;
      const found = lives.get(step.key) ?? [];
      lives.set(step.key, found);
      found.push(row);
      for (const frame of latestFrames(view, row, step)) walk(frame);
    }
  }
}

function latestFrames(view: RunView, row: StepRow, step: Step): Iterable<FrameRow> {
  const frames = row.frames.flatMap((address) => view.frames.get(address) ?? []);
  if (step.frames === 'rounds') return frames.slice(-1);
  return new Map(frames.map((frame) => [frame.branch ?? frame.index, frame])).values();
}

/** In this order, the first that any frame is in is how the step stands. */
const loudest: readonly LifeState[] = [
  'running',
  'stopping',
  'backoff',
  'asking',
  'waiting',
  'failed',
  'refused',
  'pending',
  'cancelled',
  'done',
];

function lightOf(rows: readonly StepRow[]): Light {
  const over = rows.filter(({ life }) => settled.has(life)).length;
  const life = loudest.find((wanted) => rows.some((row) => row.life === wanted)) ?? 'skipped';
  const address = rows.findLast((row) => row.life === life)?.address ?? '';
  return { life, frames: rows.length, over, address };
}

const settled: ReadonlySet<LifeState> = new Set(['done', 'failed', 'refused', 'skipped', 'cancelled']);

/** Which step of a drawing an event was about, and by which arrow the run came to it. */
import type { EventLine } from '../../history/index.ts';
import type { KnownWorkflow, RunView } from '../../view/index.ts';
import { placeOf, wordOf } from '../pages/run/walk.ts';

export interface Move {
  /** The key of the step. */
  readonly key: string;
  /** Keys of the steps of its body that had ended when it was entered, the last first; absent: it was not entered. */
  readonly from?: readonly string[];
  /** What happened, in a word. */
  readonly word: string;
  /** Where, as people write it. */
  readonly place: string;
}

/** Of these, the first for a step in its body is how it was entered. */
const entering: ReadonlySet<string> = new Set(['step.started', 'step.asked', 'step.waiting', 'step.skipped']);

/** Undefined for what is about no step. */
export function lastMove(view: RunView, { bodies }: KnownWorkflow, { address, type }: EventLine): Move | undefined {
  const row = view.steps.get(address);
  const frame = row && view.frames.get(row.frame);
  const steps = frame?.body === undefined ? undefined : bodies[frame.body]?.steps;
  const key = row && steps?.[row.step]?.key;
  if (row === undefined || frame === undefined || key === undefined) return undefined;
  const ended = frame.steps
    .flatMap((other) => view.steps.get(other) ?? [])
    .filter(({ address: other, endedAt }) => other !== address && endedAt !== undefined)
    .sort((one, other) => other.endedAt! - one.endedAt!);
  const from = ended.flatMap(({ step }) => steps?.[step]?.key ?? []);
  const isEntered = entering.has(type) && row.attempt <= 1 && row.visit <= 1;
  return { key, word: wordOf(type), place: placeOf(address), ...(isEntered && { from }) };
}

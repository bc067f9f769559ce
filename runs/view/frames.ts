/** The tree of a view: frames open below steps, close, and are cancelled from above. */
import type { EventOf } from '../../engine/events.ts';
import { addFrame, addressOf, change, type KnownWorkflow, rowOf, stepIn } from './rows.ts';
import type { RunView, StepRow } from './types.ts';

export function openFrame(view: RunView, event: EventOf<'frame.opened'>, workflow?: KnownWorkflow): void {
  const { child, frame, step, index, branch, at } = event;
  const row = rowOf(view, frame, step, workflow);
  const parent = view.frames.get(frame);
  const known = parent && stepIn(parent, step, workflow);
  const body = branch === undefined ? known?.child : known?.branches?.[branch];
  change(view, row, () => {
    row.frames.push(child);
    row.openFrames++;
  });
  const opened = { frame: child, parent: addressOf(frame, step), openedAt: at, steps: [] };
  const which = { ...(index !== undefined && { index }), ...(branch !== undefined && { branch }) };
  addFrame(view, { ...opened, ...which, ...(body !== undefined && { body }) }, workflow);
}

/** A frame below a step, or, at the end of the run, the root. */
export function closeFrame(view: RunView, event: EventOf<'frame.closed' | 'run.finished'>): void {
  const frame = view.frames.get(event.frame);
  if (frame === undefined) return;
  frame.closedAt = event.at;
  frame.outcome = event.outcome;
  const row = frame.parent === undefined ? undefined : view.steps.get(frame.parent);
  if (row === undefined) return;
  change(view, row, () => {
    row.openFrames--;
  });
}

/** One event cancels a whole subtree; what is at work has to stop first, and says so by an event of its own. */
export function cancelScope(view: RunView, event: EventOf<'scope.cancelled'>): void {
  if (event.step === undefined) cancelFrame(view, '', event.at);
  else cancelStep(view, view.steps.get(addressOf(event.frame, event.step)), event.at);
}

function cancelFrame(view: RunView, address: string, at: number): void {
  const frame = view.frames.get(address);
  if (frame === undefined || frame.outcome !== undefined) return;
  for (const step of frame.steps) cancelStep(view, view.steps.get(step), at);
}

function cancelStep(view: RunView, row: StepRow | undefined, at: number): void {
  if (row === undefined) return;
  if (row.openFrames > 0) for (const frame of row.frames) cancelFrame(view, frame, at);
  change(view, row, () => {
    if (row.life === 'running') row.life = 'stopping';
    if (row.life === 'asking' || row.life === 'waiting' || row.life === 'backoff') row.life = 'cancelled';
  });
  if (row.life === 'cancelled') row.endedAt ??= at;
}

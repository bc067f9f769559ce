/**
 * Cancellation is one event for a whole subtree. What waits is cancelled at once, what runs is stopped first, and a
 * compound settles only when everything below it has: nothing may start while a dying step still holds the worktree.
 */
import { isBelow } from '../address.ts';
import type { EventOf, Why } from '../events.ts';
import type { Judgement } from '../facts.ts';
import type { Frame, RunState } from '../state.ts';
import { type Fold, frameOf, impossible, type Site, siteIn } from './context.ts';
import { moveLife } from './moves.ts';

type Cancelled = EventOf<'scope.cancelled'>;

export function cancelScope(fold: Fold, event: Cancelled): void {
  const frame = frameOf(fold, event.frame, event);
  if (event.step !== undefined && frame.at !== event.step) throw impossible(event, `'${event.step}' is not active`);
  purge(fold.state, event);
  cancelActive(fold, frame, event, event.why);
}

/** Judgements about what is cancelled fall away; a frame that has ended is still to be closed. */
function purge(state: RunState, { frame, step }: Cancelled): void {
  const within = (item: Judgement) =>
    step === undefined ||
    (item.frame === frame && 'step' in item && item.step === step) ||
    isBelow(item.frame, frame, step);
  state.agenda = state.agenda.filter((item) => item.type === 'ended' || !within(item));
}

function cancelActive(fold: Fold, frame: Frame, event: Cancelled, why: Why): void {
  const own = Object.hasOwn(frame.steps, frame.at) ? frame.steps[frame.at] : undefined;
  // In a final state: the body has ended, and its judgement is on the agenda.
  if (!own) return;
  const site = siteIn(fold, frame, frame.at, event);
  const busy = own.life === 'running' || own.life === 'stopping';
  if (busy && own.why !== 'cancelled') own.why = why;
  moveLife(site, event, busy ? 'busy' : 'idle');
  if (!busy || site.step.frames === undefined) return;
  for (const child of childrenOf(site)) cancelActive(fold, child, event, 'cancelled');
  if (own.children?.open === 0) fold.state.agenda.push({ type: 'next', frame: frame.path, step: frame.at });
}

/** By their place: a state that was written down has its own order of keys, and what is cancelled first ends first. */
function childrenOf({ state, frame, step }: Site): Frame[] {
  const isChild = ({ parent }: Frame) => parent?.frame === frame.path && parent.step === step.id;
  const placeOf = ({ index = 0 }: Frame) => index;
  return Object.values(state.frames)
    .filter(isChild)
    .sort((a, b) => placeOf(a) - placeOf(b));
}

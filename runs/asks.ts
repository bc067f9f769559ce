/**
 * Which asks wait for a person. The journal keeps them beside each run, so that a list of runs needs no events, and
 * the run view shows them: one fold for both. It follows the engine: an answer settles an ask, and when the step that
 * it belongs to goes on without one, it passes to another that waits for it, or is withdrawn.
 */
import { isBelow } from '../engine/address.ts';
import type { Ask, Decision, RunEvent } from '../engine/events.ts';

interface OfStep {
  readonly frame: string;
  readonly step: string;
}

/** An ask that waits for a person, and the step that it belongs to. */
export interface OpenAsk extends OfStep {
  readonly ask: Ask;
  /** Milliseconds since the epoch. */
  readonly askedAt: number;
  /** The steps that wait for it now; none after its session was lost, until the next one meets it again. */
  readonly waiters: readonly OfStep[];
  /** Who has granted it so far; more than one is needed where `ask.atLeast` says so. */
  readonly grantedBy: readonly string[];
}

/** Whether the time to answer is over. Until whoever drives the run takes notice, it is open still. */
export const isExpired = ({ ask: { expiresAt } }: Pick<OpenAsk, 'ask'>, now: number): boolean =>
  expiresAt !== undefined && expiresAt <= now;

/** By id, oldest first. */
export type OpenAsks = Map<string, OpenAsk>;

/** Folds an event into `asks`, in place, and answers the asks that it opened, closed or changed. */
export function foldAsks(asks: OpenAsks, event: RunEvent): readonly OpenAsk[] {
  switch (event.type) {
    case 'approval.granted':
      return grant(asks, event.approval, event.by);
    case 'approval.refused':
    case 'question.answered':
      return close(asks, event.approval);
    case 'run.finished':
      return [...asks.keys()].flatMap((id) => close(asks, id));
    case 'scope.cancelled':
      return leave(asks, (waiter) => inScope(event, waiter));
    case 'attempt.failed':
      return leave(asks, (waiter) => isStep(event, waiter), event.lost);
    case 'review.reworked':
    case 'step.cancelled':
    case 'step.finished':
    case 'step.skipped':
    case 'step.stopping':
      return leave(asks, (waiter) => isStep(event, waiter));
    case 'step.asked':
    case 'step.refused': {
      // What ended the attempt, or the step, ends its older asks too.
      const over = event.type === 'step.refused' || event.error !== undefined;
      const left = over ? leave(asks, (waiter) => isStep(event, waiter)) : [];
      return [...left, ...wait(asks, event)];
    }
    case 'step.started':
    case 'tool.requested':
    case 'tool.judged':
    case 'merge.requested':
    case 'merge.judged':
    case 'turn.requested':
    case 'turn.judged':
    case 'usage.reported':
      return wait(asks, event);
    default:
      return [];
  }
}

/** Whether a step stands in what was cancelled: the whole run, or one step with everything below it. */
function inScope(scope: { readonly frame: string; readonly step?: string }, { frame, step }: OfStep): boolean {
  if (scope.step === undefined) return true;
  return (frame === scope.frame && step === scope.step) || isBelow(frame, scope.frame, scope.step);
}

type Asking = OfStep & {
  readonly at: number;
  readonly asks?: readonly Ask[];
  readonly decisions?: readonly Decision[];
};

/** The step waits for the asks that it brings, and for those open before that its decisions name by their key. */
function wait(asks: OpenAsks, { at, frame, step, asks: fresh = [], decisions = [] }: Asking): readonly OpenAsk[] {
  const waiter = { frame, step };
  const keys = new Set(
    decisions.flatMap(({ decision, key }) => (decision === 'ask' && key !== undefined ? [key] : [])),
  );
  const changed: OpenAsk[] = [];
  const put = (open: OpenAsk) => {
    asks.set(open.ask.id, open);
    changed.push(open);
  };
  for (const open of keys.size === 0 ? [] : asks.values()) {
    if (open.ask.key === undefined || !keys.has(open.ask.key)) continue;
    if (!open.waiters.some((other) => isStep(waiter, other))) put({ ...open, waiters: [...open.waiters, waiter] });
  }
  for (const ask of fresh) put({ ask, frame, step, askedAt: at, waiters: [waiter], grantedBy: [] });
  return changed;
}

/** Takes away the waiters that `goes` says, and the asks that belonged to them; those of a lost session stay open. */
function leave(asks: OpenAsks, goes: (place: OfStep) => boolean, lost = false): readonly OpenAsk[] {
  const changed: OpenAsk[] = [];
  for (const [id, open] of asks) {
    const waiters = open.waiters.filter((waiter) => !goes(waiter));
    const orphaned = goes(open) && !lost;
    if (waiters.length === open.waiters.length && !orphaned) continue;
    const { frame, step } = orphaned && waiters[0] !== undefined ? waiters[0] : open;
    if (orphaned && waiters.length === 0) asks.delete(id);
    else asks.set(id, { ...open, frame, step, waiters });
    changed.push(open);
  }
  return changed;
}

function grant(asks: OpenAsks, id: string, by: string): readonly OpenAsk[] {
  const open = asks.get(id);
  if (open === undefined) return [];
  const grantedBy = [...new Set([...open.grantedBy, by])];
  if (grantedBy.length >= (open.ask.atLeast ?? 1)) return close(asks, id);
  asks.set(id, { ...open, grantedBy });
  return [open];
}

function close(asks: OpenAsks, id: string): readonly OpenAsk[] {
  const open = asks.get(id);
  asks.delete(id);
  return open === undefined ? [] : [open];
}

function isStep(one: OfStep, other: OfStep): boolean {
  return one.frame === other.frame && one.step === other.step;
}

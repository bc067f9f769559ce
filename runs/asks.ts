/**
 * Which asks wait for a person. The journal keeps them beside each run, so that a list of runs needs no events, and
 * the run view shows them: one fold for both. It follows the engine: an answer settles an ask, the end of its step or
 * of its scope withdraws it, and an ask about a tool call outlives the attempt that met it.
 */
import { isBelow } from '../engine/address.ts';
import type { Ask, RunEvent } from '../engine/events.ts';

/** An ask that waits for a person. Times are milliseconds since the epoch. */
export interface OpenAsk {
  readonly ask: Ask;
  readonly frame: string;
  readonly step: string;
  readonly askedAt: number;
  /** Who has granted it so far; more than one is needed where `ask.atLeast` says so. */
  readonly grantedBy: readonly string[];
}

/** By id, oldest first. */
export type OpenAsks = Map<string, OpenAsk>;

/** Folds an event into `asks`, in place; false when it changes nothing. */
export function foldAsks(asks: OpenAsks, event: RunEvent): boolean {
  let changed = withdraw(asks, event);
  if (event.type === 'approval.granted') changed = grant(asks, event.approval, event.by) || changed;
  if (event.type === 'approval.refused') changed = asks.delete(event.approval) || changed;
  if (!('asks' in event) || event.asks === undefined) return changed;
  for (const ask of event.asks) {
    asks.set(ask.id, { ask, frame: event.frame, step: event.step, askedAt: event.at, grantedBy: [] });
  }
  return changed || event.asks.length > 0;
}

function grant(asks: OpenAsks, id: string, by: string): boolean {
  const open = asks.get(id);
  if (open === undefined) return false;
  const grantedBy = [...new Set([...open.grantedBy, by])];
  if (grantedBy.length >= (open.ask.atLeast ?? 1)) return asks.delete(id);
  asks.set(id, { ...open, grantedBy });
  return true;
}

function withdraw(asks: OpenAsks, event: RunEvent): boolean {
  if (asks.size === 0) return false;
  const over = isOver(event);
  let changed = false;
  for (const [id, open] of asks) if (over?.(open)) changed = asks.delete(id) || changed;
  return changed;
}

/** Whether an event ends an ask without an answer; undefined when it ends none. */
function isOver(event: RunEvent): ((open: OpenAsk) => boolean) | undefined {
  switch (event.type) {
    case 'run.finished':
      return () => true;
    case 'scope.cancelled':
      return ({ frame, step }) => inScope(event, frame, step);
    case 'step.started':
      return ({ ask, frame, step }) => frame === event.frame && step === event.step && ask.call === undefined;
    case 'step.finished':
    case 'step.refused':
    case 'step.skipped':
    case 'step.cancelled':
      return ({ frame, step }) => frame === event.frame && step === event.step;
    default:
      return undefined;
  }
}

/** Whether a step stands in what was cancelled: the whole run, or one step with everything below it. */
export function inScope(
  scope: { readonly frame: string; readonly step?: string },
  frame: string,
  step: string,
): boolean {
  if (scope.step === undefined) return true;
  return (frame === scope.frame && step === scope.step) || isBelow(frame, scope.frame, scope.step);
}

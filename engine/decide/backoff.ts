/** The wait before the next attempt: doubled each time, with jitter drawn from the run's seed so that a replay agrees. */
import type { Site } from './context.ts';

const maxBackoffMs = 60 * 60 * 1000;

export function backoffMs({ own, step, frame, state }: Site): number {
  const { backoffMs: first } = step.retry;
  if (first === 0) return 0;
  const doubled = first * 2 ** (own.tried - 1);
  const jitter = 0.5 + fraction(`${state.seed} ${frame.path} ${step.id} ${own.attempt}`);
  return Math.min(maxBackoffMs, Math.round(doubled * jitter));
}

/** A number in [0, 1) that follows from the text: FNV-1a, then a finalizer that spreads its bits. */
export function fraction(text: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index++) {
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  }
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return ((hash ^ (hash >>> 16)) >>> 0) / 2 ** 32;
}

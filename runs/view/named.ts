/** People as a story names them: with the way they came, where it was not the command line. */
import type { Origin } from '../../engine/events.ts';

/** `ada`, or `ada (page)`. */
export function named(name: string, from: Origin | undefined): string {
  return from === undefined || from.way === 'cli' ? name : `${name} (${from.way})`;
}

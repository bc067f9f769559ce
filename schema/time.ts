/** Times as the language writes them: how long from now, or when. */
import { parseDurationMs } from './duration.ts';

/** Further off than anybody waits; a timer beyond it would be a mistake in the unit. */
const maxWaitMs = 10 * 366 * 86_400_000;

/** RFC 3339: a time without a zone is another one on every machine. */
const timestamp = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?(Z|[+-]\d{2}:\d{2})$/;

/**
 * `15m` or `2027-01-31T09:00:00Z` as milliseconds since the epoch; anything else, and more than ten years from
 * `nowMs`, is undefined.
 */
export function readTime(text: string, nowMs: number): number | undefined {
  const durationMs = parseDurationMs(text.trim());
  if (durationMs !== undefined) return durationMs <= maxWaitMs ? nowMs + durationMs : undefined;
  if (!timestamp.test(text.trim())) return undefined;
  const at = Date.parse(text.trim());
  return Number.isNaN(at) || (nowMs > 0 && at > nowMs + maxWaitMs) ? undefined : at;
}

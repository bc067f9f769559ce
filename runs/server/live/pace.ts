/** How what is done for those who look leaves the server time for everything else, and the engine its processor. */

/** How many times longer a pause is than what was done before it. */
const pausePerWork = 4;
const longestMs = 2_000;

/** @param tookMs what was done, with what those did who were told of it within that turn of the event loop */
export const pauseAfter = (tookMs: number, leastMs: number): number =>
  Math.min(longestMs, Math.max(leastMs, tookMs * pausePerWork));

/**
 * Asks before a tool call is carried out, with what it would do. While a person thinks, what the call works on may
 * change under it: another session writes, a symlink is turned. So after a wait it is read again, and what is not
 * what was judged is judged again.
 */
import { canonicalJson } from '../../schema/json.ts';
import type { Tool } from '../events.ts';
import type { Place } from '../ports/place.ts';
import type { PerformerDeps } from './deps.ts';
import { readCall } from './read-call.ts';
import type { Answer, Work } from './work.ts';

/** An answer that came sooner is the policies' own: nothing else was waited for. */
const waitedMs = 500;
const mostReadings = 3;

/** @returns the answer, and the call that it was given to. */
export async function askFirst(
  work: Work,
  tool: Tool,
  place: Place,
  { clock, sha256 }: PerformerDeps,
): Promise<{ readonly call: string; readonly answer: Answer }> {
  let judged = await readCall(tool, place, sha256);
  for (let readings = 1; ; readings++) {
    const since = clock.now();
    const asked = work.ask(judged);
    const answer = await asked.answer;
    if (!answer.allow || clock.now() - since < waitedMs) return { call: asked.call, answer };
    const now = await readCall(tool, place, sha256);
    if (canonicalJson(now) === canonicalJson(judged)) return { call: asked.call, answer };
    // It was let through and is not carried out.
    work.completed(asked.call, false);
    if (readings === mostReadings) {
      const reason = 'What it works on changes faster than it can be judged.';
      return { call: asked.call, answer: { allow: false, reason } };
    }
    judged = now;
  }
}

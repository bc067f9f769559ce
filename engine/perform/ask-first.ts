/**
 * Asks before a tool call is carried out, with what it would do. While a person thinks, what the call works on may
 * change under it: another session writes, a symlink is turned. So after a wait it is read again, and what is not
 * what was judged is judged again. So it is where another call that may write the same was let through meanwhile.
 */
import { canonicalJson } from '../../schema/json.ts';
import type { Tool } from '../events.ts';
import type { Place } from '../ports/place.ts';
import type { PerformerDeps } from './deps.ts';
import { type Read, readCall } from './read-call.ts';
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
  const read = (): Promise<Read> => readCall(tool, place, work.doings, sha256);
  let judged = await read();
  try {
    for (let readings = 1; ; readings++) {
      const since = clock.now();
      const asked = work.ask(judged.tool);
      const answer = await asked.answer;
      if (!answer.allow) return { call: asked.call, answer };
      if (clock.now() - since >= waitedMs || judged.isOld()) {
        const now = await read();
        judged.close();
        const isSame = canonicalJson(now.tool) === canonicalJson(judged.tool);
        judged = now;
        if (!isSame) {
          // It was let through and is not carried out.
          work.completed(asked.call, false);
          if (readings < mostReadings) continue;
          const reason = 'What it works on changes faster than it can be judged.';
          return { call: asked.call, answer: { allow: false, reason } };
        }
      }
      work.doings.begin(work.id, asked.call, judged.deed);
      return { call: asked.call, answer };
    }
  } finally {
    judged.close();
  }
}

/** (l) What 20 policies add to a tool call: from the harness's question to its result in the journal, on the disk. */
import { guards } from '../../../engine/guards/index.ts';
import { allowAll, type Policies } from '../../../engine/ports/policies.ts';
import { openJournal } from '../../../runs/journal/index.ts';
import { callers, runCalls } from '../parts/called.ts';
import { onDisk } from '../parts/folder.ts';
import { twentyPolicies } from '../parts/library.ts';

const calls = 500;
const rounds = 2;

/** With and without take turns, since a busy machine is another machine a second later. */
export function measure(): Promise<Record<string, number>> {
  return onDisk(async (folder) => {
    const journal = openJournal({ folder });
    const { policies, spentMs } = watched();
    const given = { folder, journal, calls, policies };
    await runCalls({ ...given, run: 'warm-up', spec: callers(1, twentyPolicies()) });
    const before = spentMs();
    let [withMs, bareMs] = [0, 0];
    for (let round = 0; round < rounds; round++) {
      const bare = { ...given, policies: allowAll, spec: callers(1, []) };
      bareMs += (await runCalls({ ...bare, run: `bare-${round}` })).ms;
      withMs += (await runCalls({ ...given, run: `with-${round}`, spec: callers(1, twentyPolicies()) })).ms;
    }
    journal.close();
    const each = 1000 / (rounds * calls);
    const policiesMs = spentMs() - before;
    return {
      share: (100 * policiesMs) / withMs,
      policies_us: policiesMs * each,
      call_us: withMs * each,
      bare_us: bareMs * each,
    };
  });
}

/** The real ones, with the time that is spent in them. */
function watched(): { readonly policies: Policies; spentMs(): number } {
  let total = 0;
  const timed =
    <In, Out>(work: (given: In) => Out) =>
    (given: In): Out => {
      const from = performance.now();
      const out = work(given);
      total += performance.now() - from;
      return out;
    };
  const { track } = guards;
  const policies = { ...guards, judge: timed(guards.judge), ...(track && { track: timed(track) }) };
  return { policies, spentMs: () => total };
}

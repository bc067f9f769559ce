/**
 * (m) What if: other policies over a run that had none, read from its journal as `omni replay --policy` does. CPU time.
 */
import { readEvents } from '../../../engine/driver/index.ts';
import { guards } from '../../../engine/guards/index.ts';
import { judgeUnseen } from '../../../engine/guards/unseen.ts';
import { allowAll } from '../../../engine/ports/policies.ts';
import { whatIf } from '../../../engine/what-if.ts';
import { openJournal } from '../../../runs/journal/index.ts';
import type { PolicySpec } from '../../../schema/policy.ts';
import { callers, runCalls } from '../parts/called.ts';
import { cpuUs } from '../parts/cpu.ts';
import { compiled } from '../parts/engine.ts';
import { inMemory } from '../parts/folder.ts';
import { twentyPolicies } from '../parts/library.ts';

const sessions = 8;
const calls = 500;
const run = 'bench';

export function measure(): Promise<Record<string, number>> {
  return inMemory(async (folder) => {
    const journal = openJournal({ folder });
    await runCalls({ folder, journal, run, calls, spec: callers(sessions, []), policies: allowAll });
    async function* recorded() {
      for await (const { event } of readEvents({ journal, blobs: journal }, run)) yield event;
    }
    /** Decisions, and microseconds of CPU for each. */
    const ask = async (policies: readonly PolicySpec[]) => {
      const workflow = compiled(callers(sessions, policies));
      const before = cpuUs();
      const { judged, differences } = await whatIf(workflow, recorded(), guards, judgeUnseen);
      const [odd] = differences;
      if (odd) throw new Error(`event ${odd.seq} would be ${odd.wouldBe}: ${JSON.stringify(odd.decisions)}`);
      return (cpuUs() - before) / judged;
    };
    const all = twentyPolicies();
    const [replayUs, oneUs, allUs] = [await ask([]), await ask([one(all)]), await ask(all)];
    journal.close();
    return {
      one_per_s: 1_000_000 / oneUs,
      all_per_s: 1_000_000 / allUs,
      one_us: oneUs,
      all_us: allUs,
      replay_us: replayUs,
    };
  });
}

/** The one with the most rules. */
const one = (all: readonly PolicySpec[]): PolicySpec =>
  all.reduce((most, other) => (other.rules.length > most.rules.length ? other : most));

/** (m) What if: 20 policies over a run that had none, read from its journal as `omni replay --policy` does. */
import { readEvents } from '../../../engine/driver/index.ts';
import { guards } from '../../../engine/guards/index.ts';
import { judgeUnseen } from '../../../engine/guards/unseen.ts';
import { allowAll } from '../../../engine/ports/policies.ts';
import { whatIf } from '../../../engine/what-if.ts';
import { openJournal } from '../../../runs/journal/index.ts';
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
    const ask = async (workflow: ReturnType<typeof compiled>) => {
      const [from, before] = [performance.now(), cpuUs()];
      const { judged, differences } = await whatIf(workflow, recorded(), guards, judgeUnseen);
      return { ms: performance.now() - from, cpu: cpuUs() - before, judged, differences };
    };
    const bare = await ask(compiled(callers(sessions, [])));
    const asked = await ask(compiled(callers(sessions, twentyPolicies())));
    journal.close();
    const [odd] = asked.differences;
    if (odd) throw new Error(`event ${odd.seq} would be ${odd.wouldBe}: ${JSON.stringify(odd.decisions)}`);
    const rate = (asked.judged * 1000) / asked.ms;
    return { decisions_per_s: rate, cpu_us: asked.cpu / asked.judged, replay_us: bare.cpu / asked.judged };
  });
}

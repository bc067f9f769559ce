/** The real driver on the real journal, as in the other benches: each step journals its start and its finish. */
import { openJournal } from '../../../../runs/journal/index.ts';
import { openRun, timeRun } from '../../parts/engine.ts';
import { createTrivialPerformer } from '../../parts/performer.ts';
import { fanOut, itemsUpTo, sequence } from '../../parts/specs.ts';
import type { Open } from '../system.ts';

export const open: Open = async ({ folder, workload, width, give }) => {
  const journal = openJournal({ folder });
  return {
    async prepare(run, steps) {
      let performed = 0;
      const performer = createTrivialPerformer(() => {
        performed++;
      }, give);
      const given =
        workload === 'sequential' ? { spec: sequence(steps) } : { spec: fanOut(width), inputs: itemsUpTo(steps) };
      const started = await openRun(journal, performer, { run, ...given });
      return async () => {
        await timeRun(started);
        return performed;
      };
    },
    servers: [],
    async close() {
      journal.close();
    },
  };
};

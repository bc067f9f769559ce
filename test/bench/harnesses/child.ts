/** The processes of this bench: one that measures a harness once, `--measure NAME`, and its model, `--model WIRE`. */
import type { Wire } from '../../fixtures/models/words.ts';
import { subjects } from '../../harnesses/subjects.ts';
import type { Said } from '../repeat.ts';
import { Skipped } from '../skipped.ts';
import { serveModel } from './model.ts';
import { measureHarness } from './repetition.ts';

async function measureOne(name: string | undefined, entry: string): Promise<Said> {
  const subject = subjects.find(({ harness }) => harness === name);
  if (!subject) throw new Error(`there is no harness ${name}`);
  try {
    return { measured: await measureHarness(subject, entry) };
  } catch (error) {
    if (error instanceof Skipped) return { skipped: error.message };
    throw error;
  }
}

// Ending runs the `exit` handlers, which end what was started.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => process.exit(1));

const [entry = '', what, name] = process.argv.slice(1);
if (what === '--model') await serveModel(name as Wire);
else process.stdout.write(`${JSON.stringify(await measureOne(name, entry))}\n`);

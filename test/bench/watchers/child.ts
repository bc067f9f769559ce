/** The processes of this bench: one that measures once, `--measure NAME`, and those that take part in it. */
import type { Said } from '../repeat.ts';
import { drive } from './drive.ts';
import { measurePaced } from './paced.ts';
import { serve } from './serve.ts';
import { measureThroughput } from './throughput.ts';
import { watch } from './watch.ts';

// Ending lets go of those that take part, which then end as well.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => process.exit(1));

const measures: Readonly<Record<string, (entry: string) => Promise<Record<string, number>>>> = {
  journal: (entry) => measurePaced(entry, 'journal'),
  events: (entry) => measurePaced(entry, 'events'),
  throughput: measureThroughput,
};

const [entry = '', what, name = ''] = process.argv.slice(1);
if (what === '--serve') await serve(name);
else if (what === '--drive') drive(name);
else if (what === '--watch') watch();
else {
  const measure = measures[name];
  if (!measure) throw new Error(`nothing is called ${name}`);
  process.stdout.write(`${JSON.stringify({ measured: await measure(entry) } satisfies Said)}\n`);
}

/**
 * `npm run bench`: how fast the engine is, against floors that are sampled beside it. `-- NAME…` measures only some
 * cases, `-- --json` prints NDJSON; `harnesses` and `watchers` are benches of their own. Figures depend on the machine; ratios hold. Fails only when a case crashes.
 *
 * This file is also what is measured: it is bundled, and each repetition runs the bundle with `--measure NAME`.
 */
import { parseArgs } from 'node:util';
import { cases } from './cases.ts';
import type { Said } from './repeat.ts';
import { Skipped } from './skipped.ts';

const repetitions = 5;

async function measureOne([name, ...args]: readonly string[]): Promise<void> {
  const chosen = cases.find((known) => known.name === name);
  if (!chosen) throw new Error(`there is no case ${name}`);
  const { measure } = await chosen.load();
  const said = await measure(args).then(
    (measured): Said => ({ measured }),
    (error: unknown): Said => {
      if (error instanceof Skipped) return { skipped: error.message };
      throw error;
    },
  );
  process.stdout.write(`${JSON.stringify(said)}\n`);
}

async function bench(argv: readonly string[]): Promise<void> {
  const options = { json: { type: 'boolean' } } as const;
  const { values, positionals } = parseArgs({ args: [...argv], options, allowPositionals: true });
  const known = cases.map(({ name }) => name);
  const unknown = positionals.filter((name) => !known.includes(name));
  if (unknown.length > 0) {
    process.stderr.write(
      `there is no case ${unknown.join(', ')}; there are ${[...known, 'harnesses', 'watchers'].join(', ')}\n`,
    );
    process.exitCode = 2;
    return;
  }
  const chosen = positionals.length === 0 ? cases : cases.filter(({ name }) => positionals.includes(name));
  const [{ bundleBench }, { repeat }, { reportJson, reportText }] = await Promise.all([
    import('./bundle.ts'),
    import('./repeat.ts'),
    import('./report.ts'),
  ]);
  const report = values.json ? reportJson : reportText;
  const bundle = await bundleBench(import.meta.filename);
  try {
    for (const one of chosen) {
      const result = await repeat(bundle.entry, one, repetitions);
      report(one, result, (line) => process.stdout.write(`${line}\n`));
      if (result.status === 'crashed') process.exitCode = 1;
    }
  } finally {
    bundle.remove();
  }
}

const argv = process.argv.slice(2);
if (argv[0] === '--measure') await measureOne(argv.slice(1));
else if (argv[0] === 'harnesses') await (await import('./harnesses/main.ts')).benchHarnesses(argv.slice(1));
else if (argv[0] === 'watchers') await (await import('./watchers/main.ts')).benchWatchers(argv.slice(1));
else await bench(argv);

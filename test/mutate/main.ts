/**
 * `npm run mutate`: tries the mutants of the pure engine against its laws and directed tests, and lists those that
 * nobody noticed. All of them take hours; it is not part of CI.
 *
 *     npm run mutate -- [--only PART_OF_A_PATH] [--sample N] [--workers N]
 *
 * `--sample N` tries about N mutants, evenly spread. The exit code is 1 when one survived.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { type Mutant, mutantsOf } from './mutants.ts';
import { openBench } from './trial.ts';

const project = join(import.meta.dirname, '../..');
const tests = ['test/laws', 'test/golden', 'test/engine', '--exclude=test/engine/perform/**'];
/** Not pure, or types only. */
const left = /^engine\/(driver|perform|ports)\/|\/(events|facts|effects)\.ts$/;

const { values } = parseArgs({
  options: {
    only: { type: 'string', default: '' },
    sample: { type: 'string', default: 'Infinity' },
    workers: { type: 'string', default: '1' },
  },
});

const files = readdirSync(join(project, 'engine'), { recursive: true, encoding: 'utf8' })
  .map((name) => `engine/${name}`)
  .filter((file) => file.endsWith('.ts') && !left.test(file) && file.includes(values.only))
  .sort();
const all = files.flatMap((file) =>
  mutantsOf(readFileSync(join(project, file), 'utf8')).map((mutant) => ({ file, mutant })),
);
const every = Math.max(1, all.length / Number(values.sample));
const chosen = all.filter((_, index) => Math.floor(index / every) !== Math.floor((index - 1) / every));

const survivors: string[] = [];
const queue = chosen.values();
const describe = (file: string, { line, was, is }: Mutant): string =>
  `${file}:${line}  ${was.replaceAll(/\s+/g, ' ').slice(0, 80)}  ->  ${is.replaceAll(/\s+/g, ' ').slice(0, 80)}`;

async function work(): Promise<void> {
  const bench = openBench(project, tests, 0.3);
  try {
    // Tests that fail by themselves would kill every mutant.
    const [first] = chosen;
    const sound = first && (await bench.try(first.file, readFileSync(join(project, first.file), 'utf8')));
    if (sound !== 'survived') throw new Error(`the tests do not pass without a mutant: ${sound}`);
    for (const { file, mutant } of queue) {
      const verdict = await bench.try(file, mutant.text);
      process.stdout.write(`${verdict.padEnd(8)}  ${describe(file, mutant)}\n`);
      if (verdict === 'survived') survivors.push(describe(file, mutant));
    }
  } finally {
    bench.close();
  }
}

process.stdout.write(`${chosen.length} of ${all.length} mutants in ${files.length} files\n`);
await Promise.all(Array.from({ length: Number(values.workers) }, work));
process.stdout.write(`\n${survivors.length} of ${chosen.length} survived\n${survivors.join('\n')}\n`);
process.exitCode = survivors.length > 0 ? 1 : 0;

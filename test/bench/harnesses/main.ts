/**
 * `npm run bench harnesses`: what `omni` adds to a harness's own run, for each real harness that is installed. Takes
 * minutes and starts real programs, so it is no case of the others.
 */
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { subjects } from '../../harnesses/subjects.ts';
import { bundleBench } from '../bundle.ts';
import { repeat } from '../repeat.ts';
import { reportJson, reportText } from '../report.ts';
import { toldOf } from './figures.ts';

const names = subjects.map(({ harness }): string => harness);
const usage = `npm run bench harnesses -- [--rounds 5] [--only ${names.join('|')}]... [--json]`;

interface Options {
  readonly rounds: number;
  readonly only: readonly string[];
  readonly json: boolean;
}

/** Throws an error that says what is wrong. */
function readOptions(args: string[]): Options {
  const { values } = parseArgs({
    args,
    options: {
      rounds: { type: 'string', default: '5' },
      only: { type: 'string', multiple: true, default: names },
      json: { type: 'boolean', default: false },
    },
  });
  const rounds = Number(values.rounds);
  if (!Number.isSafeInteger(rounds) || rounds < 1) throw new Error('--rounds is a number from 1');
  const unknown = values.only.find((name) => !names.includes(name));
  if (unknown !== undefined) throw new Error(`there is no harness ${unknown}`);
  return { rounds, only: values.only, json: values.json };
}

export async function benchHarnesses(args: string[]): Promise<void> {
  let options: Options;
  try {
    options = readOptions(args);
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n${usage}\n`);
    process.exitCode = 2;
    return;
  }
  const { rounds, only, json } = options;
  const report = json ? reportJson : reportText;
  const bundle = await bundleBench(join(import.meta.dirname, 'child.ts'));
  try {
    for (const told of subjects.filter(({ harness }) => only.includes(harness)).map(toldOf)) {
      const result = await repeat(bundle.entry, told, rounds);
      report(told, result, (line) => process.stdout.write(`${line}\n`));
      if (result.status === 'crashed') process.exitCode = 1;
    }
  } finally {
    bundle.remove();
  }
}

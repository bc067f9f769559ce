/**
 * `npm run bench watchers`: the status page under load. Four processes share the machine for minutes, so it is no case
 * of the others.
 */
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { bundleBench } from '../bundle.ts';
import { repeat } from '../repeat.ts';
import { reportJson, reportText } from '../report.ts';
import { told } from './figures.ts';

const names = told.map(({ name }) => name);
const usage = `npm run bench watchers -- [--rounds 3] [--only ${names.join('|')}]... [--json]`;

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
      rounds: { type: 'string', default: '3' },
      only: { type: 'string', multiple: true, default: names },
      json: { type: 'boolean', default: false },
    },
  });
  const rounds = Number(values.rounds);
  if (!Number.isSafeInteger(rounds) || rounds < 1) throw new Error('--rounds is a number from 1');
  const unknown = values.only.find((name) => !names.includes(name));
  if (unknown !== undefined) throw new Error(`nothing is called ${unknown}`);
  return { rounds, only: values.only, json: values.json };
}

export async function benchWatchers(args: string[]): Promise<void> {
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
    for (const one of told.filter(({ name }) => only.includes(name))) {
      const result = await repeat(bundle.entry, one, rounds);
      report(one, result, (line) => process.stdout.write(`${line}\n`));
      if (result.status === 'crashed') process.exitCode = 1;
    }
  } finally {
    bundle.remove();
  }
}

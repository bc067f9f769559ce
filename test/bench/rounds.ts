/** A bench of its own that is measured in rounds: its options, and the same rounds for each thing that is measured. */
import { parseArgs } from 'node:util';
import { bundleBench } from './bundle.ts';
import type { Told } from './cases.ts';
import { repeat } from './repeat.ts';
import { reportJson, reportText } from './report.ts';

export interface RoundsRequest {
  /** As it is typed: `npm run bench harnesses`. */
  readonly command: string;
  readonly told: readonly Told[];
  readonly rounds: number;
  /** What runs one repetition, `--measure NAME`. */
  readonly child: string;
}

/** Wrong arguments are said, with the usage, and end in code 2; a measurement that crashes ends in 1. */
export async function benchRounds(args: string[], { command, told, rounds, child }: RoundsRequest): Promise<void> {
  const names = told.map(({ name }) => name);
  let options: Options;
  try {
    options = readOptions(args, names, rounds);
  } catch (error) {
    const usage = `${command} -- [--rounds ${rounds}] [--only ${names.join('|')}]... [--json]`;
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n${usage}\n`);
    process.exitCode = 2;
    return;
  }
  const report = options.json ? reportJson : reportText;
  const bundle = await bundleBench(child);
  try {
    for (const one of told.filter(({ name }) => options.only.includes(name))) {
      const result = await repeat(bundle.entry, one, options.rounds);
      report(one, result, (line) => process.stdout.write(`${line}\n`));
      if (result.status === 'crashed') process.exitCode = 1;
    }
  } finally {
    bundle.remove();
  }
}

interface Options {
  readonly rounds: number;
  readonly only: readonly string[];
  readonly json: boolean;
}

/** Throws an error that says what is wrong. */
function readOptions(args: string[], names: readonly string[], usual: number): Options {
  const { values } = parseArgs({
    args,
    options: {
      rounds: { type: 'string', default: String(usual) },
      only: { type: 'string', multiple: true, default: [...names] },
      json: { type: 'boolean', default: false },
    },
  });
  const rounds = Number(values.rounds);
  if (!Number.isSafeInteger(rounds) || rounds < 1) throw new Error('--rounds is a number from 1');
  const unknown = values.only.find((name) => !names.includes(name));
  if (unknown !== undefined) throw new Error(`nothing is called ${unknown}`);
  return { rounds, only: values.only, json: values.json };
}

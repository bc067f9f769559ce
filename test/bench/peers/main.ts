/**
 * `npm run bench:peers`: durable steps of this engine beside those of others, in turns, over raw commits taken just
 * before and after. Never part of CI: it installs the peers, pinned, into a folder of their own. See README.md.
 */
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { bundleBench } from '../bundle.ts';
import { install } from './install.ts';
import { measureRows } from './measure.ts';
import { rows, systems } from './rows.ts';
import { renderJson, renderTable } from './table.ts';

const usage = `npm run bench:peers -- [--rounds 5] [--steps 1000] [--only ${systems.join('|')}]... [--json]`;
const fixed = { warmUp: 100, sampleRows: 200 };
const say = (line: string) => process.stderr.write(`${line}\n`);

interface Options {
  readonly rounds: number;
  readonly steps: number;
  readonly only: readonly string[];
  readonly json: boolean;
}

/** Throws an error that says what is wrong. */
function readOptions(args: string[]): Options {
  const { values } = parseArgs({
    args,
    options: {
      rounds: { type: 'string', default: '5' },
      steps: { type: 'string', default: '1000' },
      only: { type: 'string', multiple: true, default: [...systems] },
      json: { type: 'boolean', default: false },
    },
  });
  const [rounds, steps] = [Number(values.rounds), Number(values.steps)];
  if (!Number.isSafeInteger(rounds) || rounds < 1) throw new Error('--rounds is a number from 1');
  if (!Number.isSafeInteger(steps) || steps < 1) throw new Error('--steps is a number from 1');
  const unknown = values.only.find((name) => !systems.includes(name));
  if (unknown !== undefined) throw new Error(`there is no system ${unknown}`);
  return { rounds, steps, only: values.only, json: values.json };
}

async function bench({ rounds, steps, only, json }: Options): Promise<void> {
  const chosen = rows.filter(({ system }) => only.includes(system));
  const missing = chosen.some(({ module }) => module) ? install(import.meta.dirname, say) : undefined;
  const bundle = await bundleBench(join(import.meta.dirname, 'child.ts'));
  const temporary = mkdtempSync(join(tmpdir(), 'omni-peers-'));
  const folder = join(temporary, 'bench');
  mkdirSync(folder);
  const clear = () => {
    bundle.remove();
    rmSync(temporary, { recursive: true, force: true, maxRetries: 5 });
  };
  process.once('exit', clear);
  const refuse = ({ module }: { module?: string }) => (module && missing ? `not installed: ${missing}` : undefined);
  const results = await measureRows(chosen, { ...fixed, entry: bundle.entry, folder, steps, rounds, refuse, say });
  process.stdout.write(`${json ? results.map(renderJson).join('\n') : renderTable(results)}\n`);
}

// Ending runs the `exit` handlers, which end what was started.
for (const [signal, code] of [
  ['SIGINT', 130],
  ['SIGTERM', 143],
  ['SIGHUP', 129],
] as const)
  process.once(signal, () => process.exit(code));

let options: Options | undefined;
try {
  options = readOptions(process.argv.slice(2));
} catch (error) {
  say(`${error instanceof Error ? error.message : String(error)}\n${usage}`);
  process.exitCode = 2;
}
if (options) await bench(options);

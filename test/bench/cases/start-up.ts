/** (e) CPU time of a short command over that of an empty script: what every call of `omni` costs. */
import { spawnSync } from 'node:child_process';
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { inMemory } from '../parts/folder.ts';
import { Skipped } from '../skipped.ts';
import { median } from '../statistics.ts';

const command = join(process.cwd(), 'dist/cli/main.js');
const polly = join(process.cwd(), 'examples/polly/polly.yaml');
const rounds = 5;

export function measure(): Promise<Record<string, number>> {
  if (!existsSync(command)) throw new Skipped('there is no dist/cli/main.js: npm run build');
  return inMemory(async (folder) => {
    const empty = join(folder, 'empty.mjs');
    writeFileSync(empty, '');
    const [help, validate, floors]: number[][] = [[], [], []];
    for (let round = 0; round < rounds; round++) {
      const floor = cpuMs([empty]);
      floors?.push(floor);
      help?.push(cpuMs([command, '--help']) / floor);
      validate?.push(cpuMs([command, 'validate', polly]) / floor);
    }
    return { help: median(help ?? []), validate: median(validate ?? []), floor_ms: median(floors ?? []) };
  });
}

/** User and system time of a script, by the shell's own clock: Node does not tell what its children took. */
function cpuMs(script: readonly string[]): number {
  const timed = 'TIMEFORMAT="%U %S"; { time "$@" >/dev/null 2>&1; }';
  const { stderr, status } = spawnSync('bash', ['-c', timed, 'bash', process.execPath, ...script], {
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(`${script.join(' ')} ended with ${status}`);
  const [user = 0, system = 0] = stderr.trim().split(' ').map(Number);
  return (user + system) * 1000;
}

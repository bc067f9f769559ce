/** A scratch copy of the project in which a mutant is tried; the checkout is never written. */
import { cpSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execa } from 'execa';

export type Verdict = 'killed' | 'survived' | 'hung';

export interface Bench {
  /** Runs the tests with `text` in place of the file, and puts the file back. */
  try(file: string, text: string): Promise<Verdict>;
  close(): void;
}

const copied = [
  'agents',
  'cli',
  'engine',
  'examples',
  'policies',
  'runs',
  'schema',
  'test',
  'package.json',
  'tsconfig.json',
  'vitest.config.ts',
];
/** Longer than the tests take by far: what runs on is in a loop. */
const patienceMs = 180_000;

export function openBench(project: string, tests: readonly string[], lawRuns: number): Bench {
  const folder = mkdtempSync(join(tmpdir(), 'omni-mutate-'));
  for (const name of copied) cpSync(join(project, name), join(folder, name), { recursive: true });
  symlinkSync(join(project, 'node_modules'), join(folder, 'node_modules'));
  const vitest = join(project, 'node_modules/vitest/vitest.mjs');
  const env = { OMNI_LAW_RUNS: String(lawRuns), OMNI_LAW_SEED: '20260101', CI: '1' };

  async function run(): Promise<Verdict> {
    const args = [vitest, 'run', '--bail=1', '--reporter=dot', ...tests];
    const child = execa(process.execPath, args, { cwd: folder, env, reject: false, stdio: 'ignore', detached: true });
    const alarm = setTimeout(() => child.pid !== undefined && process.kill(-child.pid, 'SIGKILL'), patienceMs);
    const { exitCode, signal } = await child;
    clearTimeout(alarm);
    return signal === 'SIGKILL' ? 'hung' : exitCode === 0 ? 'survived' : 'killed';
  }

  return {
    async try(file, text) {
      cpSync(join(project, file), join(folder, file));
      writeFileSync(join(folder, file), text);
      const verdict = await run();
      cpSync(join(project, file), join(folder, file));
      return verdict;
    },
    close: () => rmSync(folder, { recursive: true, force: true }),
  };
}

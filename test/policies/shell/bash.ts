/** Runs scripts by bash itself, in an empty folder in which `git` and `npm` only write down how they were called. */
import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const fake = '#!/bin/sh\necho "${0##*/} $*" >> "$CALLS"\n';

/** One process runs all: a shell of its own for each script, for at most two seconds. */
const driver = `
cd "$1" || exit 1
for at in $(seq 0 $(($2 - 1))); do
  mkdir "run/$at" && cd "run/$at" || exit 1
  env -i PATH="$1/bin:/usr/bin:/bin" HOME="$1/run/$at" CALLS="$1/calls/$at" timeout -k 1 2 bash "$1/scripts/$at" </dev/null >/dev/null 2>&1
  cd "$1"
done
exit 0
`;

/** How `git` and `npm` were called by each script. */
export function runByBash(scripts: readonly string[]): readonly (readonly string[])[] {
  const root = mkdtempSync(join(tmpdir(), 'omni-shell-'));
  try {
    for (const folder of ['bin', 'scripts', 'calls', 'run']) mkdirSync(join(root, folder));
    for (const name of ['git', 'npm']) {
      writeFileSync(join(root, 'bin', name), fake);
      chmodSync(join(root, 'bin', name), 0o755);
    }
    for (const [at, script] of scripts.entries()) writeFileSync(join(root, 'scripts', String(at)), script);
    execFileSync('bash', ['-c', driver, 'bash', root, String(scripts.length)], { stdio: 'ignore' });
    return scripts.map((_, at) => callsIn(join(root, 'calls', String(at))));
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
}

function callsIn(file: string): readonly string[] {
  try {
    return readFileSync(file, 'utf8')
      .split('\n')
      .filter((line) => line !== '');
  } catch {
    return [];
  }
}

/** Brings the peers into their own `node_modules`, on demand: they are no part of the project's tree. */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Gives why it failed, if it did. Nothing is done where the pinned versions are there already. */
export function install(folder: string, say: (line: string) => void): string | undefined {
  const modules = join(folder, 'node_modules');
  const stamp = join(modules, '.omni-installed');
  const lock = createHash('sha256')
    .update(readFileSync(join(folder, 'package-lock.json')))
    .digest('hex');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === lock) return undefined;
  say(`installing the peers into ${modules}: once, about 550 MB`);
  // No script of theirs runs: one of them reports the installation, and none is needed.
  const args = ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'];
  const { status, error } = spawnSync('npm', args, { cwd: folder, stdio: ['ignore', 2, 2] });
  if (status !== 0) return `npm ci ${error ? `could not start: ${error.message}` : `ended with ${status}`}`;
  // LangGraph's saver then finds the project's own, which is built, and all write with the same SQLite.
  rmSync(join(modules, 'better-sqlite3'), { recursive: true, force: true });
  writeFileSync(stamp, lock);
  return undefined;
}

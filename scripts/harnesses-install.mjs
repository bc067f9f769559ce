/**
 * `npm run harnesses:install`: the pinned programs of real harnesses, into a folder outside of the project that its
 * later checkouts find again. It is made aside and put there whole, so that two at once do no harm.
 */
import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, renameSync, rmSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { tsImport } from 'tsx/esm/api';

const { installFolder } = await tsImport('../test/harnesses/installed.ts', import.meta.url);
const pins = resolve(dirname(fileURLToPath(import.meta.url)), '../test/harnesses');
const folder = installFolder();

if (existsSync(folder)) console.log(`the harnesses are installed: ${folder}`);
else {
  mkdirSync(dirname(folder), { recursive: true });
  const aside = mkdtempSync(`${folder}-`);
  for (const file of ['package.json', 'package-lock.json']) cpSync(join(pins, file), join(aside, file));
  // What they want of Node, Claude Code's native program does not.
  const { status } = spawnSync('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error'], {
    cwd: aside,
    stdio: 'inherit',
  });
  if (status === 0) {
    try {
      renameSync(aside, folder);
    } catch (error) {
      // Another one was first.
      if (!existsSync(folder)) throw error;
    }
  }
  rmSync(aside, { recursive: true, force: true });
  if (status !== 0) process.exit(status ?? 1);
  console.log(`installed into ${folder}`);
}

/**
 * The repositories that simulations play in: a simulation's `repo:` folder is copied to `.omni/demo/` and made a
 * repository, so that nothing of the user's is touched and every new run starts from the same files.
 */
import { createHash } from 'node:crypto';
import { cp, mkdir, readdir, rename, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import type { Reaper } from '../agents/places/reaper.ts';
import { createGit } from '../agents/workspaces/git.ts';

/** The copies of `source` that there are, newest first; absolute. */
export async function findDemos(home: string, source: string): Promise<readonly string[]> {
  const folder = folderOf(home, source);
  const names = await readdir(folder).catch(() => []);
  const numbers = names.filter((name) => /^\d+$/.test(name)).map(Number);
  return numbers.sort((one, other) => other - one).map((number) => join(folder, String(number)));
}

/** Makes another copy and commits it on `main`; a copy that was cut short is never taken for a whole one. */
export async function copyDemo(
  home: string,
  source: string,
  options: { reaper: Reaper; env: NodeJS.ProcessEnv },
): Promise<string> {
  const folder = folderOf(home, source);
  const draft = join(folder, `draft.${process.pid}`);
  await mkdir(folder, { recursive: true });
  try {
    // What git or omni keep there is no part of a demo, and a configuration of git can name commands.
    await cp(source, draft, { recursive: true, verbatimSymlinks: true, filter: (path) => !kept.has(basename(path)) });
    const git = createGit({ ...options, mark: options.reaper.mark('') });
    const where = { cwd: draft };
    await git.call(where, ['init', '--quiet', '--template=', '--initial-branch=main']);
    await git.call(where, ['add', '--all', '--force']);
    await git.call(where, ['commit', '--quiet', '--no-verify', '--message', 'Start of the demo'], { author: 'omni' });
    return await moveToNext(draft, home, source);
  } finally {
    await rm(draft, { recursive: true, force: true });
  }
}

const kept: ReadonlySet<string> = new Set(['.git', '.omni']);

/** Somebody else may take the next number meanwhile: then the one after it is ours. */
async function moveToNext(draft: string, home: string, source: string): Promise<string> {
  for (;;) {
    const [newest] = await findDemos(home, source);
    const target = join(folderOf(home, source), String(newest === undefined ? 1 : Number(basename(newest)) + 1));
    try {
      await rename(draft, target);
      return target;
    } catch (error) {
      const taken = ['ENOTEMPTY', 'EEXIST'].includes((error as NodeJS.ErrnoException).code ?? '');
      if (!taken) throw error;
    }
  }
}

/** Named after the folder above the source, which says whose demo it is; the hash tells two of one name apart. */
function folderOf(home: string, source: string): string {
  const hash = createHash('sha256').update(source).digest('hex').slice(0, 6);
  return join(home, 'demo', `${basename(dirname(source))}-${hash}`);
}

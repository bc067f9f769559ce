/** Real repositories for the tests of this folder, and real workspaces on them. */
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterAll } from 'vitest';
import { createReaper } from '../../../agents/places/reaper.ts';
import { createWorkspaces, type WorkspacesOptions } from '../../../agents/workspaces/workspaces.ts';
import type { Workspaces } from '../../../engine/ports/workspaces.ts';
import { useTempFolder } from '../temp.ts';

const identity = ['-c', 'user.name=Person', '-c', 'user.email=person@example.com', '-c', 'commit.gpgsign=false'];

/** Plain git, as a person runs it. */
export function git(cwd: string, ...args: string[]): string {
  return execFileSync('git', [...identity, ...args], {
    cwd,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
  }).trim();
}

export const sha256 = (content: string | Uint8Array): string => createHash('sha256').update(content).digest('hex');

export function writeFiles(root: string, files: Readonly<Record<string, string>>): void {
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), content);
  }
}

/** Makes repositories for one test file; each call gives a fresh one with a first commit on `main`. */
export function useRepositories() {
  const folder = useTempFolder();
  const reaper = createReaper();
  afterAll(() => reaper.dispose());
  const env = { PATH: process.env.PATH, HOME: join(folder, 'home') };
  mkdirSync(env.HOME);
  let count = 0;

  const makeFolder = (): string => {
    const made = join(folder, `repo-${++count}`);
    mkdirSync(made);
    return made;
  };
  const makeRepository = (files: Readonly<Record<string, string>> = { 'a.txt': '1\n2\n3\n' }): string => {
    const repo = makeFolder();
    git(repo, 'init', '-q', '-b', 'main');
    writeFiles(repo, files);
    git(repo, 'add', '-A');
    git(repo, 'commit', '-q', '-m', 'Start');
    return repo;
  };
  const open = (repo: string, more: Partial<WorkspacesOptions> = {}): Promise<Workspaces> =>
    createWorkspaces({ repo, home: join(repo, '.omni'), reaper, env, ...more });
  return { folder, reaper, env, makeFolder, makeRepository, open };
}

export const plan = (key: string, base?: string) => ({
  key,
  branch: `omni/R1/${key}`,
  ...(base === undefined ? {} : { base }),
});
export const message = { author: 'claude', subject: 'Change it', trailers: { 'Omni-Run': 'R1', 'Omni-Step': 'write' } };

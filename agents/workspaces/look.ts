/**
 * Looks at what the agents of a run have written, for people: its branches, what each changed, and single files. Nothing
 * is written, and no program of the repository or the user runs; see `look-list.ts`, `look-tree.ts`, `look-file.ts`.
 */
import { lstat, readdir, realpath } from 'node:fs/promises';
import { join, relative } from 'node:path';
import type { CommitFile } from '../../engine/ports/workspaces.ts';
import { OmniError } from '../../schema/error.ts';
import { isInside } from '../places/paths.ts';
import type { Where } from './call.ts';
import { listEntries } from './changes.ts';
import { countFiles, countLines, diffCall, findFork } from './diff.ts';
import { disarm } from './disarm.ts';
import { findRepository } from './inspect.ts';
import { isPlainPath, readCommitted, readLive, readPlain, type SeenFile } from './look-file.ts';
import { type FoundWorkspace, findWorkspaces, type Search } from './look-list.ts';
import { withTreeNow } from './look-tree.ts';
import { branchRef, checkRun, findCommit, startRef } from './names.ts';
import { createReadingGit, type ReadingGit } from './reading-git.ts';

/** What is known of a run from its journal. */
export interface LookSource {
  /** The folder that it works on. */
  readonly repo: string;
  /** It is not over, and works in that folder itself. */
  readonly here: boolean;
  /** Branches that it has made, as far as they are known. */
  readonly branches: readonly string[];
}

export interface LookOptions {
  /** The `.omni` folder. */
  readonly home: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Undefined: there is no such run. */
  readonly sourceOf: (run: string) => Promise<LookSource | undefined>;
}

export interface SeenWorkspace {
  /** The branch, or outside git the folder. */
  readonly key: string;
  readonly branch?: string;
  readonly live: boolean;
}

export interface SeenChanges {
  readonly diff: string;
  readonly files: readonly CommitFile[];
  readonly cut: boolean;
}

export interface Look {
  list(run: string): Promise<readonly SeenWorkspace[]>;
  /** Over what its branch began from. Rejects with OMNI5003 where there is no such workspace. */
  changes(run: string, key: string): Promise<SeenChanges>;
  file(run: string, key: string, path: string): Promise<SeenFile | undefined>;
}

/** Of a diff's text. 1 MiB. */
const mostDiffBytes = 1024 * 1024;

export function createLook({ home, env, sourceOf }: LookOptions): Look {
  const git = createReadingGit({ env });
  const underWay = new Map<string, Promise<SeenChanges>>();

  const search = async (run: string): Promise<Partial<Search> & { readonly folder: string }> => {
    const source = await sourceOf(checkRun(run));
    const folder = join(await realpath(home).catch(() => home), 'worktrees', run);
    const repo = source && (await realpath(source.repo).catch(() => undefined));
    const repository = repo === undefined ? undefined : await findRepository(git, repo);
    return { folder, run, ...(source ?? {}), ...(repository && { repository }) };
  };

  const find = async (run: string, key: string) => {
    const found = await search(run);
    const all = isWhole(found) ? await findWorkspaces(git, found) : [];
    const workspace = all.find(({ branch }) => branch === key);
    if (isWhole(found) && workspace !== undefined) return { search: found, workspace };
    if (!isWhole(found) && (await listFolders(found.folder)).includes(key)) return { folder: join(found.folder, key) };
    return undefined;
  };

  const compare = async (run: string, key: string): Promise<SeenChanges> => {
    const found = await find(run, key);
    if (found === undefined) throw new OmniError('OMNI5003', `Run ${run} has no workspace ${JSON.stringify(key)}.`);
    // Outside git there is nothing to compare with.
    if (found.workspace === undefined) return { diff: '', files: [], cut: false };
    const { workspace } = found;
    const { repository } = found.search;
    const root = await disarm(git, { cwd: repository.root }, { all: true });
    const from = await findFork(git, root, await findStart(git, root, run, workspace), workspace.head);
    const { worktree, head } = workspace;
    if (worktree === undefined) return showChanges(git, root, from, head);
    const objects = join(repository.commonDir, 'objects');
    const excluded = excludedBy(repository.root, home);
    return withTreeNow({ env, worktree, objects, head, excluded }, async ({ git, where, tree, left }) => {
      const shown = await showChanges(git, where, from, tree);
      const more = left.map(({ path, op }): CommitFile => ({ path, op, added: 0, removed: 0 }));
      return { ...shown, files: [...shown.files, ...more], cut: shown.cut || more.length > 0 };
    });
  };

  return {
    async list(run) {
      const found = await search(run);
      if (!isWhole(found)) return (await listFolders(found.folder)).map((key) => ({ key, live: true }));
      const all = await findWorkspaces(git, found);
      return all.map(({ branch, worktree }) => ({ key: branch, branch, live: worktree !== undefined }));
    },

    changes(run, key) {
      const which = JSON.stringify([run, key]);
      const known = underWay.get(which);
      if (known !== undefined) return known;
      const mine = compare(run, key).finally(() => underWay.delete(which));
      underWay.set(which, mine);
      return mine;
    },

    async file(run, key, path) {
      if (!isPlainPath(path)) return undefined;
      const found = await find(run, key);
      if (found === undefined) return undefined;
      if (found.workspace === undefined) return readPlain(found.folder, path);
      const { worktree, head } = found.workspace;
      const { root } = found.search.repository;
      if (worktree === undefined) return readCommitted(git, { cwd: root }, head, path);
      const isOurs = excludedBy(root, home).some((top) => path === top || path.startsWith(`${top}/`));
      return isOurs ? undefined : readLive(git, await disarm(git, worktree, { all: true }), path);
    },
  };
}

const isWhole = (search: Partial<Search>): search is Search => search.repository !== undefined;

/** As much of the text as fits, in whole lines. */
async function showChanges(git: ReadingGit, where: Where, from: string, to: string): Promise<SeenChanges> {
  const { bytes, cut } = await git.upTo(where, diffCall(from, to), mostDiffBytes);
  const entries = await listEntries(git, where, from, to);
  const counts = await countLines(git, where, from, to);
  const text = cut ? bytes.subarray(0, bytes.lastIndexOf(10) + 1) : bytes;
  return {
    diff: text.toString(),
    files: countFiles(
      entries.map(({ path, op }) => ({ path, op })),
      counts,
    ),
    cut,
  };
}

/** Where a branch began: the run's own note of it, else git's, else where it left what is checked out. */
async function findStart(git: ReadingGit, root: Where, run: string, { branch, head }: FoundWorkspace): Promise<string> {
  const noted = await findCommit(git, root, startRef(run, branch));
  if (noted !== undefined) return noted;
  const moves = await git.text(root, ['log', '-g', '--format=%H %gs', branchRef(branch), '--']);
  const made = moves.split('\n').findLast((line) => line.endsWith(' omni: start'));
  return made?.split(' ', 1)[0] ?? (await findCommit(git, root, 'HEAD')) ?? head;
}

/** Omni's own folder, wherever it stands: it holds the journal. */
function excludedBy(root: string, home: string): readonly string[] {
  return ['.omni', ...(isInside(root, home) ? [relative(root, home)] : [])];
}

/** Folders of a run outside git. */
async function listFolders(folder: string): Promise<readonly string[]> {
  const names = await readdir(folder).catch(() => []);
  const kinds = await Promise.all(names.map((name) => lstat(join(folder, name)).catch(() => undefined)));
  return names.filter((_, at) => kinds[at]?.isDirectory()).sort();
}

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
import { findFork } from './diff.ts';
import { disarm } from './disarm.ts';
import { findRepository } from './inspect.ts';
import { type SeenChanges, showChanges } from './look-changes.ts';
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
  readonly redaction: Redaction;
}

/** What is done to all that is shown of a run. */
export interface Redaction {
  /** Takes the secrets of the run out of a text, and leaves its line breaks. */
  text(text: string): string;
  /** Secrets that the run declares and nobody here knows: what may hold them is not shown. */
  readonly unknown: readonly string[];
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

export interface Look {
  list(run: string): Promise<readonly SeenWorkspace[]>;
  /**
   * Over what its branch began from. Rejects with OMNI5003 where there is no such workspace, with OMNI7023 where it may
   * hold a secret that is not known here; so does `file`.
   */
  changes(run: string, key: string): Promise<SeenChanges>;
  file(run: string, key: string, path: string): Promise<SeenFile | undefined>;
}

export function createLook({ home, env, sourceOf }: LookOptions): Look {
  const git = createReadingGit({ env });
  const underWay = new Map<string, Promise<SeenChanges>>();

  const search = async (run: string): Promise<Found | undefined> => {
    const source = await sourceOf(checkRun(run));
    if (source === undefined) return undefined;
    const folder = join(await realpath(home).catch(() => home), 'worktrees', run);
    const repo = await realpath(source.repo).catch(() => undefined);
    const repository = repo === undefined ? undefined : await findRepository(git, repo);
    return { folder, run, ...source, ...(repository && { repository }) };
  };

  /** A name may hold a secret too: it is found by what is shown of it. */
  const find = async (run: string, key: string) => {
    const found = await search(run);
    if (found === undefined) return undefined;
    const isMeant = (name: string): boolean => found.redaction.text(name) === key;
    if (isWhole(found)) {
      const workspace = (await findWorkspaces(git, found)).find(({ branch }) => isMeant(branch));
      return workspace && { redaction: certain(found.redaction), repository: found.repository, workspace };
    }
    const name = (await listFolders(found.folder)).find(isMeant);
    return name === undefined ? undefined : { redaction: certain(found.redaction), folder: join(found.folder, name) };
  };

  const compare = async (run: string, key: string): Promise<SeenChanges> => {
    const found = await find(run, key);
    if (found === undefined) throw new OmniError('OMNI5003', `Run ${run} has no workspace ${JSON.stringify(key)}.`);
    // Outside git there is nothing to compare with.
    if (found.workspace === undefined) return { diff: '', files: [], cut: false };
    const { workspace, repository, redaction } = found;
    const root = await disarm(git, { cwd: repository.root }, { all: true });
    const from = await findFork(git, root, await findStart(git, root, run, workspace), workspace.head);
    const { worktree, head } = workspace;
    if (worktree === undefined) return showChanges(git, root, from, head, redaction);
    const objects = join(repository.commonDir, 'objects');
    const excluded = excludedBy(repository.root, home);
    return withTreeNow({ env, worktree, objects, head, excluded }, async ({ git, where, tree, left }) => {
      const shown = await showChanges(git, where, from, tree, redaction);
      const more = left.map(({ path, op }): CommitFile => ({ path: redaction.text(path), op, added: 0, removed: 0 }));
      return { ...shown, files: [...shown.files, ...more], cut: shown.cut || more.length > 0 };
    });
  };

  const read = async (found: NonNullable<Awaited<ReturnType<typeof find>>>, path: string) => {
    if (found.workspace === undefined) return readPlain(found.folder, path);
    const { worktree, head } = found.workspace;
    const { root } = found.repository;
    if (worktree === undefined) return readCommitted(git, { cwd: root }, head, path);
    const isOurs = excludedBy(root, home).some((top) => path === top || path.startsWith(`${top}/`));
    return isOurs ? undefined : readLive(git, await disarm(git, worktree, { all: true }), path);
  };

  return {
    async list(run) {
      const found = await search(run);
      if (found === undefined) return [];
      const { redaction, folder } = found;
      if (!isWhole(found))
        return (await listFolders(folder)).map((name) => ({ key: redaction.text(name), live: true }));
      return (await findWorkspaces(git, found)).map(({ branch, worktree }) => {
        const name = redaction.text(branch);
        return { key: name, branch: name, live: worktree !== undefined };
      });
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
      const found = isPlainPath(path) ? await find(run, key) : undefined;
      if (found === undefined) return undefined;
      const file = await read(found, path);
      return file?.text === undefined ? file : { ...file, text: found.redaction.text(file.text) };
    },
  };
}

type Found = Omit<Search, 'repository'> & LookSource & { readonly repository?: Search['repository'] };

const isWhole = (found: Found): found is Found & Search => found.repository !== undefined;

/** @throws OmniError OMNI7023: some would be shown with what should be hidden, and nobody could tell. */
function certain(redaction: Redaction): Redaction {
  const [first] = redaction.unknown;
  if (first === undefined) return redaction;
  const message = `The server does not know the value of ${redaction.unknown.join(', ')}, which this run declares as a secret.`;
  throw new OmniError('OMNI7023', message, {
    help: `Set ${first}, or ${first}_FILE to a file that holds it, where omni serve runs.`,
  });
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

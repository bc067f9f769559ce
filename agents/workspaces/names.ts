/** Names that are made of data: folders of workspaces, refs of a run, and the branches that a workflow asks for. */
import { createHash } from 'node:crypto';
import { OmniError } from '../../schema/error.ts';
import type { Git, Where } from './call.ts';

/** A folder name for a key, equal for equal keys and different for different ones, also where case is ignored. */
export function folderName(key: string): string {
  const plain = key.replace(/[^a-z0-9_-]+/g, '-').slice(0, 60);
  return plain === key && plain !== ''
    ? plain
    : `${plain}-${createHash('sha256').update(key).digest('hex').slice(0, 8)}`;
}

/** A run's id as a part of refs and folders. */
export function checkRun(run: string): string {
  if (!/^[A-Za-z0-9][A-Za-z0-9_-]{0,99}$/.test(run)) {
    throw new OmniError('OMNI5003', `${JSON.stringify(run)} is no id of a run.`);
  }
  return run;
}

export const refsOf = (run: string): string => `refs/omni/${run}`;
/** What the run started from. */
export const baseRef = (run: string): string => `${refsOf(run)}/base`;
/** What a branch of the run started from: the proof that the run made it. */
export const startRef = (run: string, branch: string): string => `${refsOf(run)}/start/${branch}`;
export const branchRef = (branch: string): string => `refs/heads/${branch}`;

/** Refuses what git would not take for a branch, or could take for an option. */
export async function checkBranch(git: Git, where: Where, branch: string): Promise<void> {
  const isPlain = !branch.startsWith('-') && branch !== 'HEAD' && !branch.includes('\0');
  const { code } = isPlain
    ? await git.call(where, ['check-ref-format', branchRef(branch)], { codes: [1] })
    : { code: 1 };
  if (code !== 0) throw new OmniError('OMNI5003', `${JSON.stringify(branch)} cannot be the name of a branch.`);
}

/** The commit that a branch, or any other name of one, stands for now; undefined when there is none. */
export async function findCommit(git: Git, where: Where, name: string): Promise<string | undefined> {
  if (name.includes('\0')) return undefined;
  const { code, stdout } = await git.call(
    where,
    ['rev-parse', '--verify', '--quiet', '--end-of-options', `${name}^{commit}`],
    { codes: [1, 128] },
  );
  return code === 0 ? stdout.toString().trim() : undefined;
}

/** The same, where there must be one. */
export async function getCommit(git: Git, where: Where, name: string): Promise<string> {
  const commit = await findCommit(git, where, name);
  if (commit === undefined) throw new OmniError('OMNI5003', `There is no branch or commit ${JSON.stringify(name)}.`);
  return commit;
}

/** What a workflow names as a base: a branch first, then whatever git knows by that name. */
export async function resolveBase(git: Git, where: Where, name: string): Promise<string> {
  return (await findCommit(git, where, branchRef(name))) ?? getCommit(git, where, name);
}

/**
 * Switches off the programs that a repository defines for filters and merges. `git diff` has its own switches for
 * external programs, which its callers name; these have none, so those that the repository itself defines are
 * redefined by name: a filter does nothing, a merge driver merges as text. A filter of the user's own configuration
 * (git-lfs, usually) stays: it is the user's choice.
 *
 * What remains: a driver that is written into the configuration between the look and the call. Nothing may be at
 * work in a worktree while it is committed, and the sandbox keeps agents out of the repository's git folder.
 */
import { OmniError } from '../../schema/error.ts';
import type { Git, Where } from './call.ts';
import type { Config } from './config.ts';

/** `where`, with the programs that its repository defines switched off; `all`: those of the user too. */
export async function disarm<T extends Where>(git: Git, where: T, { all } = { all: false }): Promise<T> {
  const { stdout } = await git.call(where, ['config', '--list', '--null', '--show-scope']);
  return { ...where, config: redefineDrivers(stdout.toString().split('\0'), all) };
}

/** `fields` alternate scope and `KEY\nVALUE`. Later ones count, as in git. */
function redefineDrivers(fields: readonly string[], all: boolean): Config {
  const users = new Map<string, string>();
  const redefined = new Map<string, string>();
  for (let at = 0; at + 1 < fields.length; at += 2) {
    const [key = '', value = ''] = splitOnce(fields[at + 1] ?? '');
    const [, kind, variable] = /^(filter|merge)\..+\.([^.]+)$/s.exec(key) ?? [];
    const harmless = kind === undefined ? undefined : harmlessValues[`${kind}.${variable}`];
    if (harmless === undefined || fields[at] === 'command') continue;
    if (key.includes('\uFFFD')) {
      throw new OmniError(
        'OMNI5003',
        `The repository defines a driver whose name is not UTF-8: ${JSON.stringify(key)}.`,
      );
    }
    if (!all && (fields[at] === 'system' || fields[at] === 'global')) users.set(key, value);
    else redefined.set(key, users.get(key) ?? harmless);
  }
  return [...redefined];
}

const harmlessValues: Readonly<Record<string, string>> = {
  'filter.clean': '',
  'filter.smudge': '',
  'filter.process': '',
  'filter.required': 'false',
  // An empty driver would count as a merge that kept our side; more than 128 as a driver that broke.
  'merge.driver': 'git merge-file --marker-size=%L %A %O %B || exit 1',
};

function splitOnce(field: string): readonly string[] {
  const at = field.indexOf('\n');
  return at < 0 ? [field, 'true'] : [field.slice(0, at), field.slice(at + 1)];
}

/** The exact environment of our git calls. */

import type { CallOptions, Where } from './call.ts';
import { fixedConfig } from './config.ts';

const inherited = ['PATH', 'HOME', 'USER', 'LOGNAME', 'TMPDIR', 'XDG_CONFIG_HOME', 'SYSTEMROOT', 'USERPROFILE'];

/** What every call has: a few variables of omni's own environment, and an end to all that git might ask or fetch. */
export function gitEnvironment(env: Readonly<Record<string, string | undefined>>): Record<string, string> {
  const taken = inherited.flatMap((name) => (env[name] === undefined ? [] : [[name, env[name]]]));
  return {
    ...Object.fromEntries(taken),
    LC_ALL: 'C',
    GIT_TERMINAL_PROMPT: '0',
    GIT_EDITOR: 'true',
    GIT_SEQUENCE_EDITOR: 'true',
    GIT_PAGER: 'cat',
    GIT_OPTIONAL_LOCKS: '0',
    GIT_NO_LAZY_FETCH: '1',
    GIT_LITERAL_PATHSPECS: '1',
    // A replacement would show other content than what is committed and landed.
    GIT_NO_REPLACE_OBJECTS: '1',
    GIT_COMMITTER_NAME: 'omni',
    GIT_COMMITTER_EMAIL: 'omni@omni.invalid',
  };
}

/** What one call adds: where it works, who the author is, and the configuration that stands above the repository's. */
export function callEnvironment(where: Where, { author = 'omni', date }: CallOptions): Record<string, string> {
  const name = author.replace(/[\p{Cc}<>"]/gu, ' ').trim() || 'omni';
  const config = [...fixedConfig, ...(where.config ?? [])];
  return {
    GIT_AUTHOR_NAME: name,
    GIT_AUTHOR_EMAIL: `${
      name
        .toLowerCase()
        .replace(/[^a-z0-9]+/g, '-')
        .replace(/^-|-$/g, '') || 'agent'
    }@omni.invalid`,
    ...(date === undefined ? {} : { GIT_AUTHOR_DATE: date, GIT_COMMITTER_DATE: date }),
    ...(where.gitDir === undefined ? {} : { GIT_DIR: where.gitDir }),
    ...(where.workTree === undefined ? {} : { GIT_WORK_TREE: where.workTree }),
    ...(where.indexFile === undefined ? {} : { GIT_INDEX_FILE: where.indexFile }),
    // Not `-c`, which cannot name a driver with a `=` in its name.
    GIT_CONFIG_COUNT: String(config.length),
    ...Object.fromEntries(
      config.flatMap(([key, value], index) => [
        [`GIT_CONFIG_KEY_${index}`, key],
        [`GIT_CONFIG_VALUE_${index}`, value],
      ]),
    ),
  };
}

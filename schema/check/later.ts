/** The parts of the language that a later version brings: told as such, because "unknown key" would be a wrong lead. */
import type { Path } from '../problem.ts';
import type { Finding } from './finding.ts';

/** Keys of a later version. */
const LATER: Readonly<Record<string, string>> = {
  policies: 'policies',
};

/** `key` where it is of a later version; undefined where it is simply unknown. */
export function notYet(key: string, path: Path): Finding | undefined {
  return Object.hasOwn(LATER, key) ? later(LATER[key]!, path) : undefined;
}

export function later(what: string, path: Path): Finding {
  return {
    code: 'OMNI1040',
    path,
    atKey: true,
    message: `${what} ${what === 'policies' || what.endsWith('s') ? 'are' : 'is'} not yet available in this version`,
    help: 'remove it, or wait for the version that brings it',
  };
}

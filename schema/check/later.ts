/** The parts of the language that a later version brings: told as such, because "unknown key" would be a wrong lead. */
import type { Path } from '../problem.ts';
import type { Finding } from './finding.ts';

export function later(what: string, path: Path): Finding {
  return {
    code: 'OMNI1040',
    path,
    atKey: true,
    message: `${what} ${what.endsWith('s') ? 'are' : 'is'} not yet available in this version`,
    help: 'remove it, or wait for the version that brings it',
  };
}

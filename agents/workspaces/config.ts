/**
 * The configuration that stands above a repository's for our own git calls. A repository's hooks, monitors, filters
 * and drivers are programs, and whoever wrote them (an agent could have) must not run them with omni's rights.
 */
export type Config = readonly (readonly [key: string, value: string])[];

export const fixedConfig: Config = [
  ['core.hooksPath', '/dev/null'],
  ['core.fsmonitor', 'false'],
  // Nothing is fetched, also not by a partial clone that lacks an object.
  ['protocol.allow', 'never'],
  ['core.sshCommand', 'false'],
  ['core.askPass', ''],
  ['credential.helper', ''],
  ['commit.gpgSign', 'false'],
  ['log.showSignature', 'false'],
  ['merge.verifySignatures', 'false'],
  ['merge.conflictStyle', 'merge'],
  ['merge.renormalize', 'false'],
  ['merge.default', 'text'],
  ['rerere.enabled', 'false'],
  ['gc.auto', '0'],
  ['maintenance.auto', 'false'],
  ['submodule.recurse', 'false'],
  ['core.quotePath', 'false'],
  ['trailer.separators', ':'],
  // A larger file is shown as binary: a diff is read into memory.
  ['core.bigFileThreshold', '16m'],
];

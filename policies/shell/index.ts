/** Reading shell scripts: which commands may run, what they install, which files and hosts they touch, and what cannot be known. */
import type { ShellOptions, ShellReading } from './reading.ts';

export type { Opaque, ShellFile, ShellOptions, ShellReading } from './reading.ts';

/** Reads a script without running it; never throws. What cannot be known with certainty is in `opaque`. */
export function readShell(_script: string, _options: ShellOptions = {}): ShellReading {
  const opaque = [{ kind: 'parse', why: 'shell scripts are not read yet' }] as const;
  return { commands: [], installs: [], hosts: [], files: [], scripts: [], wanted: [], opaque };
}

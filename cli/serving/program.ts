/** This same program, as others of its processes start it: never by a shell, and never by a name that a PATH decides. */

export interface Program {
  readonly command: string;
  /** What stands before the command's own arguments. */
  readonly args: readonly string[];
}

/** A debugger's port is of one process alone. */
const ownOnly = /^--inspect/;

export function thisProgram(): Program {
  const [, entry = ''] = process.argv;
  return { command: process.execPath, args: [...process.execArgv.filter((arg) => !ownOnly.test(arg)), entry] };
}

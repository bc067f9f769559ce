/** What a person sees of an error that ended the command: its code and its help, never a stack trace. */
import { OmniError } from '../schema/error.ts';
import { type ExitCode, exit } from './exit.ts';
import { neutralise } from './render/text.ts';
import { openTerminal } from './terminal.ts';

/** Input that cannot be used: fixed by whoever typed it, not by trying again. */
export class InvalidInput extends Error {
  readonly help: string | undefined;

  constructor(message: string, help?: string) {
    super(message);
    this.name = 'InvalidInput';
    this.help = help;
  }
}

export function reportError(error: unknown, json: boolean): ExitCode {
  const terminal = openTerminal(json);
  const { code, message, help } = describe(error);
  if (json) terminal.emit('error', { code, message, help });
  const { red, bold, cyan } = terminal.err.style;
  terminal.err.print(`${red(bold(code === undefined ? 'error' : `error[${code}]`))}: ${neutralise(message)}`);
  if (help !== undefined) terminal.err.print(`  = ${cyan('help')}: ${neutralise(help)}`);
  return isInvalid(error) ? exit.invalid : exit.failed;
}

/** What the system says of a file or a process, in its own words and without the path, which the message has. */
export function reasonOf(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  return /^E[A-Z0-9]+: ([^,]+)/.exec(message)?.[1] ?? message;
}

const isOfSystem = (error: unknown): error is NodeJS.ErrnoException =>
  error instanceof Error && 'syscall' in error && 'code' in error;

function describe(error: unknown): {
  readonly code?: string;
  readonly message: string;
  readonly help?: string | undefined;
} {
  if (error instanceof OmniError) return { code: error.code, message: error.message, help: error.help };
  if (error instanceof InvalidInput) return { message: error.message, help: error.help };
  if (isOfSystem(error) && process.env.OMNI_DEBUG !== '1') {
    if (error.syscall === 'uv_cwd') return { message: 'the current folder is gone' };
    return { message: error.path === undefined ? reasonOf(error) : `${error.path}: ${reasonOf(error)}` };
  }
  const message = error instanceof Error ? error.message : String(error);
  const help = 'this is a fault of omni itself; OMNI_DEBUG=1 prints where it happened';
  return process.env.OMNI_DEBUG === '1' && error instanceof Error
    ? { message: error.stack ?? message }
    : { message, help };
}

/** Documents, references, workflows and policies are input; so is where and in which state a person began something. */
const invalid = /^OMNI([1-4]\d{3}|500[125]|6008|7001|701[01]|703[01])$/;

function isInvalid(error: unknown): boolean {
  return error instanceof InvalidInput || (error instanceof OmniError && invalid.test(error.code));
}

/** What holds at one point of a script: where it is, and which variables have which values. */
import { mostDirectories } from './limits.ts';

export interface Flow {
  /** Where it may be: '' is where the script starts; undefined: anywhere. */
  dirs: readonly string[] | undefined;
  /** Variables whose value is certain; null: a number, whichever. */
  vars: Map<string, string | null>;
  /** Names of variables that the processes it starts see with the value that they have here. */
  readonly exported: Set<string>;
  /** Whether the script ends where a command fails, as after `set -e`. */
  strict: boolean;
  /** Whether it does not end here even so: in a condition, and before `&&`. */
  lenient: boolean;
}

/** A flow of its own that begins as this one: of a subshell, or of what may not run. */
export const fork = (flow: Flow): Flow => ({
  ...flow,
  vars: new Map(flow.vars),
  exported: new Set(flow.exported),
});

/** Lets `flow` hold only what holds in the other too, where either may have happened. */
export function join(flow: Flow, other: Flow): void {
  for (const [name, value] of flow.vars) if (other.vars.get(name) !== value) flow.vars.delete(name);
  flow.dirs = either(flow.dirs, other.dirs);
  flow.strict &&= other.strict;
}

export function either(one: Flow['dirs'], other: Flow['dirs']): Flow['dirs'] {
  if (one === undefined || other === undefined) return undefined;
  if (one === other) return one;
  const all = new Set([...one, ...other]);
  return all.size > mostDirectories ? undefined : [...all];
}

/** Forgets what variables are: after what may have set any of them. */
export const forget = (flow: Flow): void => flow.vars.clear();

/** A path in a directory, with `.` and what `..` takes back left out where no link can stand in between. */
export function within(dir: string, path: string): string {
  if (path.startsWith('/') || path.startsWith('~')) return path;
  const trimmed = path.replace(/^(?:\.\/+)+/, '').replace(/^\.$/, '');
  if (dir === '') return trimmed;
  return trimmed === '' ? dir : `${dir.replace(/\/+$/, '')}/${trimmed}`;
}

/** The directory after a `cd`. Bash takes `..` off the path as it stands, and so is done here. */
export function moved(dir: string, path: string): string {
  const target = within(dir, path);
  const rooted = target.startsWith('/');
  const parts: string[] = [];
  for (const part of target.split('/')) {
    if (part === '' || part === '.') continue;
    if (part === '..' && parts.length > 0 && parts.at(-1) !== '..') parts.pop();
    else if (part !== '..' || !rooted) parts.push(part);
  }
  return `${rooted ? '/' : ''}${parts.join('/')}`;
}

/**
 * Whether this process was started by a run: by an agent, by one of its tools, by a command. The mark says so, and
 * since whoever starts a process may take its mark away, the marks of all that it descends from are looked at too.
 */
import { markName, parseMark } from './mark.ts';
import { parentOf, readVariable } from './proc.ts';

/** More than any process has ancestors. */
const mostAncestors = 1_000;

/** @returns the run that this process belongs to. */
export function runAround(env: NodeJS.ProcessEnv = process.env): string | undefined {
  const own = env[markName];
  if (own !== undefined) return runOf(own);
  let pid = parentOf(process.pid);
  for (let seen = 0; pid !== undefined && pid > 0 && seen < mostAncestors; seen++, pid = parentOf(pid)) {
    const mark = readVariable(pid, markName);
    if (mark !== undefined) return runOf(mark);
  }
  return undefined;
}

/** A mark that cannot be read is one all the same. */
const runOf = (mark: string): string => parseMark(mark)?.run ?? '?';

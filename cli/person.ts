/** Who is at the keyboard: recorded as the one who started a run or answered an ask. */
import { execFileSync, type StdioOptions } from 'node:child_process';
import { userInfo } from 'node:os';

/** `git config user.email` of the current folder, else the login name. OMNI_USER stands in for both in tests. */
export function whoIsThere(env: NodeJS.ProcessEnv = process.env): string {
  if (env.OMNI_USER !== undefined && env.OMNI_USER !== '') return env.OMNI_USER;
  return askGit() ?? userInfo().username;
}

function askGit(): string | undefined {
  try {
    const stdio: StdioOptions = ['ignore', 'pipe', 'ignore'];
    return (
      execFileSync('git', ['config', 'user.email'], { encoding: 'utf8', stdio, timeout: 5_000 }).trim() || undefined
    );
  } catch {
    // No git, no such setting, or no answer: the login name will do.
    return undefined;
  }
}

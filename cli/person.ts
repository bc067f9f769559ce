/** Who is at the keyboard: recorded as the one who started a run or answered an ask. */
import { execFileSync, type StdioOptions } from 'node:child_process';
import { userInfo } from 'node:os';
import { runAround } from '../agents/places/descent.ts';
import type { Origin, Person } from '../runs/acts/index.ts';
import { OmniError } from '../schema/error.ts';
import { InvalidInput } from './report-error.ts';

/** `git config user.email` of the current folder, else the login name. OMNI_USER stands in for both in tests. */
export function whoIsThere(env: NodeJS.ProcessEnv = process.env): Person {
  return { name: nameIn(env), from: { way: 'cli' } };
}

function nameIn(env: NodeJS.ProcessEnv): string {
  if (env.OMNI_USER !== undefined && env.OMNI_USER !== '') return env.OMNI_USER;
  return askGit() ?? userInfo().username;
}

/**
 * Whoever speaks for a person: an agent is none, whatever it types. A net and no wall: without a sandbox an agent may do
 * whatever the user may.
 *
 * @throws InvalidInput for a process that a run has started
 */
export function whoSpeaks(env: NodeJS.ProcessEnv = process.env): Person {
  refuseAgents(env);
  return whoIsThere(env);
}

/** @throws InvalidInput for a process that a run has started */
export function refuseAgents(env: NodeJS.ProcessEnv = process.env): void {
  const run = runAround(env);
  if (run === undefined) return;
  throw new InvalidInput(
    `this is for a person to say, and run ${run} has started this command`,
    'type it in a terminal of your own',
  );
}

/**
 * What a process of omni that is started for somebody is told of them: `whoIsThere` and `whereFrom` read it there.
 *
 * @throws OmniError for a name that no environment can hold, or that would be taken for none
 */
export function personIn({ name, from }: Person): { readonly OMNI_USER: string; readonly OMNI_FROM: string } {
  if (name === '' || name.includes('\0')) throw new OmniError('OMNI7021', 'Nobody is named who wants it.');
  return { OMNI_USER: name, OMNI_FROM: JSON.stringify(from) };
}

/** From where this process is told to act: the page says so of what it starts. An agent acts from where it is. */
export function whereFrom(env: NodeJS.ProcessEnv = process.env): Origin {
  const here: Origin = { way: 'cli' };
  if (env.OMNI_FROM === undefined || runAround(env) !== undefined) return here;
  try {
    const { way, token, address } = Object(JSON.parse(env.OMNI_FROM));
    if (way !== 'page' && way !== 'api') return here;
    return {
      way,
      ...(typeof token === 'string' ? { token } : {}),
      ...(typeof address === 'string' ? { address } : {}),
    };
  } catch {
    return here;
  }
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

/** Runs a command. Where a policy stands before tool calls it is one, of kind shell, and asks before anything runs. */
import type { ErrorValue } from '../events.ts';
import { onAbort } from '../ports/on-abort.ts';
import type { Exit, Place } from '../ports/place.ts';
import { askFirst } from './ask-first.ts';
import { environmentOf, type PerformerDeps } from './deps.ts';
import type { Outcome, PlanOf, Work } from './work.ts';

/** Bytes of stdout and of stderr that are kept, the first and the last half. */
const keepBytes = 256 * 1024;

type Handler = (work: Work, plan: PlanOf<'run'>, deps: PerformerDeps) => Promise<Outcome>;

/** Finds out once which shell there is: the places of one run are on one machine. */
export function createRunHandler(): Handler {
  let shell: Promise<readonly string[]> | undefined;
  return async (work, plan, deps) => {
    const surroundings = environmentOf(deps, plan);
    if ('error' in surroundings) return { result: {}, error: surroundings.error };
    const { place } = await deps.workspaces.open(deps.run, plan.workspace);
    if (typeof plan.run === 'string') shell ??= findShell(place, deps);
    const command = typeof plan.run === 'string' ? [...((await shell) ?? []), plan.run] : plan.run;
    const carryOut = (): Promise<Outcome> => execute(work, place, command, surroundings.env, deps);
    return plan.asks ? whenAllowed(work, plan, place, deps, carryOut) : carryOut();
  };
}

/** Of secrets only the names are judged: their values go into an environment and nowhere else. */
async function whenAllowed(
  work: Work,
  plan: PlanOf<'run'>,
  place: Place,
  deps: PerformerDeps,
  carryOut: () => Promise<Outcome>,
): Promise<Outcome> {
  const input = {
    command: plan.run,
    env: plan.env ?? {},
    ...(plan.secrets && { secrets: plan.secrets }),
    ...(typeof plan.run === 'string' && { strict: true }),
  };
  const { call, answer } = await askFirst(work, { kind: 'shell', name: 'run', input }, place, deps);
  const { allow, reason = 'Refused' } = answer;
  if (!allow) return { result: {}, error: { code: 'refused', message: reason } };
  const outcome = await carryOut();
  work.completed(call, outcome.error === undefined);
  return outcome;
}

async function findShell(place: Place, { baseEnv: env }: PerformerDeps): Promise<readonly string[]> {
  const exit = await place.spawn(['bash', '-c', ':'], { env }).exit;
  return exit.type === 'code' && exit.code === 0 ? ['bash', '-euo', 'pipefail', '-c'] : ['sh', '-eu', '-c'];
}

async function execute(
  work: Work,
  place: Place,
  command: readonly string[],
  env: Readonly<Record<string, string>>,
  deps: PerformerDeps,
): Promise<Outcome> {
  const { frame, step, attempt, signal } = work;
  if (signal.aborted) return { result: {} };
  const { onDelta } = deps;
  const spawned = place.spawn(command, {
    env,
    keepBytes,
    ...(onDelta && { onLine: (_, line) => onDelta({ frame, step, attempt, text: `${line}\n` }) }),
  });
  let killed: Promise<void> | undefined;
  const kill = (): void => {
    killed = spawned.kill();
  };
  const spare = onAbort(signal, kill);
  const exit = await spawned.exit;
  spare();
  await killed;
  const { stdout, stderr } = await spawned.output;
  const error = errorOf(exit, stderr);
  return {
    result: { ...(exit.type === 'code' && { exit_code: exit.code }), stdout, stderr, lines: linesOf(stdout) },
    ...(error && { error }),
  };
}

function errorOf(exit: Exit, stderr: string): ErrorValue | undefined {
  switch (exit.type) {
    case 'code': {
      if (exit.code === 0) return undefined;
      const last = linesOf(stderr.trimEnd()).at(-1)?.trim() ?? '';
      return { code: 'failed', message: `Exit code ${exit.code}${last === '' ? '' : `: ${last}`}` };
    }
    case 'signal':
      return { code: 'failed', message: `Ended by ${exit.signal}` };
    case 'lost':
      return { code: 'failed', message: exit.message };
  }
}

/** Lines without their ends; a last line that is empty is none. */
function linesOf(text: string): readonly string[] {
  const lines = text.split(/\r?\n/);
  if (lines.at(-1) === '') lines.pop();
  return lines;
}

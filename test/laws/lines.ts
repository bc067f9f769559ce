/** Reads a journal as the oracle tells its story: a line for each start and each end of a step. */
import type { RunEvent } from '../../engine/events.ts';
import type { Rolled } from './oracle.ts';
import { startMs } from './world.ts';

export function linesOf(journal: readonly RunEvent[]): string[] {
  return journal
    .flatMap((event) => {
      const what = 'step' in event && !event.step?.endsWith('__catch') ? wordsOf(event) : undefined;
      const time = String(event.at - startMs).padStart(9);
      return what === undefined || !('step' in event) ? [] : [`${time} ${event.frame} ${event.step} ${what}`];
    })
    .sort();
}

/** What a step came to, whenever and however often it was tried. */
export function endsOf(journal: readonly RunEvent[]): string[] {
  return linesOf(journal)
    .filter((line) => !/ (started .*|waits|asks)$/.test(line))
    .map((line) => line.slice(10))
    .sort();
}

/** Who runs it, in which round, and which session goes on. Of where a workflow is used, the step that uses it says enough. */
function whoIn(plan: unknown): string {
  const { agent, round, session } = (plan ?? {}) as { agent?: string; round?: number; session?: string };
  const goesOn = session === undefined ? '' : ` in session ${session}`;
  return agent === undefined ? '' : ` by ${agent.split('/').slice(-2).join('/')} in round ${round}${goesOn}`;
}

function wordsOf(event: RunEvent): string | undefined {
  switch (event.type) {
    case 'step.started':
      return `started ${event.attempt}${whoIn(event.plan)}`;
    case 'step.waiting':
      return 'waits';
    case 'step.asked':
      return event.asks?.some(({ kind }) => kind === 'question') ? 'asks' : undefined;
    case 'step.finished':
      return event.error ? `${event.outcome} ${event.error.code}` : event.outcome;
    case 'step.skipped':
      return 'skipped';
    case 'step.cancelled':
      return 'cancelled';
    case 'step.refused':
      return event.asks ? undefined : 'refused refused';
    case 'review.reworked':
      return 'rework';
    default:
      return undefined;
  }
}

/** How long the run backed off after each failed attempt, as its journal says. */
export function rolledIn(journal: readonly RunEvent[]): Rolled {
  const delays = new Map<string, number>();
  for (const event of journal) {
    if (event.type !== 'attempt.failed' || event.retryAt === undefined) continue;
    delays.set(`${event.frame} ${event.step} ${event.attempt}`, event.retryAt - event.at);
  }
  return (frame, step, attempt) => delays.get(`${frame} ${step} ${attempt}`);
}

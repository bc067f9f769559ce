/** Acts that do not fit, as errors of a command: what could be done instead is what to type. */
import { type Instead, UnfitAct } from '../runs/acts/index.ts';
import { InvalidInput } from './report-error.ts';

/** Runs an act. @throws InvalidInput where it does not fit */
export async function acting<T>(act: Promise<T>): Promise<T> {
  try {
    return await act;
  } catch (error) {
    if (!(error instanceof UnfitAct)) throw error;
    throw new InvalidInput(error.message, error.instead && toType(error.instead));
  }
}

/** Below each other, as the help of an error stands. */
const lines = (commands: readonly string[]): string => commands.join('\n        ');

function toType(instead: Instead): string {
  switch (instead.do) {
    case 'list':
      return 'what does is shown by: omni runs, omni show RUN';
    case 'show':
      return `omni show ${instead.run}`;
    case 'approve':
      return `omni approve ${instead.ask}`;
    case 'choose':
      return lines(instead.options.map((option) => `omni approve ${instead.ask} --choice ${option}`));
    case 'write':
      return `omni send ${instead.run} "…"`;
    case 'fill':
      return `omni send ${instead.run} ${instead.fields.map((name) => `--field ${name}=…`).join(' ')}`;
    case 'pick':
      return lines(instead.asks.map((ask) => `omni send ${instead.run} --to ${ask} …`));
    case 'tell':
      return instead.agents.length === 0 ? 'no agent is at work' : `at work: ${instead.agents.join(', ')}`;
    case 'address':
      return 'an agent that is at work hears you with: --to STEP';
    case 'shorten':
      return 'write it to a file of the repository, and say where it is';
    case 'leave':
      return 'the run notes it, and goes on waiting';
  }
}

/**
 * `omni approve` and `omni deny`: leave a person's answer in the journal's inbox. Whoever drives the run takes it from
 * there; when nobody does, it counts as soon as the run is continued.
 */
import { randomUUID } from 'node:crypto';
import type { Ask } from '../../engine/events.ts';
import type { ApprovalAnswered } from '../../engine/facts.ts';
import { holdsRole } from '../../engine/roles.ts';
import type { OpenAsk } from '../../runs/asks.ts';
import type { ListedRun, OpenJournal } from '../../runs/journal/index.ts';
import { type ExitCode, exit } from '../exit.ts';
import type { AnswerOptions } from '../options.ts';
import { whoSpeaks } from '../person.ts';
import { readBeginning, readWorkflow, withRuns } from '../record.ts';
import { neutraliseLine } from '../render/text.ts';
import { InvalidInput } from '../report-error.ts';
import { openTerminal } from '../terminal.ts';

export const approve = (id: string, options: AnswerOptions): Promise<ExitCode> => answer(id, true, options);
export const deny = (id: string, options: AnswerOptions): Promise<ExitCode> => answer(id, false, options);

async function answer(id: string, granted: boolean, options: AnswerOptions): Promise<ExitCode> {
  const terminal = openTerminal(options.json === true);
  const by = whoSpeaks();
  const { run, ask, holder } = await withRuns(async (journal) => {
    const { run, ask, grantedBy } = findAsk(journal, id);
    checkChoice(ask, granted, options.choice);
    if (granted && grantedBy.includes(by)) throw new InvalidInput(`${by} has approved it before: somebody else has to`);
    journal.post(run.run, makeAnswer(id, granted, by, options));
    // It is told to the run all the same, whose journal notes who tried.
    const wrong = await whyNotTheirs(journal, run.run, ask, by);
    if (wrong !== undefined) throw new InvalidInput(wrong, 'the run notes it, and goes on waiting');
    return { run: run.run, ask, holder: await journal.holder(run.run) };
  });
  if (terminal.json)
    terminal.emit('answer', { run, ask: ask.id, granted, by, choice: options.choice, driven: holder !== undefined });
  else {
    const { green, red, signs } = terminal.out.style;
    const sign = granted ? green(signs.life.done) : red(signs.life.refused);
    // Without the choice it would read as if what failed were well now.
    const chosen = options.choice === undefined ? '' : `${options.choice}: `;
    // How many are missing is not known here: answers that nobody has taken up yet may be on their way.
    const rule = granted && (ask.atLeast ?? 1) > 1 ? ` (needs ${ask.atLeast} different people)` : '';
    terminal.out.print(`${sign} ${chosen}${neutraliseLine(ask.text)}${rule}`);
  }
  if (holder !== undefined) return exit.done;
  if (options.resume) return (await import('./resume.ts')).resume(run, { ...options, approve: [], unattended: 'park' });
  terminal.err.print(`nobody drives run ${run} now; it goes on with: omni resume ${run}`);
  return exit.done;
}

/** Why this person may not answer; nothing when they may. */
async function whyNotTheirs(journal: OpenJournal, run: string, ask: Ask, by: string): Promise<string | undefined> {
  if (ask.notStarter && (await readBeginning(journal, run)).starter === by) {
    return `${by} started this run: somebody else has to answer`;
  }
  if (ask.roles === undefined) return undefined;
  const { spec } = await readWorkflow(journal, run);
  return holdsRole(ask.roles, by, spec)
    ? undefined
    : `${by} is not ${ask.roles.join(' or ')}: somebody who is has to answer`;
}

function findAsk(journal: OpenJournal, id: string): { readonly run: ListedRun } & Pick<OpenAsk, 'ask' | 'grantedBy'> {
  const run = journal.findByAsk(id);
  const open = run?.asks.find((open) => open.ask.id === id);
  if (run === undefined || open === undefined) {
    throw new InvalidInput(`nothing waits for an answer to ${id}`, 'what does is shown by: omni runs, omni show RUN');
  }
  return { run, ask: open.ask, grantedBy: open.grantedBy };
}

function checkChoice({ id, options = [] }: Ask, granted: boolean, choice: string | undefined): void {
  const commands = options.map((option) => `omni approve ${id} --choice ${option}`).join('\n        ');
  if (options.length === 0 && choice !== undefined)
    throw new InvalidInput(`${id} offers no choice`, `omni approve ${id}`);
  if (granted && options.length > 0 && choice === undefined) throw new InvalidInput(`${id} offers a choice`, commands);
  if (choice !== undefined && !options.includes(choice))
    throw new InvalidInput(`${id} does not offer ${choice}`, commands);
}

function makeAnswer(
  approval: string,
  granted: boolean,
  by: string,
  { comment, choice }: AnswerOptions,
): ApprovalAnswered {
  return {
    type: 'approval.answered',
    id: `answer-${randomUUID()}`,
    at: Date.now(),
    approval,
    granted,
    by,
    ...(comment === undefined ? {} : { comment }),
    ...(choice === undefined ? {} : { choice }),
  };
}

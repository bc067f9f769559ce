/** Granting and refusing: a person's answer to an ask is left in the inbox of its run. */
import type { Ask } from '../../engine/events.ts';
import type { ApprovalAnswered } from '../../engine/facts.ts';
import { holdsRole, unattended } from '../../engine/roles.ts';
import type { JsonObject } from '../../schema/json.ts';
import type { OpenAsk } from '../asks.ts';
import type { ListedRun } from '../journal/index.ts';
import { type ActJournal, type Done, doneBefore, leave, longestComment, refuseLong, seenOf } from './act.ts';
import { fieldsOf } from './form.ts';
import { beginningOf, workflowOf } from './known.ts';
import type { Person } from './person.ts';
import { UnfitAct } from './unfit.ts';

export interface AnswerGiven {
  readonly granted: boolean;
  readonly comment?: string;
  /** One of the ask's options, where it has some. */
  readonly choice?: string;
}

export interface Answered extends Done {
  /** The id of what was answered. */
  readonly ask: string;
  /** What was asked; absent when it is repeated. */
  readonly asked?: Ask;
}

/**
 * Grants or refuses the ask with that id, in whatever run it is open.
 * @throws UnfitAct, also for an answer that is not this person's to give: the run is told of it all the same, and notes
 * who tried
 */
export async function answer(
  journal: ActJournal,
  askId: string,
  given: AnswerGiven,
  who: Person,
  key?: string,
): Promise<Answered> {
  const { granted, comment, choice } = given;
  const seen = seenOf(who, key);
  const before = key === undefined ? undefined : await doneBefore(journal, runOf(askId), seen);
  if (before) return { ...before, ask: askId };
  const { run, open } = await openAsk(journal, askId);
  const { ask } = open;
  refuseLong('the comment', comment, longestComment);
  refuseUnfit(ask, run, given);
  refuseTwice(open, granted, who);
  const fact: ApprovalAnswered = {
    ...seen,
    type: 'approval.answered',
    approval: askId,
    granted,
    ...(comment !== undefined && { comment }),
    ...(choice !== undefined && { choice }),
  };
  const wrong = await whyNotTheirs(journal, run.run, ask, who.name);
  // For the run a refusal by nobody is one that needs no role: it must not come from a person of that name.
  if (wrong !== undefined && who.name === unattended) throw new UnfitAct('notYours', wrong);
  const done = await leave(journal, run.run, fact, granted ? (choice ?? 'approved') : 'denied');
  if (wrong !== undefined) throw new UnfitAct('notYours', wrong, { do: 'leave' });
  return { ...done, ask: askId, asked: ask };
}

/** The id of an ask is that of its run and a number. */
const runOf = (askId: string): string => askId.slice(0, Math.max(0, askId.lastIndexOf('.')));

async function openAsk(
  journal: ActJournal,
  askId: string,
): Promise<{ readonly run: ListedRun; readonly open: OpenAsk }> {
  const run = journal.findByAsk(askId);
  const open = run?.asks.find(({ ask }) => ask.id === askId);
  if (run && open) return { run, open };
  const kind = (await wasAsked(journal, askId)) ? 'over' : 'missing';
  throw new UnfitAct(kind, `nothing waits for an answer to ${askId}`, { do: 'list' });
}

/** Whether it was open once: then it was answered, withdrawn, or has expired. */
async function wasAsked(journal: ActJournal, askId: string): Promise<boolean> {
  for await (const { event } of journal.read(runOf(askId))) {
    if ('asks' in event && event.asks?.some(({ id }) => id === askId)) return true;
  }
  return false;
}

function refuseUnfit({ id, kind, output, options = [], expiresAt }: Ask, { run }: ListedRun, given: AnswerGiven): void {
  const { granted, choice } = given;
  const choices = { do: 'choose', ask: id, options } as const;
  if (expiresAt !== undefined && expiresAt <= Date.now())
    throw new UnfitAct('over', `${id} has expired`, { do: 'show', run });
  if (granted && kind === 'question') {
    const instead = output
      ? ({ do: 'fill', run, fields: Object.keys(fieldsOf(output as JsonObject)) } as const)
      : ({ do: 'write', run } as const);
    throw new UnfitAct('invalid', `${id} is a question, and wants more than a yes`, instead);
  }
  if (options.length === 0 && choice !== undefined)
    throw new UnfitAct('invalid', `${id} offers no choice`, { do: 'approve', ask: id });
  if (granted && options.length > 0 && choice === undefined)
    throw new UnfitAct('invalid', `${id} offers a choice`, choices);
  if (choice !== undefined && !options.includes(choice))
    throw new UnfitAct('invalid', `${id} does not offer ${choice}`, choices);
}

function refuseTwice({ grantedBy }: OpenAsk, granted: boolean, { name }: Person): void {
  if (granted && grantedBy.includes(name))
    throw new UnfitAct('notYours', `${name} has approved it before: somebody else has to`);
}

/** Whether an answer of this person's would count, as things stand. */
export async function mayAnswer(journal: ActJournal, run: string, open: OpenAsk, name: string): Promise<boolean> {
  const { ask, grantedBy } = open;
  if (grantedBy.includes(name) || (ask.expiresAt !== undefined && ask.expiresAt <= Date.now())) return false;
  return (await whyNotTheirs(journal, run, ask, name)) === undefined;
}

/** Why this person may not answer; nothing when they may. */
async function whyNotTheirs(journal: ActJournal, run: string, ask: Ask, name: string): Promise<string | undefined> {
  if (ask.notStarter && (await beginningOf(journal, run)).starter === name)
    return `${name} started this run: somebody else has to answer`;
  if (ask.roles === undefined) return undefined;
  const { spec } = await workflowOf(journal, run);
  return holdsRole(ask.roles, name, spec)
    ? undefined
    : `${name} is not ${ask.roles.join(' or ')}: somebody who is has to answer`;
}

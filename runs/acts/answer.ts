/** Granting and refusing: a person's answer to an ask is left in the inbox of its run. */
import type { Ask } from '../../engine/events.ts';
import type { ApprovalAnswered } from '../../engine/facts.ts';
import { holdsRole, unattended } from '../../engine/roles.ts';
import type { JsonObject } from '../../schema/json.ts';
import type { Spec } from '../../schema/spec.ts';
import { isExpired, type OpenAsk } from '../asks.ts';
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
  const wrong = whyNotTheirs(ask, who.name, await benchOf(journal, run.run, ask));
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

function refuseUnfit(ask: Ask, { run }: ListedRun, given: AnswerGiven): void {
  const { id, kind, output, options = [] } = ask;
  const { granted, choice } = given;
  const choices = { do: 'choose', ask: id, options } as const;
  if (isExpired({ ask }, Date.now())) throw new UnfitAct('over', `${id} has expired`, { do: 'show', run });
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

function refuseTwice(open: OpenAsk, granted: boolean, { name }: Person): void {
  const twice = granted ? whyTwice(open, name) : undefined;
  if (twice !== undefined) throw new UnfitAct('notYours', twice);
}

const whyTwice = ({ grantedBy }: OpenAsk, name: string): string | undefined =>
  grantedBy.includes(name) ? `${name} has approved it before: somebody else has to` : undefined;

/** What of a run decides whose answer counts. */
export interface Bench {
  readonly starter: string;
  /** Who holds which role; without it nobody is known to hold any. */
  readonly spec: Pick<Spec, 'roles'> | undefined;
}

/** Why a person may not grant it; nothing when they may. Whether it has expired is another question. */
export const whyNotAnswer = (open: OpenAsk, name: string, bench: Bench): string | undefined =>
  whyTwice(open, name) ?? whyNotTheirs(open.ask, name, bench);

/** Why it is not this person's to give. */
function whyNotTheirs({ notStarter, roles }: Ask, name: string, { starter, spec }: Bench): string | undefined {
  if (notStarter && starter === name) return `${name} started this run: somebody else has to answer`;
  if (roles === undefined || holdsRole(roles, name, spec ?? {})) return undefined;
  return `${name} is not ${roles.join(' or ')}: somebody who is has to answer`;
}

/** Looked up only as far as the ask wants it. */
async function benchOf(journal: ActJournal, run: string, { notStarter, roles }: Ask): Promise<Bench> {
  const starter = notStarter ? (await beginningOf(journal, run)).starter : '';
  return { starter, spec: roles && (await workflowOf(journal, run)).spec };
}

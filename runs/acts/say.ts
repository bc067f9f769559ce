/**
 * Saying something to a run. It answers what the run asks; while nothing is asked it waits for the next question, or,
 * said to a step, reaches the agent that is at work there.
 */
import { displayAddress } from '../../engine/address.ts';
import type { MessageSubmitted, QuestionAnswered } from '../../engine/facts.ts';
import { isExpired, type OpenAsk } from '../asks.ts';
import type { ListedRun } from '../journal/index.ts';
import type { StepRow } from '../view/index.ts';
import {
  type ActJournal,
  type Done,
  doneBefore,
  isDriven,
  leave,
  refuseLong,
  refuseOver,
  runCalled,
  seenOf,
} from './act.ts';
import { fieldsOf, readForm } from './form.ts';
import { bareAddress, findHearer } from './hearers.ts';
import { isConversation, viewOf, workflowOf } from './known.ts';
import type { Person } from './person.ts';
import { type Fields, UnfitAct } from './unfit.ts';

export interface Saying {
  readonly text?: string;
  /** Of several questions, or of the agents at work: an ask's id, a step, or its address. */
  readonly to?: string;
  /** Of a form, instead of words. */
  readonly fields?: Fields;
}

export interface Said extends Done {
  /** The address of the step that hears it; `''` for the next question, whichever it is, and where it is repeated. */
  readonly to: string;
}

/** A fact without who said it, and when. */
type Unsigned =
  | Omit<QuestionAnswered, 'id' | 'at' | 'by' | 'from'>
  | Omit<MessageSubmitted, 'id' | 'at' | 'by' | 'from'>;
interface Addressed {
  readonly message: Unsigned;
  readonly to: string;
  readonly says: string;
}

/** @throws UnfitAct when nothing of the run hears it, or it does not fit what is asked. */
export async function say(journal: ActJournal, run: string, saying: Saying, who: Person, key?: string): Promise<Said> {
  const found = runCalled(journal, run);
  const seen = seenOf(who, key);
  const before = key === undefined ? undefined : await doneBefore(journal, run, seen);
  if (before) return { ...before, to: '' };
  refuseLong('the message', saying.text);
  refuseOver(found);
  const { message, to, says } = await address(journal, found, saying);
  return { ...(await leave(journal, run, { ...message, ...seen }, says)), to };
}

/** Whom it is for: what `to` names, the one open question, or the next question to come. */
async function address(journal: ActJournal, { run, asks }: ListedRun, saying: Saying): Promise<Addressed> {
  const { to, text, fields } = saying;
  const questions = asks.filter(({ ask }) => ask.kind === 'question');
  const named = to === undefined ? questions : questions.filter((open) => isNamed(open, to));
  if (named.length > 1) {
    const instead = { do: 'pick', run, asks: named.map(({ ask }) => ask.id) } as const;
    throw new UnfitAct('ambiguous', `run ${run} asks ${named.length} questions: say which one`, instead);
  }
  const [question] = named;
  if (question) {
    const answer = answerTo(question, run, saying);
    // Not addressed, so that of two who write at once the second is heard too: by the next question.
    const isOpen = to === undefined && text !== undefined;
    return isOpen ? { ...answer, message: { type: 'message.submitted', text } } : answer;
  }
  if (text === undefined || fields !== undefined)
    throw new UnfitAct('over', `run ${run} shows no form now`, { do: 'show', run });
  const workflow = await workflowOf(journal, run);
  if (to !== undefined) {
    const driven = await isDriven(journal, run);
    return tell(findHearer(await viewOf(journal, run, workflow), to, driven), text);
  }
  if (isConversation(workflow)) return keep(text);
  throw new UnfitAct('over', `nothing in run ${run} waits for words`, { do: 'address' });
}

const isNamed = ({ ask, frame, step }: OpenAsk, to: string): boolean =>
  ask.id === to || step === to || displayAddress(frame, step) === bareAddress(to);

function answerTo({ ask, frame, step }: OpenAsk, run: string, { text, fields }: Saying): Addressed {
  const to = displayAddress(frame, step);
  const message = { type: 'question.answered' as const, approval: ask.id };
  const says = `${to} is answered`;
  if (isExpired({ ask }, Date.now()))
    throw new UnfitAct('over', `the time to answer ${to} is over`, { do: 'show', run });
  if (ask.output) {
    const instead = { do: 'fill', run, fields: Object.keys(fieldsOf(ask.output as never)) } as const;
    if (text !== undefined) throw new UnfitAct('invalid', 'this is a form: it wants its fields, not words', instead);
    return { message: { ...message, output: readForm(ask, run, fields ?? {}) }, to, says };
  }
  if (text === undefined || text.trim() === '')
    throw new UnfitAct('invalid', `${to} wants words`, { do: 'write', run });
  if (fields !== undefined) throw new UnfitAct('invalid', `${to} is no form: it wants words`, { do: 'write', run });
  return { message: { ...message, text }, to, says };
}

/** An agent that is at work hears it in the middle of its turn, or at the next one. */
function tell({ frame, step }: Pick<StepRow, 'frame' | 'step'>, text: string): Addressed {
  const to = displayAddress(frame, step);
  return { message: { type: 'message.submitted', frame, step, text }, to, says: `told ${to}` };
}

const keep = (text: string): Addressed => ({
  message: { type: 'message.submitted', text },
  to: '',
  says: 'nothing is asked now; it is kept for the next question',
});

/**
 * Questions: what a person says to one, and what people say while nothing is asked. An answer that does not fit is
 * journaled as ignored, with its words, and the question stays open.
 */
import { checkValue } from '../../schema/check/value.ts';
import { OmniError } from '../../schema/error.ts';
import type { Json, JsonObject } from '../../schema/json.ts';
import { suggest } from '../../schema/suggest.ts';
import type { Ask, Origin, RunEvent } from '../events.ts';
import type { MessageSubmitted, QuestionAnswered } from '../facts.ts';
import { asksInOrder, type OpenAsk } from '../state.ts';
import { type Context, type Site, whoOf } from './context.ts';

/** More than a conversation leaves unread; a flood of them is refused. */
const mostMail = 100;

interface Said {
  readonly by: string;
  readonly from?: Origin;
  readonly text?: string;
  readonly output?: Json;
}
type Read = { readonly text: string; readonly command: string; readonly args: string; readonly output?: Json };

export function decideQuestion({ state, at }: Context, fact: QuestionAnswered): RunEvent {
  const open = Object.hasOwn(state.asks, fact.approval) ? state.asks[fact.approval] : undefined;
  return answered(open, fact.approval, fact, at);
}

/** To whoever asks: the oldest question in words, or the next one to come. */
export function decideMessage({ state, at }: Context, fact: MessageSubmitted): RunEvent {
  const { text } = fact;
  const said = { ...whoOf(fact), text };
  const open = asksInOrder(state).find(({ ask }) => ask.kind === 'question' && !ask.output);
  if (open) return answered(open, open.ask.id, said, at);
  if ((state.mail?.length ?? 0) < mostMail) return { type: 'message.kept', at, frame: '', ...said };
  return ignored('', said, at, `${mostMail} messages wait for a question already`);
}

/** What was said before the question was put is its answer. */
export function decideMail(site: Site): RunEvent {
  const { state, frame, step, at } = site;
  const [mail] = state.mail ?? [];
  const open = Object.values(state.asks).find((ask) => ask.frame === frame.path && ask.step === step.id);
  if (!mail || !open) throw new OmniError('OMNI6007', `Nothing was said to '${step.id}'`);
  return { ...answered(open, open.ask.id, mail, at), kept: true };
}

function answered(
  open: OpenAsk | undefined,
  approval: string,
  said: Said,
  at: number,
): Extract<RunEvent, { type: 'question.answered' | 'approval.ignored' }> {
  const read = open ? readAnswer(open.ask, said, at) : { wrong: 'it was answered, withdrawn or has expired' };
  if ('wrong' in read || !open) return ignored(approval, said, at, 'wrong' in read ? read.wrong : '');
  return { type: 'question.answered', at, frame: open.frame, step: open.step, approval, ...whoOf(said), ...read };
}

const ignored = (approval: string, said: Said, at: number, reason: string) =>
  ({
    type: 'approval.ignored',
    at,
    frame: '',
    approval,
    ...whoOf(said),
    reason,
    ...(said.text !== undefined && { text: said.text }),
  }) as const;

function readAnswer(ask: Ask, { text, output }: Said, at: number): Read | { readonly wrong: string } {
  if (ask.kind !== 'question') return { wrong: 'it is no question: approve or deny it' };
  if (ask.expiresAt !== undefined && at >= ask.expiresAt) return { wrong: 'it has expired' };
  if (ask.output) {
    if (output === undefined) return { wrong: 'it is a form, and wants its fields' };
    const [first] = checkValue(ask.output as JsonObject, output, ['answer']);
    return first ? { wrong: first.message } : { text: '', command: '', args: '', output };
  }
  if (output !== undefined || text === undefined) return { wrong: 'it wants an answer in words' };
  return text.trim() === '' ? { wrong: 'it is empty' } : readWords(text, ask.commands);
}

/** `/debate 2` is the command `debate` with `2`, where the question knows commands; what begins so and is none is a slip. */
function readWords(text: string, commands: readonly string[] | undefined): Read | { readonly wrong: string } {
  const [, command, args = ''] = /^\s*\/([a-z][a-z0-9_-]*)(?:\s+([\s\S]*))?$/.exec(text) ?? [];
  if (command === undefined || !commands) return { text, command: '', args: '' };
  if (commands.includes(command)) return { text, command, args: args.trim() };
  const near = suggest(command, commands);
  const meant =
    near === undefined ? `there are: ${commands.map((name) => `/${name}`).join(', ')}` : `did you mean /${near}?`;
  return { wrong: `there is no command /${command}; ${meant}` };
}

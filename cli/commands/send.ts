/**
 * `omni send`: says something to a run. It answers what the run asks; while nothing is asked it waits for the next
 * question, or, with `--to`, reaches a running agent. Whoever drives the run takes it from the journal's inbox.
 */
import { randomUUID } from 'node:crypto';
import { longestWords } from '../../engine/driver/index.ts';
import type { Ask } from '../../engine/events.ts';
import type { MessageSubmitted, QuestionAnswered } from '../../engine/facts.ts';
import type { OpenJournal } from '../../runs/journal/index.ts';
import type { OpenAsk, RunView } from '../../runs/view/index.ts';
import { checkInputs } from '../../schema/inputs.ts';
import type { JsonObject } from '../../schema/json.ts';
import { isConversation } from '../chat.ts';
import { type ExitCode, exit } from '../exit.ts';
import { fieldsOf } from '../form.ts';
import type { SendOptions } from '../options.ts';
import { whoSpeaks } from '../person.ts';
import { findRun, readView, readWorkflow, withRuns } from '../record.ts';
import { formatAddress } from '../render/address.ts';
import { neutraliseLine } from '../render/text.ts';
import { InvalidInput } from '../report-error.ts';
import { openTerminal } from '../terminal.ts';

type Message = QuestionAnswered | MessageSubmitted;
type Unaddressed = Omit<QuestionAnswered, 'id' | 'at' | 'by'> | Omit<MessageSubmitted, 'id' | 'at' | 'by'>;

export async function send(given: string, text: string | undefined, options: SendOptions): Promise<ExitCode> {
  const terminal = openTerminal(options.json === true);
  if (text !== undefined && text.length > longestWords) {
    // Whoever drives the run would pass it by, and nobody would know.
    const usage = 'write it to a file of the repository, and say where it is';
    throw new InvalidInput(`the message has more than ${longestWords} characters`, usage);
  }
  const by = whoSpeaks();
  const { run, sent, holder } = await withRuns(async (journal) => {
    const { run, status } = findRun(journal, given);
    if (status !== 'running') throw new InvalidInput(`run ${run} is over: ${status}`, `omni show ${run}`);
    const sent = await address(journal, run, text, options);
    const fact = { ...sent.message, id: `answer-${randomUUID()}`, at: Date.now(), by } as Message;
    journal.post(run, fact);
    return { run, sent, holder: await journal.holder(run) };
  });
  if (terminal.json) terminal.emit('message', { run, to: sent.to, by, driven: holder !== undefined });
  else {
    const { green, signs } = terminal.out.style;
    terminal.out.print(`${green(signs.life.done)} ${neutraliseLine(sent.says)}`);
  }
  if (holder !== undefined) return exit.done;
  if (options.resume) return (await import('./resume.ts')).resume(run, { ...options, approve: [], unattended: 'park' });
  terminal.err.print(`nobody drives run ${run} now; it goes on with: omni resume ${run}`);
  return exit.done;
}

interface Addressed {
  readonly message: Unaddressed;
  readonly to: string;
  readonly says: string;
}

/** Whom it is for: what `--to` names, the one open question, or the next question to come. */
async function address(
  journal: OpenJournal,
  run: string,
  text: string | undefined,
  { to, field }: SendOptions,
): Promise<Addressed> {
  const view = await readView(journal, run);
  const questions = [...view.asks.values()].filter(({ ask }) => ask.kind === 'question');
  const named = to === undefined ? questions : questions.filter((open) => isNamed(open, to));
  if (named.length > 1) {
    const ways = named.map(({ ask }) => `omni send ${run} --to ${ask.id} …`).join('\n        ');
    throw new InvalidInput(`run ${run} asks ${named.length} questions: say which one`, ways);
  }
  const [question] = named;
  if (question) {
    const answer = answerTo(question, run, text, field);
    // Not addressed, so that of two who write at once the second is heard too: by the next question.
    const isOpen = to === undefined && text !== undefined;
    return isOpen ? { ...answer, message: { type: 'message.submitted', text } } : answer;
  }
  if (text === undefined || field.length > 0)
    throw new InvalidInput(`run ${run} shows no form now`, `omni show ${run}`);
  if (to !== undefined) return tellAgent(view, to, text);
  if (isConversation(await readWorkflow(journal, run))) {
    return {
      message: { type: 'message.submitted', text },
      to: '',
      says: 'nothing is asked now; it is kept for the next question',
    };
  }
  throw new InvalidInput(`nothing in run ${run} waits for words`, `an agent that is at work hears you with: --to STEP`);
}

const isNamed = ({ ask, frame, step }: OpenAsk, to: string): boolean =>
  ask.id === to || step === to || formatAddress(frame, step) === to;

function answerTo(
  { ask, frame, step }: OpenAsk,
  run: string,
  text: string | undefined,
  field: readonly string[],
): Addressed {
  const to = formatAddress(frame, step);
  const message = { type: 'question.answered' as const, approval: ask.id };
  if (ask.output)
    return { message: { ...message, output: readFields(ask, run, text, field) }, to, says: `${to} is answered` };
  if (text === undefined || text.trim() === '') throw new InvalidInput(`${to} wants words`, `omni send ${run} "…"`);
  if (field.length > 0) throw new InvalidInput(`${to} is no form: it wants words`, `omni send ${run} "…"`);
  return { message: { ...message, text }, to, says: `${to} is answered` };
}

/** The fields of a form, from `--field NAME=VALUE`, read by their types and checked before anything is sent. */
function readFields({ output = {} }: Ask, run: string, text: string | undefined, field: readonly string[]): JsonObject {
  const fields = fieldsOf(output as JsonObject);
  const usage = `omni send ${run} ${Object.keys(fields)
    .map((name) => `--field ${name}=…`)
    .join(' ')}`;
  if (text !== undefined) throw new InvalidInput('this is a form: it wants its fields, not words', usage);
  const given: Record<string, string> = {};
  for (const one of field) {
    const at = one.indexOf('=');
    if (at < 1) throw new InvalidInput(`--field ${one}: it has no NAME=VALUE`, usage);
    given[one.slice(0, at)] = one.slice(at + 1);
  }
  const required = Array.isArray(output.required) ? output.required.map(String) : [];
  const wanted = Object.entries(fields).filter(
    ([name, schema]) => required.includes(name) || Object.hasOwn(given, name) || schema.default !== undefined,
  );
  const checked = checkInputs(Object.fromEntries(wanted), given);
  if ('inputs' in checked) return checked.inputs;
  throw new InvalidInput(checked.problems.map(({ message }) => message.replace('input', 'field')).join('; '), usage);
}

/** An agent that is at work hears it in the middle of its turn, or at the next one. */
function tellAgent(view: RunView, to: string, text: string): Addressed {
  const running = [...view.steps.values()].filter(({ kind, life }) => kind === 'agent' && life === 'running');
  const found = running.filter(({ frame, step }) => step === to || formatAddress(frame, step) === to);
  const names = running.map(({ frame, step }) => formatAddress(frame, step)).join(', ');
  if (found.length !== 1) {
    throw new InvalidInput(
      `nothing called ${to} hears you now`,
      names === '' ? 'no agent is at work' : `at work: ${names}`,
    );
  }
  const { frame, step } = found[0]!;
  const where = formatAddress(frame, step);
  return { message: { type: 'message.submitted', frame, step, text }, to: where, says: `told ${where}` };
}

/**
 * One sitting with an agent, from its prompt to its end: facts as they come, every tool asked for, limits held, and
 * one chance to repair an answer of the wrong shape.
 *
 * Invariants
 * 1. It returns only when nothing of the session runs: after its `ended`, or after an interrupt that has resolved.
 * 2. A harness that asks for every tool and then carries out one that it did not ask for, or that was refused, is
 *    ended: its gate is broken and nothing more that it says is believed.
 */
import type { AgentSpec } from '../../schema/agent.ts';
import type { Json, JsonObject } from '../../schema/json.ts';
import { displayAddress } from '../address.ts';
import type { ErrorValue, Tool } from '../events.ts';
import type { Harness, Session, SessionEvent, SessionRequest } from '../ports/harness.ts';
import { onAbort } from '../ports/on-abort.ts';
import type { Place } from '../ports/place.ts';
import type { AnswerCheck } from './answer-check.ts';
import { askFirst } from './ask-first.ts';
import type { PerformerDeps } from './deps.ts';
import { type Limits, watchLimits } from './limits.ts';
import { refusalOf } from './tool-gate.ts';
import type { Answer, Work } from './work.ts';

export interface Sitting {
  readonly agent: AgentSpec;
  readonly harness: Harness;
  readonly name: string;
  readonly role: SessionRequest['role'];
  readonly prompt: string;
  readonly round: number;
  readonly session?: string;
  readonly place: Place;
  readonly env: Readonly<Record<string, string>>;
  readonly output?: JsonObject;
  readonly check?: AnswerCheck;
  /** A policy stands before its turns: whatever is said after the first prompt is asked about. */
  readonly asks?: true;
}

export interface Held {
  /** The last answer in words. */
  readonly text: string;
  /** The last answer as a value, where one was wanted and it was right. */
  readonly value?: Json;
  readonly error?: ErrorValue;
}

/** What is known of a session while it lasts. */
interface Course {
  readonly work: Work;
  readonly deps: PerformerDeps;
  readonly sitting: Sitting;
  readonly limits: Limits;
  /** The harness's names of calls: the run's own, or nothing for one that was refused. */
  readonly calls: Map<string, string | undefined>;
  readonly fail: (error: ErrorValue) => void;
  answer?: { readonly text: string; readonly value?: Json; readonly violation?: string };
  repaired: boolean;
  error?: ErrorValue;
}

export async function holdSession(work: Work, deps: PerformerDeps, sitting: Sitting): Promise<Held> {
  if (work.signal.aborted) return { text: '' };
  const failing = new AbortController();
  const fail = (error: ErrorValue): void => {
    course.error ??= error;
    failing.abort();
  };
  const limits = watchLimits(sitting.agent, deps.clock, fail);
  const course: Course = { work, deps, sitting, limits, calls: new Map(), fail, repaired: false };
  const signal = AbortSignal.any([work.signal, failing.signal]);

  const session = sitting.harness.start(requestOf(course, signal));
  work.hear((text) => {
    limits.answered();
    session.send(text);
  });
  let forget = (): void => {};
  const interrupted = new Promise<void>((resolve) => {
    forget = onAbort(signal, () => resolve(session.interrupt()));
  });
  await Promise.race([follow(session, course, signal), interrupted]);
  if (signal.aborted) await interrupted;
  forget();
  limits.release();
  return heldOf(course);
}

function requestOf(course: Course, signal: AbortSignal): SessionRequest {
  const { work, sitting } = course;
  const { agent, name, role, prompt, round, session, place, env, output } = sitting;
  const { frame, step, attempt } = work;
  return {
    agent,
    name,
    role,
    prompt,
    place,
    env,
    signal,
    // Of an attempt that was lost; where a step wants to go on, a harness that cannot was refused before the run.
    ...(session !== undefined && sitting.harness.capabilities.resume && { session }),
    ...(output && { output }),
    address: { step: displayAddress(frame, step), attempt, round },
    decide: (call, tool) => decide(call, tool, course),
  };
}

/** A session that is failing lets nothing through, also not what was allowed while it was. */
async function decide(call: string, tool: Tool, course: Course): Promise<Answer> {
  const { work, sitting, limits, calls } = course;
  limits.spoke();
  // Two calls of one name could be told apart by nobody, nor one that is carried out twice.
  if (calls.has(call)) return refuse('A tool call of this name was made before.');
  calls.set(call, undefined);
  const refusal = course.error?.message ?? refusalOf(tool, sitting.agent, sitting.role);
  const asked = refusal === undefined ? await askFirst(work, tool, sitting.place, course.deps) : undefined;
  const answer = asked?.answer ?? refuse(refusal);
  const isAllowed = answer.allow && course.error === undefined;
  calls.set(call, isAllowed ? asked?.call : undefined);
  if (!isAllowed) limits.answered();
  return isAllowed || !answer.allow ? answer : refuse(course.error?.message);
}

const refuse = (reason: string | undefined): Answer => ({ allow: false, ...(reason !== undefined && { reason }) });

/** Never rejects: a stream that breaks is a session that has failed and must be ended. */
async function follow(session: Session, course: Course, signal: AbortSignal): Promise<void> {
  try {
    for await (const event of session.events) {
      if (signal.aborted) continue;
      heard(event, session, course);
      if (event.type === 'ended') return;
    }
    course.fail({ code: 'failed', message: 'The session broke off without saying how it ended.' });
  } catch (error) {
    course.fail({ code: 'failed', message: error instanceof Error ? error.message : String(error) });
  }
}

function heard(event: SessionEvent, session: Session, course: Course): void {
  const { work, deps, limits } = course;
  switch (event.type) {
    case 'session':
      work.opened(event.session);
      break;
    case 'delta': {
      const { frame, step, attempt } = work;
      deps.onDelta?.({ frame, step, attempt, text: event.text });
      break;
    }
    case 'message':
      limits.spoke();
      work.said(event.text);
      break;
    case 'usage':
      work.used(event.usage);
      limits.used(event.usage);
      break;
    case 'toolCompleted':
      limits.answered();
      completed(event, course);
      break;
    case 'turn':
      limits.spoke();
      answered(event, session, course);
      break;
    case 'ended':
      if (event.error) course.error ??= event.error;
  }
}

function completed(event: Extract<SessionEvent, { type: 'toolCompleted' }>, course: Course): void {
  const { work, sitting, calls, fail } = course;
  const call = calls.get(event.call);
  if (call !== undefined) {
    work.completed(call, event.ok, event.output);
    calls.delete(event.call);
    return;
  }
  const wasRefused = calls.has(event.call);
  if ((wasRefused && !event.ok) || !sitting.harness.capabilities.asksEveryTool) return;
  const what = wasRefused ? 'although it was refused' : 'that it had not asked for';
  fail({ code: 'ungated', message: `${sitting.harness.name} carried out a tool call ${what}.` });
}

/** An answer of the wrong shape is sent back once, in the same session. */
function answered({ text, output }: Extract<SessionEvent, { type: 'turn' }>, session: Session, course: Course): void {
  const { check } = course.sitting;
  const checked = check?.(output === undefined ? { text } : { text, output });
  course.answer = { text, ...checked };
  if (course.answer.violation === undefined || course.repaired) {
    session.close();
    return;
  }
  course.repaired = true;
  void sendBack(repairPrompt(course.answer.violation, course.sitting.output), session, course);
}

/** What the session has spent may have closed its gate: then its answer stays the last. */
async function sendBack(prompt: string, session: Session, { work, sitting, limits, fail }: Course): Promise<void> {
  const { allow, reason = 'It may not go on.' } = sitting.asks ? await work.askTurn(prompt).answer : { allow: true };
  if (!allow) return fail({ code: 'refused', message: reason });
  limits.answered();
  session.send(prompt);
}

const repairPrompt = (violation: string, schema: JsonObject | undefined): string =>
  `Your answer can not be used: ${violation}. Do nothing else; give the whole answer again, as one JSON value ` +
  `that matches this JSON Schema:\n${JSON.stringify(schema)}`;

function heldOf({ answer, error }: Course): Held {
  const text = answer?.text ?? '';
  if (error !== undefined) return { text, error };
  if (answer === undefined) return { text, error: { code: 'failed', message: 'The session ended without an answer.' } };
  if (answer.violation !== undefined) {
    return { text, error: { code: 'failed', message: `${answer.violation}, also when asked again` } };
  }
  return answer.value === undefined ? { text } : { text, value: answer.value };
}

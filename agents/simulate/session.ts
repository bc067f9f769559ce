/**
 * One simulated session: plays scripted turns on a real place, and asks before each tool call.
 *
 * Invariants
 * 1. `play` alone pushes events, in order; `ended` is pushed once, when it is over, and nothing after it.
 * 2. Whatever is waited for (a delay, a decision, a command, the next message) gives way to `ending`; a command is
 *    killed first. So once `interrupt` resolves nothing of the session runs.
 * 3. A message that comes while a turn is played begins the next turn if there is a `then` for it; else it was heard
 *    and changes nothing, as with an agent that is steered and goes on.
 */
import type { ErrorValue } from '../../engine/events.ts';
import type { Clock } from '../../engine/ports/clock.ts';
import type { Session, SessionEvent, SessionRequest } from '../../engine/ports/harness.ts';
import { onAbort } from '../../engine/ports/on-abort.ts';
import { createEventStream, type EventStream } from '../event-stream.ts';
import { chooseTurn, namesOf, scriptFor } from './choose-turn.ts';
import { createMailbox, type Mailbox } from './mailbox.ts';
import type { Simulation, ToolScript, Turn } from './simulation.ts';
import { carryOut, toolOf } from './tools.ts';
import { explainUnscripted } from './unscripted.ts';

/** Session ids begin with this: a simulation can go on with nobody else's session. */
const prefix = 'sim:';

interface Stage {
  readonly request: SessionRequest;
  readonly clock: Clock;
  readonly stream: EventStream<SessionEvent>;
  /** Aborted when the session is to end at once; `gone` rejects then, and never resolves. */
  readonly ending: AbortSignal;
  readonly gone: Promise<never>;
  /** Counts the tool calls of the session. */
  calls: number;
}

export function playSession(simulation: Simulation, clock: Clock, request: SessionRequest): Session {
  const stream = createEventStream<SessionEvent>();
  const interruption = new AbortController();
  const ending = AbortSignal.any([interruption.signal, request.signal]);
  const gone = never(ending);
  gone.catch(() => {});
  const stage: Stage = { request, clock, stream, ending, gone, calls: 0 };
  const mail = createMailbox(ending);

  const over = play(simulation, stage, mail)
    .catch((error: unknown): ErrorValue => {
      if (ending.aborted) return { code: 'cancelled', message: 'The session was interrupted.' };
      return { code: 'failed', message: error instanceof Error ? error.message : String(error) };
    })
    .then((error) => {
      stream.push({ type: 'ended', ...(error && { error }) });
      stream.end();
    });

  return {
    events: stream.events,
    send: mail.send,
    close: mail.close,
    async interrupt() {
      interruption.abort();
      await over;
    },
  };
}

/** Plays turn after turn until nobody has more to say; gives the error that ended the session, if one did. */
async function play(simulation: Simulation, stage: Stage, mail: Mailbox): Promise<ErrorValue | undefined> {
  const { request, stream } = stage;
  const { step: address, attempt, round } = request.address;
  const session = request.session ?? `${prefix}${address}#${attempt}`;
  if (!session.startsWith(prefix)) return failed(`The simulation knows no session '${session}'.`);
  stream.push({ type: 'session', session });

  const script = scriptFor(simulation, namesOf(address, request.name));
  let turn = script && chooseTurn(script.turns, { attempt, round });
  if (turn === undefined) {
    return failed(
      explainUnscripted({
        file: simulation.file,
        address,
        agent: request.name,
        attempt,
        round,
        reviewer: request.role === 'reviewer',
        ...(script && { scripted: script.name }),
        ...(request.output && { output: request.output }),
      }),
    );
  }
  const followUps = [...(turn.then ?? [])];
  for (;;) {
    const error = await playTurn(turn, stage);
    if (error !== undefined) return error;
    if (followUps.length === 0) mail.forget();
    stream.push(answerOf(turn));
    if (!(await mail.next())) return undefined;
    turn = followUps.shift() ?? { ...turn, tools: [] };
  }
}

async function playTurn(turn: Turn, stage: Stage): Promise<ErrorValue | undefined> {
  const { stream } = stage;
  await pause(turn.delayMs, stage);
  for (const text of turn.messages ?? []) say(text, stream);
  for (const script of turn.tools ?? []) {
    if ((await callTool(script, stage)) === 'stop') break;
  }
  stage.ending.throwIfAborted();
  if (turn.usage !== undefined) stream.push({ type: 'usage', usage: turn.usage });
  switch (turn.failure) {
    case 'error':
      return failed(turn.text ?? 'The simulated agent failed, as its script says.');
    case 'crash':
      return failed('The simulated agent crashed, as its script says.');
    case 'hang':
      return stage.gone;
    default:
      say(answerOf(turn).text, stream);
      return undefined;
  }
}

/** Asks, and only then acts. A refused call leaves no effect; the script says whether the rest is still tried. */
async function callTool({ action, onDeny, delayMs, usage }: ToolScript, stage: Stage): Promise<'continue' | 'stop'> {
  const { request, stream, ending } = stage;
  await pause(delayMs, stage);
  if (usage !== undefined) stream.push({ type: 'usage', usage });
  stage.calls += 1;
  const call = `call-${stage.calls}`;
  await Promise.race([stream.heard(), stage.gone]);
  const decision = await Promise.race([request.decide(call, toolOf(action)), stage.gone]);
  ending.throwIfAborted();
  if (!decision.allow) {
    stream.push({ type: 'toolCompleted', call, ok: false, output: `Refused: ${decision.reason ?? 'no reason given'}` });
    return onDeny;
  }
  const done = await carryOut(action, { place: request.place, env: request.env, signal: ending });
  stream.push({ type: 'toolCompleted', call, ...done });
  ending.throwIfAborted();
  return 'continue';
}

function say(text: string, stream: EventStream<SessionEvent>): void {
  if (text === '') return;
  for (const word of text.match(/\s*\S+\s*/g) ?? []) stream.push({ type: 'delta', text: word });
  stream.push({ type: 'message', text });
}

const answerOf = (turn: Turn): Extract<SessionEvent, { type: 'turn' }> => {
  if (turn.failure === 'garbage') return { type: 'turn', text: turn.text ?? '{"almost": JSON, and then' };
  const text = turn.text ?? '';
  return turn.output === undefined ? { type: 'turn', text } : { type: 'turn', text, output: turn.output };
};

const failed = (message: string): ErrorValue => ({ code: 'failed', message });

/** Waits; rejects at once when the session is ending. */
function pause(delayMs: number | undefined, { clock, ending }: Stage): Promise<void> {
  ending.throwIfAborted();
  if (delayMs === undefined) return Promise.resolve();
  return new Promise((resolve, reject) => {
    let forget = (): void => {};
    const takeBack = clock.after(clock.now() + delayMs, () => {
      forget();
      resolve();
    });
    forget = onAbort(ending, () => {
      takeBack();
      reject(ending.reason);
    });
  });
}

/** Never resolves; rejects when the signal says so. */
function never(ending: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    onAbort(ending, () => reject(ending.reason));
  });
}

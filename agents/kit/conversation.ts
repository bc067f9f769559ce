/**
 * The session of a real harness: what all adapters share, over the little that differs (`Connection`).
 *
 * Invariants
 * 1. One loop says everything, in order, and `ended` once: connect, then turn after turn until nobody has more to say.
 * 2. A message during a turn steers it where the harness can be steered; else it begins the next turn. None is lost.
 * 3. Once `interrupt` resolves nothing of the session runs: the connection was killed and the loop is over.
 * 4. A harness that owes an answer and says nothing for `stallMs` is killed, and the session fails. Nobody is hurried
 *    who was asked, and no tool that runs.
 */
import type { Tool } from '../../engine/events.ts';
import type { Permission, Session, SessionEvent, SessionRequest } from '../../engine/ports/harness.ts';
import { onAbort } from '../../engine/ports/on-abort.ts';
import { createEventStream } from '../event-stream.ts';
import type { AdapterOptions } from './adapter.ts';
import { failureOf, HarnessFailure } from './failure.ts';
import { createMessages } from './messages.ts';
import { defaultStallMs, watch } from './watchdog.ts';

/** What a turn came to. `output` where a structured answer was wanted and the harness gave one as a value. */
export interface TurnEnd {
  readonly text: string;
  readonly output?: unknown;
}

/** One running harness. Whatever it throws or rejects with ends the session as failed. */
export interface Connection {
  /** One turn, to its end; what happens meanwhile goes to the stage. */
  turn(text: string): Promise<TurnEnd>;
  /** A message into a running turn. Absent: the harness cannot be steered. False: too late for this turn. */
  steer?(text: string): boolean;
  /** Ends in order what a later attempt may go on with; resolves when nothing runs. */
  close(): Promise<void>;
  /** Ends at once; resolves when nothing runs. Idempotent, also after and during `close`. */
  kill(): Promise<void>;
}

/** What a connection says and asks while it runs. */
export interface Stage {
  readonly request: SessionRequest;
  /** Aborted when the session is to end at once. */
  readonly ending: AbortSignal;
  push(event: Exclude<SessionEvent, { type: 'turn' | 'ended' }>): void;
  /** Asks the engine, once all that was said before has been heard. Refuses when the session is ending; never rejects. */
  decide(call: string, tool: Tool): Promise<Permission>;
  /** A call that was let through has ended, or one that was refused was told so. */
  completed(call: string, ok: boolean, output?: string): void;
  /** The harness is alive: a line came that says nothing else. */
  touch(): void;
  /** Fails the session from outside of a turn, such as when its process is gone. */
  fail(error: Error): void;
}

/**
 * Holds a session over a connection. `connect` boots the harness, or continues `request.session`, and pushes `session`
 * before it resolves. It says how to end what it has started as soon as it has, by `booting`, and rejects when that
 * is ended under it; `kill` may come at once.
 */
export function holdConversation(
  name: string,
  request: SessionRequest,
  options: Pick<AdapterOptions, 'clock' | 'stallMs'>,
  connect: (stage: Stage, booting: (kill: () => Promise<void>) => void) => Promise<Connection>,
): Session {
  const stream = createEventStream<SessionEvent>();
  const interruption = new AbortController();
  const ending = AbortSignal.any([interruption.signal, request.signal]);
  const messages = createMessages(ending);
  const stallMs = options.stallMs ?? defaultStallMs;
  const running = new Set<string>();
  let fail = (_: Error): void => {};
  const failed = new Promise<never>((_, reject) => {
    fail = reject;
  });
  failed.catch(() => {});
  const gone = abortOf(ending);
  gone.catch(() => {});

  const seconds = Math.ceil(stallMs / 1000);
  const stalled = () => fail(new HarnessFailure(`${name} said nothing for ${seconds} s.`, 'timeout'));
  const dog = watch(options.clock, stallMs, stalled);
  const release = (call: string): void => {
    if (running.delete(call)) dog.resume();
  };

  const stage: Stage = {
    request,
    ending,
    push(event) {
      dog.touch();
      stream.push(event);
    },
    async decide(call, tool) {
      dog.pause();
      running.add(call);
      await stream.heard();
      const answer = await Promise.race([request.decide(call, tool), gone]).catch(
        (error: unknown): Permission => ({ allow: false, reason: failureOf(error).message }),
      );
      const permission: Permission = ending.aborted ? { allow: false, reason: 'The session is ending.' } : answer;
      if (!permission.allow) release(call);
      return permission;
    },
    completed(call, ok, output) {
      release(call);
      stage.push({ type: 'toolCompleted', call, ok, ...(output !== undefined && { output }) });
    },
    touch: () => dog.touch(),
    fail,
  };

  let kill = (): Promise<void> => Promise.resolve();
  let connected: Promise<Connection> | undefined;
  let connection: Connection | undefined;
  let isTurning = false;

  const live = async (): Promise<void> => {
    ending.throwIfAborted();
    connected = connect(stage, (end) => {
      kill = end;
      if (ending.aborted) void kill();
    });
    const made = await Promise.race([connected, failed, gone]);
    connection = made;
    kill = () => made.kill();
    let text: string | undefined = request.prompt;
    while (text !== undefined) {
      isTurning = true;
      const end: TurnEnd = await Promise.race([made.turn(text), failed, gone]);
      isTurning = false;
      for (const call of [...running]) release(call);
      dog.pause();
      stream.push({ type: 'turn', ...end });
      text = await Promise.race([messages.next(), failed, gone]);
      dog.resume();
    }
    await Promise.race([made.close(), failed, gone]);
  };

  const over = live()
    .then(
      () => undefined,
      (error: unknown) =>
        ending.aborted ? { code: 'cancelled', message: 'The session was interrupted.' } : failureOf(error),
    )
    .then(async (error) => {
      dog.release();
      await kill().catch(() => {});
      // Whatever it was about to start is started and ended by now.
      await connected?.then(({ kill: end }) => end()).catch(() => {});
      stream.push({ type: 'ended', ...(error && { error }) });
      stream.end();
    });

  return {
    events: stream.events,
    send(text) {
      if (!isTurning || connection?.steer?.(text) !== true) messages.send(text);
    },
    close: () => messages.close(),
    async interrupt() {
      interruption.abort();
      await over;
    },
  };
}

/** Never resolves; rejects when the signal says so. */
function abortOf(ending: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    onAbort(ending, () => reject(new HarnessFailure('The session is ending.', 'cancelled')));
  });
}

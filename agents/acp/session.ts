/**
 * One session of an agent of the protocol: its process, its requests and ours, its turns.
 *
 * Invariants
 * 1. No prompt is sent before the agent has said who it is, where a preset knows who it has to be.
 * 2. What a session that goes on tells of its past is not told again.
 * 3. The session's home is settled when the process is gone, however it went.
 */
import type { AdapterOptions } from '../kit/adapter.ts';
import { askForJson } from '../kit/ask-for-json.ts';
import type { Connection, Stage, TurnEnd } from '../kit/conversation.ts';
import { HarnessFailure } from '../kit/failure.ts';
import { realFolder } from '../kit/folders.ts';
import { openJsonLines } from '../kit/json-lines.ts';
import { followProcess } from '../kit/lifetime.ts';
import { createRpc } from '../kit/rpc.ts';
import { demand, greeting, prepare } from './boot.ts';
import { createCalls } from './calls.ts';
import { createGate } from './gate.ts';
import { failureOfRpc, whyNotOver } from './outcome.ts';
import type { Preset } from './preset.ts';
import { openSession } from './sessions.ts';
import { createUpdates } from './updates.ts';

/** Milliseconds that an agent may take to go when it was told that no message will come. */
const longestGoodbyeMs = 5_000;

export async function connect(
  preset: Preset,
  stage: Stage,
  booting: (kill: () => Promise<void>) => void,
  options: AdapterOptions,
): Promise<Connection> {
  const { request } = stage;
  const { agent, output, place } = request;
  const { home, command, env } = await prepare(preset, request, options);
  const roots = [place.root, await realFolder(place.root)];
  stage.ending.throwIfAborted();

  const process = openJsonLines(place, command, {
    env,
    onMessage(message) {
      stage.touch();
      heard();
      rpc.receive(message);
    },
  });
  const calls = createCalls();
  const gate = createGate(preset, stage, calls, { roots });
  const updates = createUpdates(preset, stage, calls, home);
  let isOpen = false;
  let heard = (): void => {};
  const quiet = (quietMs: number): Promise<void> =>
    new Promise((resolve) => {
      let cancel = (): void => {};
      heard = () => {
        cancel();
        cancel = options.clock.after(options.clock.now() + quietMs, resolve);
      };
      heard();
    });
  const rpc = createRpc('2.0', process.send, {
    async onRequest(method, params) {
      // Files and terminals were not offered.
      if (method !== 'session/request_permission' || !isOpen) throw new Error(`${method} is not offered`);
      await updates.settle();
      return gate.answer(params);
    },
    onNotify(method, params) {
      if (method === 'session/update' && isOpen) updates.take(params);
    },
  });

  const lifetime = followProcess(process, {
    title: preset.title,
    stage,
    home,
    clock: options.clock,
    onGone: rpc.close,
    goodbyeMs: preset.goodbyeMs ?? longestGoodbyeMs,
  });
  booting(lifetime.kill);

  const boot = async (): Promise<string> => {
    const abilities = demand(preset, await rpc.request('initialize', greeting));
    const opened = await openSession(preset, request, abilities, home, rpc);
    const { pastQuietMs } = preset;
    if (request.session !== undefined && pastQuietMs !== undefined)
      await Promise.race([quiet(pastQuietMs), process.gone]);
    heard = () => {};
    return opened;
  };
  const sessionId = await boot().catch((error: unknown) => {
    throw failureOfRpc(preset.title, error);
  });
  isOpen = true;
  const meter = await preset.meterOf?.(home);
  stage.push({ type: 'session', session: home.session });

  const prompt = async (text: string): Promise<TurnEnd> => {
    const said = { sessionId, prompt: [{ type: 'text', text: asText(text) }] };
    const result = await rpc.request('session/prompt', said).catch((error: unknown) => {
      throw failureOfRpc(preset.title, error);
    });
    await updates.settle();
    const usage = meter === undefined ? preset.usageOf?.(result) : await meter();
    if (usage !== undefined) stage.push({ type: 'usage', usage });
    const failure = whyNotOver(preset.title, result);
    if (failure !== undefined) throw failure;
    const refusals = gate.refusals();
    if (refusals.length > 0 && preset.stopsWhenRefused) return prompt(afterRefusal(refusals));
    const { text: end, failure: words } = updates.last();
    if (words !== undefined) throw new HarnessFailure(`${preset.title}: ${words}`);
    if (end === '' && refusals.length === 0 && preset.endsSilently) {
      throw new HarnessFailure(`${preset.title}: the answer of its model broke off.`);
    }
    return { text: end };
  };

  let isFirst = true;
  return {
    turn(text) {
      const asked = isFirst ? askForJson(text, output) : text;
      const { instructions } = agent;
      const comesBefore = isFirst && instructions !== undefined && preset.takesInstructions !== true;
      isFirst = false;
      updates.last();
      return prompt(comesBefore && typeof instructions === 'string' ? `${instructions}\n\n${asked}` : asked);
    },
    ...lifetime,
  };
}

/** A text that begins with `/`, `$` or the like could be a command of the agent's program, carried out without a model. */
const asText = (text: string): string => (/^\s*[/$!#@]/.test(text) ? `My message: ${text}` : text);

const afterRefusal = (reasons: readonly string[]): string =>
  `The call was refused, and had no effect: ${reasons.join(' ')} Go on without it.`;

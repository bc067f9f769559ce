/**
 * One session of Codex: its app server, its thread, its turns.
 *
 * Invariants
 * 1. No prompt is sent before Codex has said that it asks about every call.
 * 2. No prompt is sent while settings of the repository apply that were not let in.
 * 3. What an answer of the model cost is told before its tools are judged, in a thread that this process has begun.
 * 4. The session's home is settled when the process is gone, however it went.
 */
import { isJsonObject, type JsonObject } from '../../schema/json.ts';
import type { AdapterOptions } from '../kit/adapter.ts';
import { askForJson } from '../kit/ask-for-json.ts';
import type { Connection, Stage } from '../kit/conversation.ts';
import { openJsonLines } from '../kit/json-lines.ts';
import { followProcess } from '../kit/lifetime.ts';
import { createRpc } from '../kit/rpc.ts';
import { isStrict, valueIn } from './answer.ts';
import { demandOwnSettings, demandVersion, free, greeting, prepare } from './boot.ts';
import { createGate } from './gate.ts';
import { createItems } from './items.ts';
import { instructionsOf } from './mcp.ts';
import { answerQuestion } from './questions.ts';
import { openThread, silenceSkills } from './thread.ts';
import { createTurns, type Turns } from './turns.ts';
import { createMeter } from './usage.ts';

/** What says that the answer of the model that was coming is whole, or is not to come any more. */
const answerEnds = new Set(['rawResponse/completed', 'turn/completed', 'error']);

export async function connect(
  stage: Stage,
  booting: (kill: () => Promise<void>) => void,
  options: AdapterOptions,
): Promise<Connection> {
  const { request } = stage;
  const { agent, output, place } = request;
  const { home, command, env } = await prepare(request, options);
  stage.ending.throwIfAborted();

  const process = openJsonLines(place, command, {
    env,
    onMessage(message) {
      stage.touch();
      rpc.receive(message);
    },
  });
  const meter = createMeter();
  const roots = new Set([place.root]);
  let turns: Turns | undefined;
  let thread: string | undefined;
  const gate = createGate({
    stage,
    accounted: (call) => items.whole(call),
    tell: async (text) => turns?.remark(text),
  });
  const items = createItems(stage, gate, (text) => turns?.said(text), Object.keys(agent.mcp ?? {}).length > 0);
  const rpc = createRpc('bare', process.send, {
    onRequest: (method, question) =>
      answerQuestion(method, question, { gate, items, roots: () => [...roots], thread: () => thread }),
    onNotify: hear,
  });

  function account(usage: ReturnType<typeof meter.answer>): void {
    if (usage !== undefined) stage.push({ type: 'usage', usage });
  }

  function hear(method: string, told: JsonObject): void {
    const item = isJsonObject(told.item) ? told.item : {};
    const turn = isJsonObject(told.turn) ? told.turn : {};
    if (method === 'item/started') items.started(item);
    else if (method === 'item/completed') items.completed(item);
    else if (method === 'item/commandExecution/terminalInteraction') items.typed(told);
    else if (method === 'rawResponseItem/completed') items.raw(item);
    else if (method === 'rawResponse/completed') account(meter.answer(told.usage));
    else if (method === 'thread/tokenUsage/updated') {
      account(meter.total(told.tokenUsage, turns?.isOurs(told.turnId) ?? false));
    }
    if (answerEnds.has(method)) items.ended();
    if (told.threadId !== thread) return;
    if (method === 'turn/started') turns?.started(turn);
    else if (method === 'turn/completed') turns?.ended(turn);
    else if (method === 'item/agentMessage/delta' && typeof told.delta === 'string') {
      stage.push({ type: 'delta', text: told.delta });
    }
  }

  const lifetime = followProcess(process, {
    title: 'Codex',
    stage,
    home,
    clock: options.clock,
    onGone: rpc.close,
  });
  booting(lifetime.kill);

  demandVersion(await rpc.request('initialize', greeting));
  rpc.notify('initialized');
  const keepOut = async (): Promise<void> => {
    if (agent.repository_settings === true) return;
    demandOwnSettings(await rpc.request('config/read', { cwd: place.root, includeLayers: true }));
    await silenceSkills(rpc, place.root);
  };
  await keepOut();
  const instructions = instructionsOf(agent);
  const opened = await openThread(rpc, home, {
    cwd: place.root,
    ...(instructions !== undefined && { developerInstructions: instructions }),
  });
  thread = opened.id;
  if (opened.cwd !== undefined) roots.add(opened.cwd);
  stage.push({ type: 'session', session: home.session });

  const schema = output !== undefined && isStrict(output) ? { outputSchema: output } : {};
  const isAsked = 'outputSchema' in schema;
  const held = createTurns(rpc, opened.id, async (input) => {
    await keepOut();
    return rpc.request('turn/start', { threadId: opened.id, input: [...input], ...free, ...schema });
  });
  turns = held;
  let isFirst = true;
  return {
    async turn(text) {
      const asks = isFirst && !isAsked;
      isFirst = false;
      const end = await held.begin(asks ? askForJson(text, output) : text);
      return output === undefined ? end : { ...end, ...valueIn(end.text) };
    },
    steer: held.steer,
    ...lifetime,
  };
}

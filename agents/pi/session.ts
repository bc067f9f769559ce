/**
 * One session of Pi: its process, our extension in it, its turns.
 *
 * Invariants
 * 1. No prompt is sent before our extension has said that it was loaded, and what it has found.
 * 2. What a message cost is told before its tools are judged: Pi tells of a message before it runs what it calls.
 * 3. The session's home is settled when the process is gone, however it went.
 */
import { isJsonObject, type JsonObject } from '../../schema/json.ts';
import type { AdapterOptions } from '../kit/adapter.ts';
import { askForJson } from '../kit/ask-for-json.ts';
import type { Connection, Stage } from '../kit/conversation.ts';
import { openJsonLines } from '../kit/json-lines.ts';
import { followProcess } from '../kit/lifetime.ts';
import { demandGate, prepare } from './boot.ts';
import { createCommands } from './commands.ts';
import { createGate } from './gate.ts';
import { createLines } from './lines.ts';
import { createTurns } from './turns.ts';

/** What our extension calls its dialogs, and the member that its notices have. */
const title = 'omni';

export async function connect(
  stage: Stage,
  booting: (kill: () => Promise<void>) => void,
  options: AdapterOptions,
): Promise<Connection> {
  const { request } = stage;
  const { home, command, env } = await prepare(request, options);
  stage.ending.throwIfAborted();

  const process = openJsonLines(request.place, command, { env, onMessage: (message) => hear(message) });
  const roots = new Set([request.place.root]);
  const commands = createCommands(process.send);
  const gate = createGate(stage.decide, () => [...roots]);
  const turns = createTurns(commands);
  let greeting: JsonObject | undefined;
  const read = createLines(stage, gate, turns, () => greeting?.isPriced === true);

  /** A question of our extension; whatever else would ask a person finds nobody. */
  const answer = ({ id, method, title: from, placeholder: question }: JsonObject): void => {
    const reply = (said: JsonObject): void => process.send({ type: 'extension_ui_response', id: id ?? null, ...said });
    const asked = method === 'input' && from === title && typeof question === 'string' ? question : '';
    gate.ask(asked).then(
      (said) => reply({ value: JSON.stringify(said) }),
      () => reply({ cancelled: true }),
    );
  };
  const notice = ({ message }: JsonObject): void => {
    const said = parse(message);
    if (said?.[title] === 'end') turns.ended();
    if (said?.[title] !== 'gate' || greeting !== undefined) return;
    greeting = said;
    if (typeof said.cwd === 'string') roots.add(said.cwd);
  };

  function hear(message: JsonObject): void {
    stage.touch();
    const { type, method } = message;
    if (type === 'response') commands.receive(message);
    else if (type === 'extension_ui_request' && method === 'notify') notice(message);
    else if (type === 'extension_ui_request') answer(message);
    else read(message);
  }

  const lifetime = followProcess(process, {
    title: 'Pi',
    stage,
    home,
    clock: options.clock,
    onGone: commands.close,
  });
  booting(lifetime.kill);

  // Extensions speak before the first command is read: one that has not by now never will.
  await commands.send({ type: 'get_state' });
  demandGate(greeting, request.agent);
  stage.push({ type: 'session', session: home.session });

  let isFirst = true;
  return {
    turn(text) {
      const asks = isFirst;
      isFirst = false;
      return turns.begin(asks ? askForJson(text, request.output) : text);
    },
    steer: (text) => turns.steer(text),
    ...lifetime,
  };
}

function parse(text: unknown): JsonObject | undefined {
  try {
    const value: unknown = JSON.parse(String(text));
    return isJsonObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

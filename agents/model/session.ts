/**
 * One session of a model: its conversation, its MCP servers, its turns. It runs in this process; whatever it starts
 * runs in the workspace and ends with it.
 *
 * Invariants
 * 1. Once `kill` resolves no request is open and no command or server runs.
 * 2. The key goes to the model's service and nowhere else.
 */
import type { AdapterOptions } from '../kit/adapter.ts';
import { askForJson } from '../kit/ask-for-json.ts';
import type { Connection, Stage } from '../kit/conversation.ts';
import { isToolInput } from './answer.ts';
import { prepare } from './boot.ts';
import { failureOfModel } from './failure.ts';
import { mcpServers } from './mcp.ts';
import { openConversation } from './record.ts';
import { loadSdk, openModel } from './sdk.ts';
import type { Services } from './service.ts';
import { systemOf } from './system.ts';
import { toolSetOf } from './tool-set.ts';
import { createTurns } from './turn.ts';

export async function connect(
  stage: Stage,
  booting: (kill: () => Promise<void>) => void,
  options: AdapterOptions,
  services: Services,
): Promise<Connection> {
  const { request } = stage;
  const { agent, output, place } = request;
  const schema = output !== undefined && isToolInput(output) ? output : undefined;
  const [{ home, service, credential, env, shell }, sdk] = await Promise.all([
    prepare(request, options, services),
    loadSdk(),
  ]);
  stage.ending.throwIfAborted();

  const stopping = new AbortController();
  const signal = AbortSignal.any([stopping.signal, stage.ending]);
  const servers = mcpServers(agent.mcp ?? {}, place, env);
  let turning: Promise<unknown> = Promise.resolve();
  const kill = async (): Promise<void> => {
    stopping.abort();
    await servers.kill();
    await turning.catch(() => {});
  };
  booting(kill);

  const model = await openModel(service, credential);
  const mcpTools = await servers.start(signal);
  const { host } = new URL(service.url);
  const secret = credential.type === 'key' ? credential.value : undefined;
  const conversation = await openConversation(home.place, sdk);
  const asking = {
    sdk,
    model,
    system: await systemOf(request, schema !== undefined),
    tools: toolSetOf(sdk, mcpTools, schema),
    signal,
    explain: (error: unknown) => failureOfModel(error, host, secret),
  };
  const turns = createTurns(asking, conversation, { stage, mcpTools, place, env, shell, signal });
  stage.push({ type: 'session', session: home.session });

  let isFirst = true;
  return {
    turn(text) {
      const asks = isFirst && schema === undefined;
      isFirst = false;
      const turn = turns.run(asks ? askForJson(text, output) : text);
      turning = turn;
      return turn;
    },
    steer: (text) => turns.steer(text),
    close: kill,
    kill,
  };
}

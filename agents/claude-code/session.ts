/**
 * One session of Claude Code: its process, its control protocol, its turns.
 *
 * Invariants
 * 1. No prompt is sent before Claude Code has said that a hook which nobody answers blocks the tool.
 * 2. What a message cost is told before its tools are judged.
 * 3. The session's home is settled when the process is gone, however it went.
 */
import { isJsonObject, type JsonObject } from '../../schema/json.ts';
import type { AdapterOptions } from '../kit/adapter.ts';
import { askForJson } from '../kit/ask-for-json.ts';
import type { Connection, Stage } from '../kit/conversation.ts';
import { HarnessFailure } from '../kit/failure.ts';
import { openJsonLines } from '../kit/json-lines.ts';
import { followProcess } from '../kit/lifetime.ts';
import { demandGate, greeting, prepare } from './boot.ts';
import { createControl } from './control.ts';
import { createGate } from './gate.ts';
import { createLines } from './lines.ts';
import { type McpTools, mcpToolsOf, missingServers } from './mcp.ts';
import { answerQuestion } from './questions.ts';
import { answerTool, builtInTools } from './tools.ts';
import { createTurns } from './turns.ts';
import { createMeter } from './usage.ts';

export async function connect(
  stage: Stage,
  booting: (kill: () => Promise<void>) => void,
  options: AdapterOptions,
): Promise<Connection> {
  const { request } = stage;
  const { agent, output } = request;
  const schema = output !== undefined && isToolInput(output) ? output : undefined;
  const { home, command, env } = await prepare(request, options);
  stage.ending.throwIfAborted();

  const process = openJsonLines(request.place, command, { env, onMessage: (message) => hear(message) });
  const gate = createGate();
  const own = new Set<string>();
  const lines = createLines(stage, gate, (call) => own.has(call));
  const turns = createTurns(process.send);
  const meter = createMeter();
  const roots = new Set([request.place.root]);
  let mcpTools: Promise<McpTools> | undefined;

  /** Of a version that cannot tell meanwhile, the end of the turn tells it. */
  const totals = async (): Promise<JsonObject | undefined> => {
    const { session } = await control.request({ subtype: 'get_usage' }).catch((): JsonObject => ({}));
    return isJsonObject(session) && isJsonObject(session.model_usage) ? session.model_usage : undefined;
  };
  const account = (used: JsonObject | undefined): void => {
    const usage = meter.read(used);
    if (usage !== undefined) stage.push({ type: 'usage', usage });
  };

  const control = createControl(process.send, (question) =>
    answerQuestion(question, {
      stage,
      gate,
      own,
      roots: () => [...roots],
      mcpTools() {
        mcpTools ??= control.request({ subtype: 'mcp_status' }).then(mcpToolsOf);
        return mcpTools;
      },
      async account(call) {
        await lines.whole(call);
        account(await totals());
      },
    }),
  );

  const begun = (line: JsonObject): void => {
    if (typeof line.cwd === 'string') roots.add(line.cwd);
    const problem = problemOf(line, agent.mcp ?? {});
    if (problem !== undefined) stage.fail(new HarnessFailure(problem));
  };

  function hear(message: JsonObject): void {
    stage.touch();
    if (control.receive(message)) return;
    const { type, subtype } = message;
    if (type === 'stream_event') lines.stream(message);
    else if (type === 'assistant') lines.said(message);
    else if (type === 'user' && message.isReplay === true) turns.taken(message.uuid);
    else if (type === 'user') lines.results(message);
    else if (type === 'system' && subtype === 'init') begun(message);
    else if (type === 'system' && subtype === 'api_retry') lines.broken();
    else if (type === 'result') {
      lines.broken();
      account(isJsonObject(message.modelUsage) ? message.modelUsage : undefined);
      turns.ended(message);
    }
  }

  const lifetime = followProcess(process, {
    title: 'Claude Code',
    stage,
    home,
    clock: options.clock,
    onGone: control.close,
  });
  booting(lifetime.kill);

  demandGate(await control.request(greeting(agent, schema)));
  meter.read(await totals());
  stage.push({ type: 'session', session: home.session });

  let isFirst = true;
  return {
    turn(text) {
      const asks = isFirst && schema === undefined;
      isFirst = false;
      return turns.begin(asks ? askForJson(text, output) : text);
    },
    steer: (text) => turns.steer(text),
    ...lifetime,
  };
}

/** The model's service takes an answer as the input of a tool: an object, and no choice of several at its top. */
const isToolInput = (schema: JsonObject): boolean =>
  schema.type === 'object' && !['$ref', 'allOf', 'anyOf', 'oneOf'].some((word) => word in schema);

/** What is wrong with a session, as its `init` line tells of it. */
function problemOf({ tools, mcp_servers: servers }: JsonObject, wanted: Parameters<typeof missingServers>[0]) {
  const known = new Set<unknown>([...builtInTools, answerTool]);
  const odd = (Array.isArray(tools) ? tools : []).filter(
    (tool) => !known.has(tool) && !(typeof tool === 'string' && tool.startsWith('mcp__')),
  );
  if (odd.length > 0) return `Claude Code has tools that it was not to have: ${odd.join(', ')}.`;
  const missing = missingServers(wanted, servers);
  return missing.length > 0 ? `The MCP server ${missing.join(', ')} did not start.` : undefined;
}

/** What the keys of one agent, once it is resolved, say together. Total: what has the wrong type is left to the shapes. */
import { isJsonObject, type Json, type JsonObject } from '../json.ts';
import type { Path } from '../problem.ts';
import { helpFor, suggest } from '../suggest.ts';
import { TOOL_KINDS } from '../tools.ts';
import { type Finding, show } from './finding.ts';

/** By paths from the agent. */
export function checkAgent(agent: JsonObject): Finding[] {
  return [...checkCommand(agent), ...checkTools(agent)];
}

function checkCommand({ harness, command }: JsonObject): Finding[] {
  if (harness === undefined || (harness === 'acp') === (command !== undefined)) return [];
  if (command === undefined)
    return [
      {
        code: 'OMNI1004',
        path: ['harness'],
        message: '`harness: acp` needs the `command` that starts the agent',
        help: 'for example `command: [my-agent, --acp]`',
      },
    ];
  return [
    {
      code: 'OMNI1044',
      path: ['command'],
      atKey: true,
      message: `\`command\` is only for \`harness: acp\`, and this agent runs on ${show(harness)}`,
      help: 'remove it: omni knows how this harness is started',
    },
  ];
}

function checkTools(agent: JsonObject): Finding[] {
  const { tools } = agent;
  if (!isJsonObject(tools)) return [];
  return ['allow', 'deny'].flatMap((key) => {
    const names = tools[key];
    if (!Array.isArray(names)) return [];
    return (names as Json[]).flatMap((name, index) =>
      typeof name === 'string' ? checkTool(name, ['tools', key, index], agent) : [],
    );
  });
}

function checkTool(name: string, path: Path, agent: JsonObject): Finding[] {
  const servers = isJsonObject(agent.mcp) ? agent.mcp : {};
  const dot = name.indexOf('.');
  if (dot === -1) {
    if (TOOL_KINDS.some((kind) => kind === name)) return [];
    const help = Object.hasOwn(servers, name)
      ? `\`${name}\` is a server; one of its tools is \`${name}.TOOL\``
      : helpFor(name, TOOL_KINDS);
    return [unknownTool(path, `there is no kind of tool called ${show(name)}`, help)];
  }
  if (mayHaveOthers(agent)) return [];
  const [server, tool] = [name.slice(0, dot), name.slice(dot + 1)];
  if (!Object.hasOwn(servers, server)) {
    const near = suggest(server, Object.keys(servers));
    const help = near === undefined ? 'servers are declared under `mcp`' : `did you mean \`${near}.${tool}\`?`;
    return [unknownTool(path, `this agent has no MCP server called ${show(server)}`, help)];
  }
  const own = toolsOf(servers[server]);
  if (own === undefined || own.includes(tool)) return [];
  const help = helpFor(
    name,
    own.map((known) => `${server}.${known}`),
  );
  return [unknownTool(path, `\`mcp.${server}\` takes no tool called ${show(tool)}`, help)];
}

/** Servers of the repository, or those that an unknown program brings, stand in no document of ours. */
const mayHaveOthers = ({ harness, repository_settings: settings }: JsonObject): boolean =>
  settings === true || harness === 'acp';

/** Undefined: it has all that the server offers, which nobody knows here. */
function toolsOf(server: Json | undefined): readonly string[] | undefined {
  if (!isJsonObject(server) || !Array.isArray(server.tools)) return undefined;
  return (server.tools as Json[]).filter((tool): tool is string => typeof tool === 'string');
}

const unknownTool = (path: Path, message: string, help: string | undefined): Finding => ({
  code: 'OMNI2014',
  path,
  message,
  ...(help === undefined ? {} : { help }),
});

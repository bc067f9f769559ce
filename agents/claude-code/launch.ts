/** How Claude Code is started in a home: its argv, and which of its own sessions goes on. Prompts are never in an argv. */

import { randomUUID } from 'node:crypto';
import type { AgentSpec } from '../../schema/agent.ts';
import type { Home } from '../kit/adapter.ts';
import { configFolder } from './environment.ts';
import { mcpConfig } from './mcp.ts';
import { builtInTools } from './tools.ts';

/** Where a home keeps the id of Claude Code's session, which is not always the home's own. */
const sessionFile = 'claude-session';
const mcpFile = 'mcp.json';

/** @param program absolute. @param isNew whether no session has been held in this home. */
export async function commandOf(program: string, agent: AgentSpec, home: Home, isNew: boolean): Promise<string[]> {
  const ofRepository = agent.repository_settings === true;
  const servers = agent.mcp ?? {};
  const hasServers = Object.keys(servers).length > 0;
  if (hasServers) await home.place.write(mcpFile, JSON.stringify(mcpConfig(servers)));
  return [
    program,
    '-p',
    ...['--input-format', 'stream-json'],
    ...['--output-format', 'stream-json', '--verbose', '--include-partial-messages', '--replay-user-messages'],
    ...['--permission-prompt-tool', 'stdio'],
    ...['--tools', builtInTools.join(',')],
    '--disable-slash-commands',
    ...['--setting-sources', ofRepository ? 'project' : ''],
    ...(ofRepository ? [] : ['--strict-mcp-config']),
    ...(hasServers ? [`--mcp-config=${home.place.root}/${mcpFile}`] : []),
    ...(agent.model === undefined ? [] : [`--model=${agent.model}`]),
    ...(await sessionOf(home, isNew)),
  ];
}

/** A session that broke off before anything was said in it cannot be gone on with, and its id is taken: it gets another. */
async function sessionOf(home: Home, isNew: boolean): Promise<string[]> {
  const known = isNew ? undefined : await home.place.read(sessionFile).catch(() => undefined);
  if (known !== undefined && (await hasBegun(home, known))) return [`--resume=${known}`];
  const id = isNew ? home.session : randomUUID();
  await home.place.write(sessionFile, id);
  return [`--session-id=${id}`];
}

async function hasBegun({ place }: Home, id: string): Promise<boolean> {
  const folder = `${configFolder}/projects`;
  for (const project of await place.list(folder).catch(() => [])) {
    const names = await place.list(`${folder}/${project}`).catch((): readonly string[] => []);
    if (!names.includes(`${id}.jsonl`)) continue;
    // One that is too long to be read has begun.
    const text = await place.read(`${folder}/${project}/${id}.jsonl`).catch(() => '"type":"user"');
    if (text.includes('"type":"user"')) return true;
  }
  return false;
}

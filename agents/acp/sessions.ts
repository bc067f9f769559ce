/** Begins a session of the protocol, or goes on with the one that was held in this home. */
import type { SessionRequest } from '../../engine/ports/harness.ts';
import type { JsonObject } from '../../schema/json.ts';
import type { Home } from '../kit/adapter.ts';
import { HarnessFailure } from '../kit/failure.ts';
import type { Rpc } from '../kit/rpc.ts';
import type { Abilities } from './boot.ts';
import { serversOf } from './mcp.ts';
import type { Preset } from './preset.ts';

/** Where a home keeps the agent's own name of its session. */
const sessionFile = 'acp-session';

/** The agent's own name of the session. */
export async function openSession(
  preset: Preset,
  { agent, session, place }: SessionRequest,
  { resume }: Abilities,
  home: Home,
  rpc: Rpc,
): Promise<string> {
  const about = { cwd: place.root, mcpServers: serversOf(agent, preset.secrets) };
  const known = session === undefined ? undefined : await home.place.read(sessionFile).catch(() => undefined);
  if (known !== undefined) {
    if (resume === undefined) throw new HarnessFailure(`${preset.title} cannot go on with a session.`);
    await rpc.request(resume, { sessionId: known, ...about });
    return known;
  }
  const { sessionId }: JsonObject = await rpc.request('session/new', about);
  if (typeof sessionId !== 'string' || sessionId === '') throw new HarnessFailure(`${preset.title} began no session.`);
  await home.place.write(sessionFile, sessionId);
  return sessionId;
}

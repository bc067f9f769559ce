/** Codex's own conversation in a home: begun, or gone on with by another process. */
import { isJsonObject, type Json, type JsonObject } from '../../schema/json.ts';
import type { Home } from '../kit/adapter.ts';
import { HarnessFailure } from '../kit/failure.ts';
import { type Rpc, RpcError } from '../kit/rpc.ts';
import { asked, demandGate } from './boot.ts';

/** Where a home keeps Codex's id of the session. */
const threadFile = 'codex-thread';

export interface Thread {
  readonly id: string;
  /** The folder that it works in, as Codex names it. */
  readonly cwd: string | undefined;
}

/** Rejects where Codex does not hold the thread as it was asked to. @param more what is said beside that. */
export async function openThread(rpc: Pick<Rpc, 'request'>, home: Home, more: JsonObject): Promise<Thread> {
  const known = await home.place.read(threadFile).catch(() => undefined);
  const opened = (known !== undefined && (await resume(rpc, known, more))) || (await start(rpc, more));
  demandGate(opened);
  const { id } = isJsonObject(opened.thread) ? opened.thread : {};
  if (typeof id !== 'string') throw new HarnessFailure('Codex began no thread.');
  await home.place.write(threadFile, id);
  return { id, cwd: typeof opened.cwd === 'string' ? opened.cwd : undefined };
}

const start = (rpc: Pick<Rpc, 'request'>, more: JsonObject): Promise<JsonObject> =>
  rpc.request('thread/start', { ...asked, experimentalRawEvents: true, ...more });

/** Undefined: it broke off before anything was said in it, so that there is nothing to go on with. */
async function resume(rpc: Pick<Rpc, 'request'>, id: string, more: JsonObject): Promise<JsonObject | undefined> {
  try {
    return await rpc.request('thread/resume', { threadId: id, ...asked, excludeTurns: true, ...more });
  } catch (error) {
    if (error instanceof RpcError && error.message.startsWith('no rollout found')) return undefined;
    throw error;
  }
}

/**
 * Skills are the one thing that Codex takes from a repository that it was told not to trust: a prompt that has `$NAME`
 * in it would be given that skill. Each is switched off before a turn, since the one before may have made another.
 */
export async function silenceSkills(rpc: Pick<Rpc, 'request'>, folder: string): Promise<void> {
  const { data } = await rpc.request('skills/list', { cwds: [folder], forceReload: true });
  const found = objectsOf(data).flatMap(({ skills }) => objectsOf(skills));
  if (found.every(({ enabled }) => enabled === false)) return;
  const value = found.map(({ path }): JsonObject => ({ path: path ?? null, enabled: false }));
  const edits: JsonObject[] = [{ keyPath: 'skills.config', value, mergeStrategy: 'replace' }];
  await rpc.request('config/batchWrite', { edits, reloadUserConfig: true });
}

const objectsOf = (value: Json | undefined): readonly JsonObject[] =>
  Array.isArray(value) ? value.filter(isJsonObject) : [];

/**
 * The process that one measurement of one system runs in. It says when it is ready, so that the raw sample is taken
 * just before, performs the steps when it is told to, says how long they took, closes all and ends.
 *
 * It leads a process group of its own, servers included. When whoever started it is gone, so is the group.
 */
import { randomBytes } from 'node:crypto';
import { pathToFileURL } from 'node:url';
import type { JsonObject } from '../../../schema/json.ts';
import { peakMb } from './peak.ts';
import type { Given, Open } from './system.ts';

/** The one argument, as JSON. */
export interface Order extends Omit<Given, 'give'> {
  /** The file of a system; ours where there is none. */
  readonly module?: string;
  readonly warmUp: number;
  readonly steps: number;
}

/** Both times are on the wall clock, in milliseconds. */
export interface Steps {
  readonly type: 'performed';
  readonly from: number;
  readonly to: number;
  readonly mb?: number;
}

export type ChildSays = { readonly type: 'ready' } | Steps | { readonly type: 'failed'; readonly reason: string };

const give = (): JsonObject => ({ exit_code: 0, stdout: randomBytes(186).toString('base64'), stderr: '', lines: [] });

const tell = (said: ChildSays) => process.send?.(said);

async function perform({ module, warmUp, steps, ...given }: Order): Promise<void> {
  const open = await load(module);
  const system = await open({ ...given, give });
  if (warmUp > 0) await (await system.prepare('warm-up', warmUp))();
  const run = await system.prepare('bench', steps);
  const told = new Promise((resolve) => process.once('message', resolve));
  tell({ type: 'ready' });
  await told;
  const from = performance.timeOrigin + performance.now();
  const performed = await run();
  const to = performance.timeOrigin + performance.now();
  if (performed !== steps) throw new Error(`it performed ${performed} steps of ${steps}`);
  const mb = peakMb([process.pid, ...system.servers]);
  tell({ type: 'performed', from, to, ...(mb !== undefined && { mb }) });
  await system.close();
}

async function load(module: string | undefined): Promise<Open> {
  const loaded: unknown = await (module ? import(pathToFileURL(module).href) : import('./systems/omni.ts'));
  return (loaded as { open: Open }).open;
}

/** Whoever started this process then ends the group: a peer may have left servers in it. */
const fail = (error: unknown) =>
  tell({ type: 'failed', reason: error instanceof Error ? error.message : String(error) });

process.once('disconnect', () => process.kill(0, 'SIGKILL'));
process.once('uncaughtException', fail);
// Whatever a system left open does not keep the process.
perform(JSON.parse(process.argv[2] ?? '') as Order).then(() => process.exit(), fail);

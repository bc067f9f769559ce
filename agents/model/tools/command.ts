/** A program that a tool starts: in the workspace, in a process group of its own, and never longer than the session. */

import { onAbort } from '../../../engine/ports/on-abort.ts';
import type { Exit } from '../../../engine/ports/place.ts';
import type { Surroundings } from './tool.ts';

export interface Ran {
  readonly exit: Exit;
  readonly stdout: string;
  readonly stderr: string;
}

/** Rejects when the session is ending; nothing of it runs then. */
export async function runCommand(
  argv: readonly string[],
  { place, env, signal }: Surroundings,
  options: { readonly timeoutMs: number; readonly keepBytes: number },
): Promise<Ran> {
  signal.throwIfAborted();
  const spawned = place.spawn(argv, { env, ...options });
  const kill = (): void => void spawned.kill();
  const spare = onAbort(signal, kill);
  const exit = await spawned.exit;
  if (signal.aborted) await spawned.kill();
  spare();
  signal.throwIfAborted();
  return { exit, ...(await spawned.output) };
}

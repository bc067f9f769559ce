/** Whether a program is on a machine: it is asked for its version, as a person would. */
import type { Place } from '../engine/ports/place.ts';

export type Probed =
  | { readonly state: 'ok'; readonly version: string }
  | { readonly state: 'missing' }
  /** It is there and does not do what every program does. */
  | { readonly state: 'broken'; readonly reason: string };

/** Programs of this kind load a lot before they say who they are. */
const longestMs = 20_000;

export async function probe(place: Place, program: string, env: Readonly<Record<string, string>>): Promise<Probed> {
  const spawned = place.spawn([program, '--version'], { env, timeoutMs: longestMs, keepBytes: 4_096 });
  const [exit, { stdout, stderr }] = [await spawned.exit, await spawned.output];
  if (exit.type === 'lost')
    return isAbsent(exit.message) ? { state: 'missing' } : { state: 'broken', reason: exit.message };
  if (exit.type === 'signal') return { state: 'broken', reason: `no answer to ${program} --version` };
  const said = firstLine(stdout) || firstLine(stderr);
  if (exit.code !== 0) return { state: 'broken', reason: `${program} --version ended with ${exit.code}: ${said}` };
  return { state: 'ok', version: /\d+\.\d[\w.+-]*/.exec(said)?.[0] ?? said };
}

const isAbsent = (message: string): boolean => /\bENOENT\b/.test(message);

const firstLine = (text: string): string => text.trim().split('\n', 1)[0]!.trim().slice(0, 200);

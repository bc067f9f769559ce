/** Runs a case again and again, each time in a process of its own. */
import { spawn } from 'node:child_process';
import { text } from 'node:stream/consumers';
import type { Case } from './cases.ts';

export type Samples =
  | { readonly status: 'measured'; readonly samples: readonly Readonly<Record<string, number>>[] }
  | { readonly status: 'skipped' | 'crashed'; readonly reason: string };

/** What a child prints, as one line of JSON. */
export type Said = { readonly measured: Readonly<Record<string, number>> } | { readonly skipped: string };

export async function repeat(entry: string, { name }: Pick<Case, 'name'>, repetitions: number): Promise<Samples> {
  const samples: Readonly<Record<string, number>>[] = [];
  for (let repetition = 0; repetition < repetitions; repetition++) {
    const child = spawn(process.execPath, [entry, '--measure', name], { stdio: ['ignore', 'pipe', 'pipe'] });
    const ended = new Promise<number | null>((resolve) => child.once('close', resolve));
    const [stdout, stderr, code] = await Promise.all([text(child.stdout), text(child.stderr), ended]);
    if (code !== 0) return { status: 'crashed', reason: stderr.trim() || `it ended with ${code}` };
    const said = JSON.parse(stdout) as Said;
    if ('skipped' in said) return { status: 'skipped', reason: said.skipped };
    samples.push(said.measured);
  }
  return { status: 'measured', samples };
}

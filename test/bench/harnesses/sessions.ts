/**
 * One session, through the adapter or by the bare program: the same prompt, the same model, which asks for the same
 * shell calls one after another. That each was carried out is seen by what it left.
 */
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { text } from 'node:stream/consumers';
import { findProgram } from '../../../agents/kit/program.ts';
import type { Session } from '../../../engine/ports/harness.ts';
import { listen } from '../../agents/conformance/listen.ts';
import type { ModelTurn } from '../../fixtures/models/words.ts';
import { harnessPath } from '../../harnesses/installed.ts';
import { type BareRun, bareRuns } from './bare.ts';
import type { Stage } from './stage.ts';
import { readCpu } from './usage.ts';

export interface Spent {
  readonly wallMs: number;
  /** Of the harness and what it started. */
  readonly harnessCpuMs: number;
  /** Of this process meanwhile, which is `omni` where the adapter runs. */
  readonly ownCpuMs: number;
  /** From the model's first request to its last, over the calls between them. */
  readonly perCallMs: number;
}

const prompt = 'Do what your script says.';
const witness = 'calls';
const longestMs = 300_000;

/** Through the adapter, with a gate that lets everything through. */
export const throughAdapter = (stage: Stage, calls: number): Promise<Spent> =>
  measure(stage, calls, async () => {
    const events = await listen(startSession(stage));
    const last = events.at(-1);
    if (last?.type !== 'ended' || last.error) throw new Error(`the session failed: ${JSON.stringify(last)}`);
  });

export const startSession = ({ adapter, place, subject, model }: Stage): Session =>
  adapter.start({
    agent: { name: 'ada', harness: subject.harness, model: subject.dialect.model, base_url: model.url },
    name: 'ada',
    prompt,
    place,
    env: { PATH: process.env.PATH ?? '' },
    address: { step: 'work', attempt: 1, round: 1 },
    role: 'writer',
    decide: async () => ({ allow: true }),
    signal: new AbortController().signal,
  });

export type BareSession = (stage: Stage, calls: number) => Promise<Spent>;

/** In a home where it has run before, as a person's own is. */
export const inOwnHome: BareSession = (stage, calls) => bareSession(stage, calls, join(stage.bareHomes, 'own'));

/** In a home that it has never seen, as each session of `omni` has one. */
export const inNewHome: BareSession = (stage, calls) =>
  bareSession(stage, calls, mkdtempSync(join(stage.bareHomes, 'new-')));

async function bareSession(stage: Stage, calls: number, home: string): Promise<Spent> {
  const { subject, model } = stage;
  const given = { home, url: model.url, model: subject.dialect.model, key: subject.key.value, prompt };
  const run = bareRuns[subject.harness]?.(given);
  const program = await findProgram(subject.program?.name ?? '', harnessPath());
  if (run === undefined || program === undefined) throw new Error(`nothing runs ${subject.harness} without omni`);
  mkdirSync(join(home, 'tmp'), { recursive: true });
  for (const [path, content] of Object.entries(run.files ?? {})) {
    mkdirSync(dirname(join(home, path)), { recursive: true });
    writeFileSync(join(home, path), content);
  }
  return measure(stage, calls, () => runToEnd(program, run, home, stage.place.root));
}

/** In a session of its own, as the adapter's: where Linux shares out a busy machine by sessions, both get as much. */
async function runToEnd(program: string, { args, env }: BareRun, home: string, cwd: string): Promise<void> {
  const child = spawn(program, args, {
    cwd,
    env: { PATH: process.env.PATH, HOME: home, TMPDIR: join(home, 'tmp'), ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
    timeout: longestMs,
    detached: true,
  });
  const stop = (): void => {
    if (child.pid !== undefined) process.kill(-child.pid, 'SIGKILL');
  };
  process.once('exit', stop);
  const ended = new Promise<number | null>((resolve, reject) => child.once('error', reject).once('close', resolve));
  const [stdout, stderr, code] = await Promise.all([text(child.stdout), text(child.stderr), ended]).finally(() =>
    process.off('exit', stop),
  );
  if (code !== 0) throw new Error(`${program} ended with ${code}: ${stderr.slice(-500)} ${stdout.slice(-500)}`);
}

async function measure({ subject, model, place }: Stage, calls: number, work: () => Promise<void>): Promise<Spent> {
  const call = subject.dialect.call({ shell: `printf . >> ${witness}` });
  if (call === undefined) throw new Error(`${subject.harness} has no shell`);
  const turns = Array.from({ length: calls }, (): ModelTurn => ({ calls: [call] }));
  await model.play([...turns, { text: 'Done.' }]);
  const [from, before] = [performance.now(), readCpu()];
  await work();
  const [wallMs, after] = [performance.now() - from, readCpu()];
  const file = join(place.root, witness);
  const made = existsSync(file) ? statSync(file).size : 0;
  rmSync(file, { force: true });
  const asked = model.asked();
  if (made !== calls || asked.length !== calls + 1) {
    throw new Error(`${made} calls of ${calls} were made, after ${asked.length} requests`);
  }
  return {
    wallMs,
    harnessCpuMs: after.childrenMs - before.childrenMs,
    ownCpuMs: after.ownMs - before.ownMs,
    perCallMs: ((asked.at(-1) ?? 0) - (asked[0] ?? 0)) / calls,
  };
}

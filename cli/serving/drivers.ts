/**
 * Runs that the page starts and continues: each is driven by a process of its own, as if somebody had typed the command,
 * and nothing of it is in the server.
 *
 * Invariants
 * 1. One start or resume of a run is under way at a time in this process; whoever asks meanwhile is answered with it.
 *    Of two servers one gets the lease; the other is told that somebody drives, or waits for what that one begins.
 * 2. Only what `workflows()` lists is started, by the path that was found on the disk.
 * 3. Inputs go through a pipe, never through an argv, which every process of the machine may read.
 */
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Person } from '../../runs/acts/index.ts';
import type { OpenJournal } from '../../runs/journal/index.ts';
import type { Drivers, StartRequest } from '../../runs/server/ports.ts';
import { OmniError } from '../../schema/error.ts';
import { canonicalJson } from '../../schema/json.ts';
import { personIn } from '../person.ts';
import { keyedRunId, makeRunId } from '../run-key.ts';
import { type Child, startChild } from './child.ts';
import type { Program } from './program.ts';
import { failureOf, wasHeld } from './said.ts';
import type { Startable } from './startable.ts';

export interface DriversOptions {
  readonly journal: Pick<OpenJournal, 'head' | 'holder' | 'meta' | 'take'>;
  readonly workflows: Startable;
  readonly program: Program;
  /** Where runs are kept. */
  readonly home: string;
  /** The folder that commands are given in. */
  readonly cwd: string;
  readonly env: NodeJS.ProcessEnv;
}

const lookEveryMs = 50;
/** Booting harnesses and looking at a large repository take their time. */
const patienceMs = 60_000;
/** How long a driver that is about to leave may take to end what it has running. */
const leavingMs = 30_000;

export function createDrivers(options: DriversOptions): Drivers {
  const { journal, workflows, program, home, cwd, env } = options;
  const underWay = new Map<string, Promise<void>>();

  const once = (run: string, work: () => Promise<void>): Promise<void> => {
    const known = underWay.get(run);
    if (known !== undefined) return known;
    const mine = work().finally(() => underWay.delete(run));
    underWay.set(run, mine);
    return mine;
  };

  const launch = (run: string, args: readonly string[], by: Person, input?: string): Promise<Child> =>
    startChild({
      program,
      args,
      cwd,
      env: { ...env, OMNI_HOME: home, ...personIn(by) },
      log: join(home, 'serving', `${run}.log`),
      ...(input === undefined ? {} : { input }),
    }).catch((cause: unknown) => {
      throw new OmniError('OMNI7021', `No process can be started for run ${run}.`, { cause });
    });

  const begin = async (run: string, request: StartRequest, by: Person): Promise<void> => {
    const { path, inputs, simulation } = await workflows.find(request);
    const simulate = simulation === undefined ? [] : ['--simulate', simulation];
    const args = ['apply', path, '--yes', '--new', '--json', '--id', run, '--inputs', '-', ...simulate];
    const child = await launch(run, args, by, JSON.stringify(inputs));
    const isBegun = (): boolean => journal.head(run).seq > 0;
    if ((await comesTo(child, isBegun)) || (wasHeld(child.said) && (await isBegunElsewhere(run)))) return;
    throw failureOf(child.said, `Run ${run} was not begun, and nobody said why.`);
  };

  /** Another server was asked the same, and what it started has the lease but has written nothing yet. */
  const isBegunElsewhere = async (run: string): Promise<boolean> => {
    for (
      let waitedMs = 0;
      waitedMs < patienceMs && (await journal.holder(run)) !== undefined;
      waitedMs += lookEveryMs
    ) {
      if (journal.head(run).seq > 0) return true;
      await sleep(lookEveryMs);
    }
    return journal.head(run).seq > 0;
  };

  const goOn = async (run: string, by: Person): Promise<void> => {
    const child = await launch(run, ['resume', run, '--json'], by);
    // It may have driven and have come to rest before anybody looked.
    const isDriven = async (): Promise<boolean> =>
      child.said.some(({ type }) => type === 'run') || (await journal.holder(run)) !== undefined;
    if (await comesTo(child, isDriven)) return;
    throw failureOf(child.said, `Nobody drives run ${run}, and nobody said why.`);
  };

  /** Whoever drives now may have looked into the inbox for the last time. */
  const afterwards = async (run: string, by: Person): Promise<void> => {
    for (let waitedMs = 0; waitedMs < leavingMs; waitedMs += lookEveryMs) {
      await sleep(lookEveryMs, undefined, { ref: false });
      const isHeld = (await journal.holder(run)) !== undefined;
      if ((await journal.take(run)).length === 0 || journal.meta(run)?.status !== 'running') return;
      if (!isHeld) return once(run, () => goOn(run, by));
    }
  };

  return {
    workflows: () => workflows.list(),

    async start(request, by) {
      const run = request.key === undefined ? makeRunId(new Date()) : keyedRunId(identity(request, by));
      await once(run, async () => {
        if (journal.head(run).seq === 0) await begin(run, request, by);
      });
      return { run };
    },

    async resume(run, by) {
      const listed = journal.meta(run);
      if (listed === undefined) throw new OmniError('OMNI6006', `There is no run ${run} here.`);
      if (listed.status !== 'running') throw new OmniError('OMNI7022', `Run ${run} is over: ${listed.status}.`);
      if ((await journal.holder(run)) === undefined) return once(run, () => goOn(run, by));
      afterwards(run, by).catch(() => {});
    },
  };
}

/** A key is of whoever chose it: nobody can learn of, or stand in the way of, what somebody else has begun. */
const identity = ({ path, inputs, simulation, key }: StartRequest, { name, from }: Person): string =>
  canonicalJson({ name, token: from.token ?? null, key: key ?? null, path, inputs, simulation: simulation ?? null });

/** Whether it comes to that while the child is there, or has come to it by its end. One that takes too long is ended. */
async function comesTo(child: Child, isSo: () => boolean | Promise<boolean>): Promise<boolean> {
  let over = false;
  const ended = child.ended.then(() => {
    over = true;
  });
  try {
    for (let waitedMs = 0; !over && waitedMs < patienceMs; waitedMs += lookEveryMs) {
      if (await isSo()) return true;
      await Promise.race([ended, sleep(lookEveryMs)]);
    }
    if (!over) child.stop();
    await ended;
    return await isSo();
  } finally {
    child.letGo();
  }
}

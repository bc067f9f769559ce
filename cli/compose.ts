/**
 * The one place where the parts of a running omni are put together: ports are given their adapters, and the process's
 * environment is read here and handed on. Whatever drives a run comes through here.
 */
import { createHash } from 'node:crypto';
import { removeHomes } from '../agents/homes/homes.ts';
import type { Reaper } from '../agents/places/reaper.ts';
import type { Simulation } from '../agents/simulate/simulation.ts';
import { createWorkspaces } from '../agents/workspaces/workspaces.ts';
import type { Workflow } from '../engine/compile/workflow.ts';
import type { DriverPorts } from '../engine/driver/index.ts';
import { readsToday } from '../engine/guards/guarantees.ts';
import { guards } from '../engine/guards/index.ts';
import { createPerformer } from '../engine/perform/index.ts';
import { priceSessions } from '../engine/perform/pricing.ts';
import type { Workspaces } from '../engine/ports/workspaces.ts';
import type { OpenJournal } from '../runs/journal/index.ts';
import { createRedactor } from '../runs/redact.ts';
import { OmniError } from '../schema/error.ts';
import type { Answers } from './answers.ts';
import { clock } from './clock.ts';
import { baseEnvironment } from './environment.ts';
import { findUnkept, type OpenHarnesses, sessionsOf } from './harnesses.ts';
import { pricesOf } from './prices.ts';
import { readSecrets } from './secrets.ts';

export interface Composition {
  readonly ports: DriverPorts;
  readonly workspaces: Workspaces;
  readonly people: Answers;
  /** Agents that nothing on this machine can run, by their name in the workflow. */
  readonly unavailable: readonly string[];
  /** The run is over: its sessions are gone, and its worktrees too unless they are kept. @returns what is left */
  finish(keep: boolean): Promise<readonly string[]>;
  /** Ends every attempt that still runs. */
  dispose(): Promise<void>;
}

export interface CompositionOptions {
  readonly workflow: Workflow;
  readonly run: string;
  readonly home: string;
  /** A folder of the repository to work on; absent: outside git. */
  readonly repository?: string;
  readonly simulation?: Simulation;
  readonly staff: OpenHarnesses;
  /** Hash of the prices that the run pins. */
  readonly prices?: string;
  readonly journal: OpenJournal;
  readonly reaper: Reaper;
  readonly people: Answers;
  readonly env: NodeJS.ProcessEnv;
}

export async function compose(options: CompositionOptions): Promise<Composition> {
  const { workflow, run, home, journal, env, reaper, prices } = options;
  const { workflow: document } = workflow.spec;
  const secrets = readSecrets(document.secrets ?? [], env);
  const { harnesses, unavailable, keys } = options.staff;
  const [unkept] = findUnkept(workflow, options.simulation);
  if (unkept) throw new OmniError(unkept.code, unkept.message);
  const workspaces = await createWorkspaces({
    repo: options.repository,
    home,
    reaper,
    env,
    ...(document.workspace === 'here' ? { here: process.cwd() } : {}),
  });
  const performer = createPerformer({
    harnesses: prices === undefined ? harnesses : priceSessions(harnesses, await pricesOf(prices, journal), clock),
    workspaces,
    agents: workflow.agents,
    run,
    clock,
    secrets: (name) => secrets[name],
    baseEnv: baseEnvironment(env),
    sha256: (text) => createHash('sha256').update(text).digest('hex'),
  });
  return {
    ports: {
      journal,
      blobs: journal,
      leases: journal,
      inbox: journal,
      performer,
      policies: guards,
      ...(readsToday(workflow) && { spending: journal }),
      clock,
      people: options.people,
      redact: createRedactor({ ...keys, ...secrets }).fact,
    },
    workspaces,
    people: options.people,
    unavailable: [...unavailable.keys()],
    finish: async (keep) => {
      await removeHomes(sessionsOf(home, run));
      return workspaces.finish(run, keep);
    },
    dispose: () => performer.dispose(),
  };
}

/**
 * The one place where the parts of a running omni are put together: ports are given their adapters, and the process's
 * environment is read here and handed on. Whatever drives a run comes through here.
 */
import { createReaper } from '../agents/places/reaper.ts';
import { createRegistry, playAll } from '../agents/registry.ts';
import { createSimulateHarness } from '../agents/simulate/index.ts';
import type { Simulation } from '../agents/simulate/simulation.ts';
import { createWorkspaces } from '../agents/workspaces/workspaces.ts';
import type { Workflow } from '../engine/compile/workflow.ts';
import type { DriverPorts } from '../engine/driver.ts';
import { createPerformer } from '../engine/perform/index.ts';
import type { Clock } from '../engine/ports/clock.ts';
import type { Harnesses } from '../engine/ports/harness.ts';
import type { Performer } from '../engine/ports/performer.ts';
import { allowAll } from '../engine/ports/policies.ts';
import type { Workspaces } from '../engine/ports/workspaces.ts';
import type { OpenJournal } from '../runs/journal/index.ts';
import { createRedactor, type Redactor } from '../runs/redact.ts';
import { clock } from './clock.ts';
import { readSecrets } from './secrets.ts';

export interface Composition {
  readonly ports: DriverPorts;
  readonly workspaces: Workspaces;
  /** Agents that nothing on this machine can run, by their name in the workflow, with the reason. */
  readonly unavailable: ReadonlyMap<string, string>;
  /** Ends what this process has started and could not end in order. */
  dispose(): Promise<void>;
}

export interface CompositionOptions {
  readonly workflow: Workflow;
  readonly run: string;
  readonly home: string;
  /** A folder of the repository to work on; absent: outside git. */
  readonly repository?: string;
  readonly simulation?: Simulation;
  readonly journal: OpenJournal;
  readonly env: NodeJS.ProcessEnv;
}

export async function compose(options: CompositionOptions): Promise<Composition> {
  const { workflow, run, home, journal, env } = options;
  const { workflow: document, agents } = workflow.spec;
  const reaper = createReaper();
  const secrets = readSecrets(document.secrets ?? [], env);
  const harnesses = findHarnesses(options.simulation);
  const workspaces = await createWorkspaces({
    repo: options.repository,
    home,
    reaper,
    env,
    ...(document.workspace === 'here' ? { here: process.cwd() } : {}),
  });
  const performer = createPerformer({
    harnesses,
    workspaces,
    agents,
    run,
    clock,
    secrets: (name) => secrets[name],
    baseEnv: baseEnvironment(env),
  });
  return {
    ports: {
      journal,
      blobs: journal,
      leases: journal,
      inbox: journal,
      performer: redacting(performer, createRedactor(secrets)),
      policies: allowAll,
      clock,
    },
    workspaces,
    unavailable: new Map(
      Object.entries(agents).flatMap(([name, agent]) => {
        const found = harnesses.find(agent);
        return 'missing' in found ? [[name, found.missing]] : [];
      }),
    ),
    async dispose() {
      await performer.dispose();
      reaper.dispose();
    },
  };
}

/** With a script, every agent is played by it; there are no other adapters yet. */
function findHarnesses(simulation: Simulation | undefined): Harnesses {
  return simulation === undefined ? createRegistry([]) : playAll(createSimulateHarness({ simulation, clock }));
}

/** Nothing that a process said reaches the engine, and so the journal, with a secret's value in it. */
function redacting(performer: Performer, redactor: Redactor): Performer {
  return {
    ...performer,
    start: (effect, report) => performer.start(effect, (fact) => report(redactor.fact(fact))),
    stop: (effect, report) => performer.stop(effect, (fact) => report(redactor.fact(fact))),
  };
}

const inherited = ['PATH', 'HOME', 'USER', 'LOGNAME', 'SHELL', 'LANG', 'LC_ALL', 'LC_CTYPE', 'TZ', 'TMPDIR'];

/** The short list of what every process inherits; all else has to be named in a workflow or an agent. */
function baseEnvironment(env: NodeJS.ProcessEnv): Record<string, string> {
  return Object.fromEntries(inherited.flatMap((name) => (env[name] === undefined ? [] : [[name, env[name]]])));
}

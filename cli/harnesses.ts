/** What runs the agents of a workflow: a script plays all of them, or each has its own harness on this machine. */
import { readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { catalogue, entryOf } from '../agents/catalogue.ts';
import { findCredential, type Keeper } from '../agents/credentials/find.ts';
import { createHomes } from '../agents/homes/homes.ts';
import type { Adapter, AdapterOptions, Examination, FindCredential } from '../agents/kit/adapter.ts';
import { createLocalPlace } from '../agents/places/local.ts';
import type { Reaper } from '../agents/places/reaper.ts';
import { createRegistry, playAll } from '../agents/registry.ts';
import { createSimulateHarness, type Simulation, simulateCapabilities } from '../agents/simulate/index.ts';
import type { Workflow } from '../engine/compile/workflow.ts';
import { brokenGuarantees } from '../engine/guards/guarantees.ts';
import type { Harnesses } from '../engine/ports/harness.ts';
import type { AgentSpec } from '../schema/agent.ts';
import type { Problem } from '../schema/problem.ts';
import { clock } from './clock.ts';

/** The agents of a run, and what was found out about each. */
export interface OpenHarnesses {
  readonly harnesses: Harnesses;
  /** By the name of the agent in the run; nothing of those that a script plays. */
  readonly examined: ReadonlyMap<string, Examination>;
  /** Why an agent cannot run here, by its name in the run. */
  readonly unavailable: ReadonlyMap<string, string>;
  /** The keys that agents are given, by where each was found: they are kept out of the journal like secrets. */
  readonly keys: Readonly<Record<string, string>>;
}

export interface HarnessOptions {
  readonly run: string;
  /** Where runs are kept. */
  readonly home: string;
  readonly reaper: Reaper;
  readonly env: NodeJS.ProcessEnv;
}

/** Looks at every agent, and spends nothing. A simulation plays all of them. */
export async function openHarnesses(
  { agents }: Pick<Workflow, 'agents'>,
  simulation: Simulation | undefined,
  options: HarnessOptions,
): Promise<OpenHarnesses> {
  if (simulation !== undefined) {
    const harnesses = playAll(createSimulateHarness({ simulation, clock }));
    return { harnesses, examined: new Map(), unavailable: new Map(), keys: {} };
  }
  const credential = credentialsOf(options.env);
  const adapters = await loadAdapters(Object.values(agents), adapterOptions(options, credential));
  const looked = await Promise.all(
    Object.entries(agents).map(
      async ([name, agent]) => [name, agent, await adapters.get(agent.harness)?.examine(agent)] as const,
    ),
  );
  const unable = new Map(
    looked.flatMap(([, agent, found]) => (found?.problem ? [[agent, describe(found.problem)] as const] : [])),
  );
  const harnesses = createRegistry([...adapters.values()], unable);
  return {
    harnesses,
    examined: new Map(looked.flatMap(([name, , found]) => (found ? [[name, found] as const] : []))),
    unavailable: unavailableOf(agents, harnesses),
    keys: keysOf(Object.values(agents), credential),
  };
}

/** The folder of a run's sessions: their homes live as long as the run. */
export const sessionsOf = (home: string, run: string): string => join(home, 'sessions', run);

/** What policies, agents and steps ask of a harness and it cannot give, each at its agent; known without a look at the machine. */
export function findUnkept(workflow: Workflow, simulation: Simulation | undefined): readonly Problem[] {
  const all = Object.fromEntries(Object.entries(catalogue).map(([name, { capabilities }]) => [name, capabilities]));
  const find = (name: string) => {
    const harness = workflow.agents[name]?.harness;
    if (simulation !== undefined) return { name: 'simulate', capabilities: simulateCapabilities };
    const entry = harness === undefined ? undefined : entryOf(harness);
    return harness !== undefined && entry ? { name: harness, capabilities: entry.capabilities } : undefined;
  };
  return brokenGuarantees(workflow, find, all);
}

/** What lets agents in on this machine. */
export function credentialsOf(env: NodeJS.ProcessEnv): FindCredential {
  const keeper = keeperOf(env);
  return (agent) => findCredential(agent, keeper);
}

async function loadAdapters(agents: readonly AgentSpec[], options: AdapterOptions): Promise<Map<string, Adapter>> {
  const names = [...new Set(agents.map(({ harness }) => harness))];
  const loaded = names.flatMap((name) => {
    const entry = entryOf(name);
    return entry ? [entry.load().then((create) => [name, create(options)] as const)] : [];
  });
  return new Map(await Promise.all(loaded));
}

function adapterOptions({ run, home, reaper, env }: HarnessOptions, credential: FindCredential): AdapterOptions {
  const mark = reaper.mark(run);
  return {
    clock,
    homes: createHomes(sessionsOf(home, run), (root) => createLocalPlace({ root, reaper, mark })),
    credential,
    path: env.PATH ?? '',
  };
}

const keeperOf = (env: NodeJS.ProcessEnv): Keeper => ({
  env,
  home: env.HOME ?? homedir(),
  read(file) {
    try {
      return readFileSync(file, 'utf8');
    } catch {
      return undefined;
    }
  },
});

const describe = ({ message, help }: NonNullable<Examination['problem']>): string => `${message} ${help}`.trim();

function unavailableOf(agents: Workflow['agents'], harnesses: Harnesses): ReadonlyMap<string, string> {
  return new Map(
    Object.entries(agents).flatMap(([name, agent]) => {
      const found = harnesses.find(agent);
      return 'missing' in found ? [[name, found.missing] as const] : [];
    }),
  );
}

/** The keys of agents, by where each was found. */
export function keysOf(agents: readonly AgentSpec[], credential: FindCredential): Record<string, string> {
  const found = agents.map(credential);
  return Object.fromEntries(
    found.flatMap((key) => ('type' in key && key.type === 'key' ? [[key.from, key.value]] : [])),
  );
}

/** A run whose agents call tools through the simulated harness: real performer, place and journal. */
import { createHash } from 'node:crypto';
import { createReaper } from '../../../agents/places/reaper.ts';
import { playAll } from '../../../agents/registry.ts';
import { createSimulateHarness, type Simulation } from '../../../agents/simulate/index.ts';
import { createWorkspaces } from '../../../agents/workspaces/workspaces.ts';
import { createPerformer } from '../../../engine/perform/index.ts';
import type { Policies } from '../../../engine/ports/policies.ts';
import type { OpenJournal } from '../../../runs/journal/index.ts';
import type { PolicySpec } from '../../../schema/policy.ts';
import type { Spec } from '../../../schema/spec.ts';
import { clock, openRun, type Spent, timeRun } from './engine.ts';

interface Given {
  readonly folder: string;
  readonly journal: OpenJournal;
  readonly run: string;
  readonly spec: Spec;
  /** Of each agent. */
  readonly calls: number;
  readonly policies: Policies;
}

/** So many agents one after another. */
export const callers = (count: number, policies: readonly PolicySpec[]): Spec => ({
  agents: { ada: { name: 'ada', harness: 'simulate', vendor: 'anthropic' } },
  workflow: {
    name: 'callers',
    steps: Array.from({ length: count }, (_, index) => ({ id: `s${index}`, agent: 'ada', prompt: 'Look around.' })),
    policies: [...policies],
  },
});

/** To list a folder is the cheapest of calls, so what comes on top of it shows most. */
export async function runCalls({ folder, journal, run, spec, calls, policies }: Given): Promise<Spent> {
  const reaper = createReaper();
  const look = { action: { does: 'list', path: '.' }, onDeny: 'stop' } as const;
  const turn = {
    tools: Array.from({ length: calls }, () => look),
    text: 'Done.',
    usage: { input: 1, output: 1, costMicroUsd: 1 },
  };
  const simulation: Simulation = { file: 'bench', turns: new Map([['ada', [turn]]]) };
  const performer = createPerformer({
    harnesses: playAll(createSimulateHarness({ simulation, clock })),
    workspaces: await createWorkspaces({ repo: undefined, home: folder, reaper, env: process.env }),
    agents: spec.agents,
    run,
    clock,
    secrets: () => undefined,
    baseEnv: { PATH: process.env.PATH ?? '' },
    sha256: (text) => createHash('sha256').update(text).digest('hex'),
  });
  try {
    return await timeRun(await openRun(journal, performer, { run, spec, policies }));
  } finally {
    await performer.dispose();
    reaper.dispose();
  }
}

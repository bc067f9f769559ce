/**
 * Whole runs with policies over them: driver, journal, performer, workspaces and guards are the real ones, and scripted
 * agents do real things.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll } from 'vitest';
import { parse } from 'yaml';
import { createReaper } from '../../../agents/places/reaper.ts';
import { playAll } from '../../../agents/registry.ts';
import { createSimulateHarness } from '../../../agents/simulate/index.ts';
import { createWorkspaces } from '../../../agents/workspaces/workspaces.ts';
import { compile } from '../../../engine/compile/index.ts';
import { readEvents, startRun } from '../../../engine/driver/index.ts';
import type { RunEvent } from '../../../engine/events.ts';
import { guards } from '../../../engine/guards/index.ts';
import { createPerformer } from '../../../engine/perform/index.ts';
import { nobody } from '../../../engine/ports/people.ts';
import { openJournal } from '../../../runs/journal/index.ts';
import type { AgentSpec } from '../../../schema/agent.ts';
import { canonicalJson } from '../../../schema/json.ts';
import type { PolicySpec } from '../../../schema/policy.ts';
import type { Spec } from '../../../schema/spec.ts';
import { realClock, simulationOf } from '../../agents/simulate/scripted.ts';
import { useTempFolder } from '../../agents/temp.ts';
import { sha256 } from '../../agents/workspaces/repository.ts';

interface Setting {
  readonly steps: readonly object[];
  readonly agents: Readonly<Record<string, Partial<AgentSpec>>>;
  readonly policies: readonly PolicySpec[];
  readonly turns: Record<string, readonly object[]>;
}

export interface Lived {
  readonly ending: string;
  readonly events: readonly RunEvent[];
  of<T extends RunEvent['type']>(type: T): readonly Extract<RunEvent, { type: T }>[];
}

/** A policy of the library, with inputs. */
export function builtIn(name: string, given: PolicySpec['with'] = {}): PolicySpec {
  const file = new URL(`../../../policies/library/${name}.yaml`, import.meta.url);
  const { apiVersion: _, kind: __, ...spec } = parse(readFileSync(file, 'utf8'));
  return { ...spec, with: given };
}

/** Plays runs to their end, or until they wait for a person. What they leave goes with the test file. */
export function useLiveRuns(): (setting: Setting) => Promise<Lived> {
  const home = useTempFolder();
  const reaper = createReaper();
  afterAll(() => reaper.dispose());
  let count = 0;
  return async ({ steps, agents, policies, turns }) => {
    count += 1;
    const run = `r${count}`;
    const spec = {
      workflow: { name: 'live', steps, policies },
      agents: Object.fromEntries(
        Object.entries(agents).map(([name, more]) => [name, { name, harness: 'simulate', ...more }]),
      ),
    } as unknown as Spec;
    const compiled = compile(spec);
    if (!('workflow' in compiled)) throw new Error(JSON.stringify(compiled.problems));
    const { workflow } = compiled;
    const journal = openJournal({ folder: join(home, run) });
    const performer = createPerformer({
      harnesses: playAll(createSimulateHarness({ simulation: simulationOf(turns), clock: realClock })),
      workspaces: await createWorkspaces({ repo: undefined, home: join(home, run), reaper, env: process.env }),
      agents: workflow.agents,
      run,
      clock: realClock,
      secrets: () => undefined,
      baseEnv: { PATH: process.env.PATH ?? '/usr/bin:/bin' },
      sha256,
    });
    const ports = {
      journal,
      blobs: journal,
      leases: journal,
      inbox: journal,
      performer,
      policies: guards,
      clock: realClock,
      people: nobody,
      redact: <T>(fact: T): T => fact,
    };
    const { driver, begin } = await startRun(ports, workflow, {
      type: 'run.requested',
      id: `request-${run}`,
      at: realClock.now(),
      run,
      spec: await journal.put(canonicalJson(spec)),
      inputs: {},
      seed: 'live',
      engine: 'test',
      starter: 'ada@example.com',
    });
    begin();
    const ending = await driver.done;
    const events: RunEvent[] = [];
    for await (const { event } of readEvents({ journal, blobs: journal }, run)) events.push(event);
    await performer.dispose();
    journal.close();
    return {
      ending,
      events,
      of: <T extends RunEvent['type']>(type: T) =>
        events.filter((event): event is Extract<RunEvent, { type: T }> => event.type === type),
    };
  };
}

/** The real engine: its driver on the real journal, put together as the command does, with a performer of choice. */
import { compile } from '../../../engine/compile/index.ts';
import type { Workflow } from '../../../engine/compile/workflow.ts';
import { type Driver, type DriverPorts, startRun } from '../../../engine/driver/index.ts';
import type { Clock } from '../../../engine/ports/clock.ts';
import { nobody } from '../../../engine/ports/people.ts';
import type { Performer } from '../../../engine/ports/performer.ts';
import { allowAll, type Policies } from '../../../engine/ports/policies.ts';
import type { OpenJournal } from '../../../runs/journal/index.ts';
import { createRedactor } from '../../../runs/redact.ts';
import type { JsonObject } from '../../../schema/json.ts';
import { canonicalJson } from '../../../schema/json.ts';
import type { Spec } from '../../../schema/spec.ts';
import { cpuUs } from './cpu.ts';

export const clock: Clock = {
  now: Date.now,
  after(deadlineMs, call) {
    const timer = setTimeout(call, Math.max(0, deadlineMs - Date.now()));
    return () => clearTimeout(timer);
  },
};

export function portsOf(journal: OpenJournal, performer: Performer, policies: Policies = allowAll): DriverPorts {
  return {
    journal,
    blobs: journal,
    leases: journal,
    inbox: journal,
    performer,
    policies,
    clock,
    people: nobody,
    redact: createRedactor({}).fact,
  };
}

export interface Started {
  readonly driver: Driver;
  readonly begin: () => void;
}

/** A run of `spec` that begins when it is told to. */
export async function openRun(
  journal: OpenJournal,
  performer: Performer,
  given: { run?: string; spec: Spec; inputs?: JsonObject; policies?: Policies },
): Promise<Started> {
  const { run = 'bench', spec, inputs = {}, policies } = given;
  const hash = await journal.put(canonicalJson(spec));
  return startRun(portsOf(journal, performer, policies), compiled(spec), {
    type: 'run.requested',
    id: `request-${run}`,
    at: Date.now(),
    run,
    spec: hash,
    inputs,
    seed: 'bench',
    engine: 'bench',
    starter: 'bench',
  });
}

export interface Spent {
  readonly ms: number;
  readonly cpuUs: number;
}

/** From the request to the last commit. */
export async function timeRun({ driver, begin }: Started): Promise<Spent> {
  const [from, before] = [performance.now(), cpuUs()];
  begin();
  const ending = await driver.done;
  if (ending !== 'finished') throw new Error(`the run was ${ending}`);
  return { ms: performance.now() - from, cpuUs: cpuUs() - before };
}

export function compiled(spec: Spec): Workflow {
  const result = compile(spec);
  if ('workflow' in result) return result.workflow;
  throw new Error(`the spec does not compile: ${result.problems.map(({ message }) => message).join('; ')}`);
}

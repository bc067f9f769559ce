/** Begins a run, or takes one up again after whatever happened to its last owner. */
import { OmniError } from '../../schema/error.ts';
import type { Workflow } from '../compile/workflow.ts';
import type { RunRequested } from '../facts.ts';
import { recover } from '../recover.ts';
import type { Settled } from '../settle.ts';
import { initialState } from '../state.ts';
import { batchLimit, Driver, type DriverPorts } from './driver.ts';
import { loadRun } from './load.ts';
import { lookUpSpending, type SpendingSource, spendingObserved, watchSpending } from './watch-spending.ts';

export { Driver, type DriverPorts, type Ending } from './driver.ts';
export { longestWords } from './inbox-fact.ts';
export { loadRun, loadSpec, loadWorkflow, readEvents } from './load.ts';
export type { Entry } from './watchers.ts';

interface Options {
  /** Stay when only people can move the run on, instead of parking it. */
  readonly waitForPeople?: boolean;
}

/**
 * The spec that `request.spec` names must be in the blob table. Nothing is performed before `begin()` of what this
 * returns has been asked for: subscribe first.
 * @throws OmniError OMNI6005 when another omni holds the run.
 */
export async function startRun(
  ports: DriverPorts,
  workflow: Workflow,
  request: RunRequested,
  options?: Options,
): Promise<{ driver: Driver; begin: () => void }> {
  const epoch = await lease(ports, request.run);
  const position = { run: request.run, state: initialState(), seq: 0, epoch };
  const driver = new Driver(ports, workflow, position, options);
  const spending = sourceOf(ports, request.run, request.starter);
  driver.submit(spending ? { ...request, elsewhere: await lookUpSpending(spending) } : request);
  return { driver, begin: () => begin(driver, epoch, spending) };
}

/** Reads the journal, counts what ran as lost, and goes on from there. @throws OmniError as `loadRun` and `startRun`. */
export async function resumeRun(
  ports: DriverPorts,
  run: string,
  options?: Options,
): Promise<{ driver: Driver; begin: () => void }> {
  const epoch = await lease(ports, run);
  try {
    const { workflow, state, seq } = await loadRun(ports, run);
    const spending = sourceOf(ports, run, state.starter);
    const elsewhere = spending && (await lookUpSpending(spending));
    const at = ports.clock.now();
    const observed = elsewhere ? [spendingObserved(elsewhere, at, String(epoch))] : [];
    const recovered = recover(workflow, state, at, ports.policies, batchLimit, observed);
    const driver = new Driver(ports, workflow, { run, state, seq, epoch }, options);
    return { driver, begin: () => begin(driver, epoch, spending, recovered) };
  } catch (error) {
    await ports.leases.release(run, epoch);
    throw error;
  }
}

function sourceOf({ spending, clock }: DriverPorts, run: string, starter: string): SpendingSource | undefined {
  return spending && { spending, clock, run, starter };
}

function begin(driver: Driver, epoch: number, spending: SpendingSource | undefined, recovered?: Settled): void {
  driver.begin(recovered);
  if (!spending) return;
  const stop = watchSpending(spending, String(epoch), (fact) => driver.submit(fact));
  driver.done.then(stop, stop);
}

async function lease({ leases }: DriverPorts, run: string): Promise<number> {
  const result = await leases.acquire(run);
  if (result.status === 'held') return result.epoch;
  throw new OmniError('OMNI6005', `Run ${run} is held by ${result.holder}`, {
    help: `Watch it with \`omni watch ${run}\`, or stop that process first.`,
  });
}

/**
 * The views of the runs that are looked at. A view is folded once and then follows its run, so that a page of a long
 * run costs what is new in it. The last few are kept.
 *
 * Invariants
 * 1. One run is folded by one reader at a time, and an event is folded once.
 * 2. A view that met an event that cannot be believed is dropped, and read from the beginning the next time.
 */
import type { Workflow } from '../../engine/compile/workflow.ts';
import { loadWorkflow } from '../../engine/driver/index.ts';
import { emptyView, foldView, type RunView } from '../view/index.ts';
import { type LaidBody, layOut } from './machine/layout.ts';
import type { RunRecord } from './ports.ts';

const kept = 8;

export interface LiveView {
  readonly view: RunView;
  /** Absent while nothing of the run is journaled. */
  readonly workflow?: Workflow;
  /** Absent also for a machine that is too large to be drawn. */
  readonly machine?: LaidBody;
}

export interface LiveViews {
  /** The view as of the last event. Look at it before waiting for anything: it goes on with the run. */
  read(run: string): Promise<LiveView>;
}

export function createLiveViews(record: RunRecord): LiveViews {
  const open = new Map<string, Promise<LiveView>>();
  return {
    read(run) {
      const before = open.get(run) ?? Promise.resolve({ view: emptyView() });
      const now = before.then((live) => follow(record, run, live));
      open.delete(run);
      open.set(run, now);
      const [oldest] = open.keys();
      if (open.size > kept && oldest !== undefined) open.delete(oldest);
      now.catch(() => {
        if (open.get(run) === now) open.delete(run);
      });
      return now;
    },
  };
}

async function follow(record: RunRecord, run: string, live: LiveView): Promise<LiveView> {
  const { view } = live;
  let { workflow, machine } = live;
  for await (const envelope of record.read(run, view.seq + 1)) {
    const { event } = envelope;
    if (event.type === 'run.created') {
      workflow = await loadWorkflow(record, event.spec);
      machine = layOut(workflow);
    }
    foldView(view, envelope, workflow);
  }
  return { view, ...(workflow && { workflow }), ...(machine && { machine }) };
}

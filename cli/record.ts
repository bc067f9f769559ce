/** Reads the runs of this project out of their journal: which there are, which one a person means, what is in it. */
import { existsSync } from 'node:fs';
import type { Workflow } from '../engine/compile/workflow.ts';
import type { Envelope, EventOf, Outcome } from '../engine/events.ts';
import { beginningOf, workflowOf } from '../runs/acts/index.ts';
import { journalFile, type ListedRun, type OpenJournal, openJournal } from '../runs/journal/index.ts';
import { emptyView, foldView, type RunStatus, type RunView } from '../runs/view/index.ts';
import { type ExitCode, exit } from './exit.ts';
import { findHome } from './places.ts';
import { InvalidInput } from './report-error.ts';
import { acting } from './unfit.ts';

/** Opens the journal for `work` and closes it after. A project without runs has no journal, and gets none by looking. */
export async function withRuns<T>(work: (journal: OpenJournal) => Promise<T>): Promise<T> {
  const folder = findHome();
  if (!existsSync(journalFile(folder))) {
    throw new InvalidInput(`there are no runs in ${folder}`, 'start one with: omni apply PATH');
  }
  return withJournal(work);
}

/** The same, and makes a journal where there is none. */
export async function withJournal<T>(work: (journal: OpenJournal) => Promise<T>): Promise<T> {
  const journal = openJournal({ folder: findHome() });
  try {
    return await work(journal);
  } finally {
    journal.close();
  }
}

/** The run with this id, or the only one whose id begins so. */
export function findRun(journal: OpenJournal, given: string): ListedRun {
  const exact = journal.meta(given);
  if (exact !== undefined) return exact;
  const found = journal.list({ limit: 100_000 }).filter(({ run }) => run.startsWith(given));
  if (found.length === 1 && given !== '') return found[0]!;
  if (found.length === 0) throw new InvalidInput(`there is no run ${given}`, 'see: omni runs');
  const some = found.slice(0, 5).map(({ run }) => run);
  const more = found.length > some.length ? ` and ${found.length - some.length} more` : '';
  throw new InvalidInput(`several runs begin with '${given}': ${some.join(', ')}${more}`, 'see: omni runs');
}

/** All that a run is read from. */
type Readable = Pick<OpenJournal, 'get' | 'read'>;

/** The first event of a run. */
export async function readBeginning(journal: Readable, run: string): Promise<EventOf<'run.created'>> {
  return acting(beginningOf(journal, run));
}

/** The workflow that a run pins. */
export async function readWorkflow(journal: Readable, run: string): Promise<Workflow> {
  return acting(workflowOf(journal, run));
}

/** The view of a run as of its last event. `seen` is called with each event, after it was folded. */
export async function readView(
  journal: Readable,
  run: string,
  seen: (envelope: Envelope, view: RunView) => void = () => {},
): Promise<RunView> {
  const view = emptyView();
  const workflow = await readWorkflow(journal, run);
  for await (const envelope of journal.read(run)) {
    foldView(view, envelope, workflow);
    seen(envelope, view);
  }
  return view;
}

/** How a command ends that has followed a run to where it stands. */
export function exitOf(status: RunStatus): ExitCode {
  const codes: Record<RunStatus, ExitCode> = {
    done: exit.done,
    skipped: exit.done,
    failed: exit.failed,
    cancelled: exit.failed,
    refused: exit.refused,
    waiting: exit.waiting,
    running: exit.interrupted,
  } satisfies Record<Outcome | 'waiting' | 'running', ExitCode>;
  return codes[status];
}

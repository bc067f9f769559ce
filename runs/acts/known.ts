/** What an act looks up of a run: how it began, what it pins, where it stands. */
import type { Workflow } from '../../engine/compile/workflow.ts';
import { loadWorkflow } from '../../engine/driver/index.ts';
import type { EventOf } from '../../engine/events.ts';
import { emptyView, foldView, type RunView } from '../view/index.ts';
import type { ActJournal } from './act.ts';
import { UnfitAct } from './unfit.ts';

/** The first event of a run. */
export async function beginningOf(journal: Pick<ActJournal, 'read'>, run: string): Promise<EventOf<'run.created'>> {
  for await (const { event } of journal.read(run)) if (event.type === 'run.created') return event;
  throw new UnfitAct('missing', `run ${run} has not begun: its journal is empty`);
}

/** The workflow that a run pins. */
export async function workflowOf(journal: Pick<ActJournal, 'get' | 'read'>, run: string): Promise<Workflow> {
  return loadWorkflow(journal, (await beginningOf(journal, run)).spec);
}

/** The view of a run as of its last event. */
export async function viewOf(journal: ActJournal, run: string, workflow: Workflow): Promise<RunView> {
  const view = emptyView();
  for await (const envelope of journal.read(run)) foldView(view, envelope, workflow);
  return view;
}

/** Whether a workflow talks to people in words. */
export const isConversation = ({ bodies }: Pick<Workflow, 'bodies'>): boolean =>
  Object.values(bodies).some(({ steps }) => Object.values(steps).some(({ kind }) => kind === 'ask'));

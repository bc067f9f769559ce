/** What every page is made of: the journal, the views that follow it, and what the outside lends. */

import type { Visitor } from '../../access/index.ts';
import type { History } from '../../history/index.ts';
import type { ListedRun } from '../../journal/index.ts';
import { type Standing, standingOf } from '../../standing.ts';
import { cut } from '../html/html.ts';
import type { Presence } from '../live/presence.ts';
import type { LiveView, LiveViews } from '../live-views.ts';
import type { RunRecord, ServerPorts } from '../ports.ts';
import type { PageRequest } from './page.ts';

export interface PageContext extends ServerPorts {
  readonly views: LiveViews;
  readonly history: History;
  readonly presence: Presence;
}

export interface RunOnPage extends LiveView {
  readonly listed: ListedRun;
  readonly stands: Standing;
}

/** The run that `/runs/:run` names; undefined where there is none, or none for this visitor. */
export async function findRun({ record, views }: PageContext, request: PageRequest): Promise<RunOnPage | undefined> {
  const { run = '' } = request.params;
  const listed = maySee(request.visitor, run) ? record.meta(run) : undefined;
  if (listed === undefined) return undefined;
  const held = await isHeld(record, listed);
  const live = await views.read(listed.run);
  return { ...live, listed, stands: standingOf(live.view.status, { held, waits: live.view.asks.size > 0 }) };
}

/** What a run is called on its pages. */
export const nameOf = ({ view, listed }: RunOnPage): string => cut(view.workflow ?? (listed.workflow || 'run'), 80);

export const maySee = ({ run }: Visitor, wanted: string): boolean => run === undefined || run === wanted;

/** Whether somebody drives it. What is over needs no look at its lease. */
export async function isHeld(record: RunRecord, { run, status }: ListedRun): Promise<boolean> {
  return status === 'running' && (await record.holder(run)) !== undefined;
}

/** Of a run in a list, of which no event is read. */
export async function standingOfListed(record: RunRecord, listed: ListedRun): Promise<Standing> {
  return standingOf(listed.status, { held: await isHeld(record, listed), waits: listed.asks.length > 0 });
}

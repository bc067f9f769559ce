/** What every page is made of: the journal, the views that follow it, and what the outside lends. */
import { maySee } from '../../access/index.ts';
import type { Seen } from '../../history/index.ts';
import type { ListedRun } from '../../journal/index.ts';
import { isHeld, type Standing, standingOf } from '../../standing.ts';
import { cut } from '../html/html.ts';
import type { Presence } from '../live/presence.ts';
import type { LaidBody } from '../machine/layout.ts';
import type { ServerParts } from '../parts.ts';
import type { PageRequest } from './page.ts';

export interface PageContext extends ServerParts {
  readonly presence: Presence;
}

export interface RunOnPage extends Seen {
  /** Absent also for a machine that is too large to be drawn. */
  readonly machine?: LaidBody;
  readonly listed: ListedRun;
  readonly stands: Standing;
  /** Somebody drives it now. */
  readonly driven: boolean;
}

/** The run that `/runs/:run` names; undefined where there is none, or none for this visitor. */
export async function findRun(context: PageContext, request: PageRequest): Promise<RunOnPage | undefined> {
  const { record, history, machineOf } = context;
  const { run = '' } = request.params;
  const listed = maySee(request.visitor, run) ? record.meta(run) : undefined;
  if (listed === undefined) return undefined;
  const driven = await isHeld(record, listed);
  const live = await history.view(listed.run);
  const machine = live.workflow && machineOf(live.workflow);
  return {
    ...live,
    ...(machine && { machine }),
    listed,
    driven,
    stands: standingOf(live.view.status, { held: driven, waits: live.view.asks.size > 0 }),
  };
}

/** What a run is called on its pages. */
export const nameOf = ({ view, listed }: RunOnPage): string => cut(view.workflow ?? (listed.workflow || 'run'), 80);

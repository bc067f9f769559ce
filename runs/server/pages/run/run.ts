/**
 * One run: where it stands, what it waits for, its machine, its steps, what it cost and what it came to. With `?at=` it
 * is the same page as of any event, made by the same fold; the past asks nobody for anything.
 */
import { holds } from '../../../access/index.ts';
import type { EventLine, History, Seen } from '../../../history/index.ts';
import type { Standing } from '../../../standing.ts';
import { isStranded, standingOf } from '../../../standing.ts';
import { type Html, html } from '../../html/html.ts';
import { renderValues } from '../../html/values.ts';
import { drawMachine } from '../../machine/draw.ts';
import { lightsOf } from '../../machine/lights.ts';
import { lastMove } from '../../machine/move.ts';
import { findRun, nameOf, type PageContext, type RunOnPage } from '../context.ts';
import { renderCosts } from '../costs/brief.ts';
import { seqOf } from '../numbers.ts';
import { type MakePage, type PageRequest, present, section } from '../page.ts';
import { renderHere } from './here.ts';
import { renderTop } from './run-top.ts';
import { renderSteps } from './steps.ts';
import { renderStory } from './story.ts';
import { renderWaits } from './waits.ts';
import { renderWalk } from './walk.ts';

/** What the page shows: the run as it is, or as it was. */
interface Shown extends Seen {
  readonly stands: Standing;
  readonly now: number;
  readonly event?: EventLine;
}

export const runPage =
  (context: PageContext): MakePage =>
  async (request) => {
    const found = await findRun(context, request);
    if (found === undefined) return undefined;
    const shown = await showAt(context.history, found, request);
    if (shown === undefined) return undefined;
    const { listed, machine } = found;
    const stranded = isStranded(found.view, found.driven);
    const { run } = listed;
    const { view, workflow, stands, now, event } = shown;
    const name = nameOf(found);
    const { visitor } = request;
    const drives = context.drivers !== undefined;
    const past = event !== undefined;
    const walk = {
      run,
      head: found.view.seq,
      transitions: await context.history.transitions(run, event?.seq ?? found.view.seq),
      startedAt: found.view.startedAt,
      ...(event && { event }),
    };
    const stood = stranded && !past ? (view.timeline.at(-1)?.at ?? now) : now;
    const costs = past ? undefined : await context.history.costs(run, { most: 1 });
    const here = past ? undefined : renderHere(context.presence.at(run), visitor, run);
    const move = past && workflow ? lastMove(view, workflow, event) : undefined;
    const drawn = workflow && machine ? drawMachine(run, machine, lightsOf(view, workflow), move) : tooLarge(run);
    return {
      title: `${name}: ${past ? `as of event ${event.seq}` : stands}`,
      layout: 'run',
      of: { run, tab: 'overview' },
      sections: present([
        renderWalk(walk),
        renderTop({
          name,
          listed,
          view,
          stands,
          now,
          past,
          mayCancel: !past && holds(visitor.role, 'drive'),
          ...(here && { here }),
        }),
        past ? undefined : renderWaits({ view, stranded, now, visitor, spec: workflow?.spec, drives }),
        section(
          'steps',
          'Steps',
          renderSteps(view, { run, now: stood, still: past || stranded, ...(event && { past: event }) }),
        ),
        section('machine', 'Machine', drawn),
        renderValues('outputs', 'Outputs', view.outputs),
        renderCosts(run, view, costs && { view, costs, ...(workflow && { workflow }) }),
        renderStory(run, view),
        renderValues('inputs', 'Inputs', view.inputs),
      ]),
    };
  };

/** Undefined: there is no such event. */
async function showAt(history: History, found: RunOnPage, { query, now }: PageRequest): Promise<Shown | undefined> {
  const { view, workflow, listed } = found;
  if (query.at === undefined) return { view, stands: found.stands, now, ...(workflow && { workflow }) };
  const seq = seqOf(query.at);
  if (seq === undefined) return undefined;
  const [seen, { items }] = await Promise.all([
    history.viewAt(listed.run, seq),
    history.events(listed.run, { after: seq - 1, limit: 1 }),
  ]);
  const [event] = items;
  if (seen === undefined || event?.seq !== seq) return undefined;
  const stands = standingOf(seen.view.status, { held: true, waits: seen.view.asks.size > 0 });
  return { ...seen, stands, now: event.at, event };
}

const tooLarge = (run: string): Html =>
  html`<p class="quiet">Too large to be drawn here. <code>omni graph ${run} --as dot</code> draws it.</p>`;

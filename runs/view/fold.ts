/**
 * Folds a run's events into what people see of it, one by one and in place. An event costs the same in a short run
 * and in a long one, so a view can follow a live run. The fold believes the journal and decides nothing: an event
 * that could not have happened leaves an odd picture, never an error.
 */
import type { Envelope } from '../../engine/events.ts';
import { foldAsks, type OpenAsk } from '../asks.ts';
import { foldEvent } from './events.ts';
import { change, type KnownWorkflow, rowOf } from './rows.ts';
import { foldTimeline } from './timeline.ts';
import type { RunView } from './types.ts';

/** The view of a run that nothing has happened in. */
export function emptyView(): RunView {
  return {
    run: '',
    starter: '',
    engine: '',
    status: 'running',
    inputs: {},
    startedAt: 0,
    cost: { known: true, microUsd: 0 },
    tokens: { input: 0, output: 0 },
    toolCalls: 0,
    active: 0,
    waits: 0,
    steps: new Map(),
    frames: new Map(),
    asks: new Map(),
    timeline: [],
    seq: 0,
    hash: '',
  };
}

/** Folds the next event of the run into `view`. Give the same `workflow` every time, or none. */
export function foldView(view: RunView, envelope: Envelope, workflow?: KnownWorkflow): void {
  const { event } = envelope;
  foldEvent(event, { view, workflow });
  foldTimeline(view, envelope);
  for (const open of foldAsks(view.asks, event)) showAsk(view, open, workflow);
  view.seq = envelope.seq;
  view.hash = envelope.hash;
  const isIdle = view.active === 0 && view.asks.size + view.waits > 0;
  view.status = view.outcome ?? (isIdle ? 'waiting' : 'running');
}

/** Puts an ask on the rows of the steps that wait for it now, and takes it off those that did. */
function showAsk(view: RunView, before: OpenAsk, workflow?: KnownWorkflow): void {
  const { id } = before.ask;
  const take = (row: { asks: string[] }) => {
    row.asks = row.asks.filter((other) => other !== id);
  };
  for (const { frame, step } of before.waiters) change(view, rowOf(view, frame, step, workflow), take);
  for (const { frame, step } of view.asks.get(id)?.waiters ?? []) {
    change(view, rowOf(view, frame, step, workflow), (row) => {
      take(row);
      row.asks.push(id);
    });
  }
}

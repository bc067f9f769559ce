/** When each attempt began and ended, and what it waited for meanwhile. */
import type { Envelope, RunEvent } from '../../../engine/events.ts';
import type { StepRow } from '../../view/index.ts';
import type { Waiting } from '../asks.ts';
import { endsAttempt } from '../calls.ts';
import type { AttemptBar, AttemptWait } from '../types.ts';

type Wait = Omit<AttemptWait, 'ask' | 'to'> & { to?: number; readonly askId?: string };

export type Bar = Omit<AttemptBar, 'to' | 'outcome' | 'error' | 'waits'> & {
  to?: number;
  outcome: AttemptBar['outcome'];
  error?: NonNullable<AttemptBar['error']>;
  readonly waits: Wait[];
};

export interface AttemptBook {
  of(address: string): readonly Bar[];
  /** The view and the asks have folded it already. */
  fold(envelope: Envelope, address: string, row: StepRow | undefined, waiting: readonly Waiting[]): void;
}

export function createAttemptBook(): AttemptBook {
  const all = new Map<string, Bar[]>();
  const barsOf = (address: string): Bar[] => {
    const bars = all.get(address) ?? [];
    all.set(address, bars);
    return bars;
  };

  return {
    of: (address) => all.get(address) ?? [],
    fold({ seq, event }, address, row, waiting) {
      if (row !== undefined && moves(event)) {
        const from = { visit: row.visit, seq, from: event.at };
        moveBars(barsOf(address), event, { ...from, ...(row.agent !== undefined && { agent: row.agent }), waits: [] });
        keepHold(barsOf(address), row, event.at);
      }
      for (const { id, began, ended } of waiting) {
        for (const at of began) lastOf(barsOf(at))?.waits.push({ kind: 'ask', from: event.at, askId: id });
        for (const at of ended) for (const bar of barsOf(at)) endWaits(bar, event.at, ({ askId }) => askId === id);
      }
    },
  };
}

/** Nothing else begins or ends a bar, or has a policy hold the step. */
function moves(event: RunEvent): boolean {
  switch (event.type) {
    case 'backoff.elapsed':
    case 'step.asked':
    case 'step.skipped':
    case 'step.started':
    case 'step.stopping':
    case 'step.waiting':
      return true;
    default:
      return endsAttempt(event);
  }
}

type Fresh = Omit<Bar, 'outcome'>;

const lastOf = (bars: readonly Bar[]): Bar | undefined => bars.at(-1);

function moveBars(bars: Bar[], event: RunEvent, fresh: Fresh): void {
  const last = lastOf(bars);
  const open = last?.to === undefined ? last : undefined;
  switch (event.type) {
    case 'step.started':
      if (last) endWaits(last, event.at);
      if (open) close(open, event.at, 'done');
      bars.push({ ...fresh, attempt: event.attempt, outcome: 'running' });
      return;
    case 'step.waiting':
      // It was asked about before it began to wait.
      if (open) close(open, event.at, 'done');
      bars.push({ ...fresh, outcome: 'waiting', waits: [{ kind: 'until', from: event.at }] });
      return;
    case 'step.stopping':
      if (open) open.outcome = 'stopping';
      return;
    case 'backoff.elapsed':
      if (last) endWaits(last, event.at);
      return;
  }
  if (endsAttempt(event) || event.type === 'step.skipped') {
    const bar = open ?? { ...fresh, outcome: 'running' };
    if (bar !== open && event.type !== 'step.asked') bars.push(bar);
    close(bar, event.at, outcomeOf(event));
    if ('error' in event && event.error !== undefined) bar.error = event.error;
    // It goes on after the attempt, until the next one may begin.
    if (event.type === 'attempt.failed' && event.retryAt !== undefined)
      bar.waits.push({ kind: 'backoff', from: event.at });
  }
  const isAsked = event.type === 'step.asked' || (event.type === 'step.refused' && event.asks !== undefined);
  // Asked again in its turn, it waits still.
  if (isAsked && lastOf(bars)?.outcome !== 'waiting') bars.push({ ...fresh, outcome: 'waiting' });
}

function close(bar: Bar, at: number, outcome: Bar['outcome']): void {
  bar.to = at;
  bar.outcome = outcome;
  endWaits(bar, at);
}

function endWaits(bar: Bar, at: number, isOver: (wait: Wait) => boolean = () => true): void {
  for (const wait of bar.waits) if (wait.to === undefined && isOver(wait)) wait.to = at;
}

/** While a policy holds the step and nobody can be asked. */
function keepHold(bars: readonly Bar[], { held }: StepRow, at: number): void {
  const last = lastOf(bars);
  if (last === undefined) return;
  const isHeld = last.waits.some(({ kind, to }) => kind === 'hold' && to === undefined);
  if (held === undefined) endWaits(last, at, ({ kind }) => kind === 'hold');
  else if (!isHeld && last.to === undefined) last.waits.push({ kind: 'hold', from: at });
}

function outcomeOf(event: RunEvent): Bar['outcome'] {
  switch (event.type) {
    case 'step.finished':
      return event.outcome;
    case 'attempt.failed':
      return event.lost ? 'lost' : 'retry';
    case 'review.reworked':
      return 'rework';
    case 'step.skipped':
      return 'skipped';
    case 'step.refused':
      return 'refused';
    case 'step.asked':
      return 'failed';
    default:
      return 'cancelled';
  }
}

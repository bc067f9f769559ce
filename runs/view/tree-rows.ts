/**
 * The step tree of a run as rows, before anything is measured or coloured. How much of it is told is a level, because
 * a `foreach` of a thousand items must fit on a screen: `all`; `open` keeps one row of a frame that has closed;
 * `brief` counts these.
 */
import { formatCost, formatElapsed, formatMerged, formatMoment, plural } from './amounts.ts';
import { commandOf } from './commands.ts';
import { neutraliseLine } from './neutralise.ts';
import type { FrameRow, LifeState, RunView, StepRow } from './types.ts';

type Detail = 'all' | 'open' | 'brief';

export interface Row {
  /** What it is a row of: unique among them. */
  readonly key: string;
  readonly depth: number;
  /** Absent: a row that only explains the one above. */
  readonly life?: LifeState;
  /** Of a step. */
  readonly address?: string;
  readonly label: string;
  /** Who does it, or what it is about. */
  readonly who: string;
  /** What was said, done, found or asked last. */
  readonly note: string;
  readonly elapsed: string;
  /** While it goes on: what `elapsed` is measured from. */
  readonly since?: number;
  readonly cost: string;
}

/**
 * The run in as much detail as fits into `most` rows. Where not even the brief rows do, one of them is left for saying
 * how many `more` there are.
 */
export function rowsWithin(
  view: RunView,
  now: number,
  most: number,
): { readonly rows: readonly Row[]; readonly more: number } {
  for (const detail of ['all', 'open'] satisfies readonly Detail[]) {
    const rows = firstOf(rowsOf(view, now, detail), most + 1);
    if (rows.length <= most) return { rows, more: 0 };
  }
  const rows = [...rowsOf(view, now, 'brief')];
  if (rows.length <= most) return { rows, more: 0 };
  const kept = Math.max(0, most - 1);
  return { rows: rows.slice(0, kept), more: rows.length - kept };
}

/** Made one by one: of a run of ten thousand items, no more are made than are looked at. */
function* rowsOf(view: RunView, now: number, detail: Detail): Generator<Row> {
  const root = view.frames.get('');
  if (root) yield* ofFrame(root, 0);

  function* ofFrame(frame: FrameRow, depth: number): Generator<Row> {
    for (const address of frame.steps) {
      const step = view.steps.get(address);
      if (step) yield* ofStep(step, depth);
    }
  }

  function* ofStep(step: StepRow, depth: number): Generator<Row> {
    const frames = step.frames.flatMap((address) => view.frames.get(address) ?? []);
    yield rowOfStep(view, step, frames, now, depth);
    let counted = 0;
    for (const frame of frames) {
      if (!isItem(frame)) {
        if (detail === 'all' || frame.outcome === undefined) yield* ofFrame(frame, depth + 1);
      } else if (frame.outcome === undefined) {
        yield rowOfFrame(view, frame, now, depth + 1, 'running');
        yield* ofFrame(frame, depth + 2);
      } else if (detail === 'brief' && frame.outcome !== 'failed') {
        counted += 1;
      } else {
        yield rowOfFrame(view, frame, now, depth + 1, frame.outcome);
        if (detail === 'all') yield* ofFrame(frame, depth + 2);
      }
    }
    if (counted > 0)
      yield { ...blank, key: `${step.address} more`, depth: depth + 1, life: 'done', label: `${counted} more` };
    for (const id of step.asks) {
      const command = commandOf(view.asks.get(id)?.ask, view.run);
      yield { ...blank, key: id, depth: depth + 1, note: neutraliseLine(command) };
    }
  }
}

function firstOf<T>(all: Iterable<T>, most: number): T[] {
  const first: T[] = [];
  for (const one of all) {
    if (first.length >= most) break;
    first.push(one);
  }
  return first;
}

const blank = { label: '', who: '', note: '', elapsed: '', cost: '' };

/** Not a plain group or a branch, whose steps stand directly below it. */
const isItem = ({ index, branch }: FrameRow): boolean => index !== undefined && branch === undefined;

function rowOfStep(view: RunView, step: StepRow, frames: readonly FrameRow[], now: number, depth: number): Row {
  const elapsed = step.startedAt === undefined ? '' : formatElapsed((step.endedAt ?? now) - step.startedAt);
  return {
    key: step.address,
    depth,
    life: step.life,
    address: step.address,
    label: neutraliseLine(step.step),
    who: whoOf(step, frames),
    note: neutraliseLine(noteOf(view, step)),
    elapsed,
    ...(step.startedAt !== undefined && step.endedAt === undefined && { since: step.startedAt }),
    cost: formatCost(step.cost),
  };
}

function whoOf(step: StepRow, frames: readonly FrameRow[]): string {
  if (step.agent !== undefined) return neutraliseLine([step.agent, step.vendor].filter(Boolean).join(' · '));
  const items = frames.filter(isItem);
  if (items.length === 0) return isTold(step) ? neutraliseLine(step.title ?? '') : '';
  const closed = items.filter((frame) => frame.outcome !== undefined).length;
  const what = step.kind === 'debate' ? 'round' : 'item';
  return closed < items.length ? `${closed} of ${plural(items.length, what)}` : plural(items.length, what);
}

/** Nobody is named for these; what they are about says more. */
const isTold = ({ kind }: StepRow): boolean => kind === 'run' || kind === 'uses';

/** The one thing worth knowing of a step now. */
function noteOf(view: RunView, step: StepRow): string {
  const [ask] = step.asks.flatMap((id) => view.asks.get(id) ?? []);
  if (ask) return ask.ask.text;
  if (step.life === 'failed' || step.life === 'refused' || step.life === 'backoff') {
    const again = step.life === 'backoff' ? `attempt ${step.attempt} failed, trying again: ` : '';
    return again + (step.error?.message ?? '') + (step.continued ? ' (continued)' : '');
  }
  if (step.review?.verdict !== undefined) {
    const { verdict, round, findings } = step.review;
    const rounds = round > 1 ? `, round ${round}` : '';
    return `${verdict}${rounds}${verdict === 'approve' || findings.length === 0 ? '' : `: ${findings[0]}`}`;
  }
  if (step.until !== undefined) return `until ${formatMoment(step.until)}`;
  if (step.life === 'running' || step.life === 'stopping') return step.lines.at(-1)?.text ?? '';
  if (step.kind === 'ask') return step.lines.at(-1)?.text ?? '';
  if (step.life === 'done' && step.merged !== undefined) return formatMerged(step.merged);
  if (step.attempt > step.visit && step.life === 'done' && step.kind === 'run') return `attempt ${step.attempt}`;
  return '';
}

function rowOfFrame(view: RunView, frame: FrameRow, now: number, depth: number, life: LifeState): Row {
  return {
    key: frame.frame,
    depth,
    life,
    label: `[${frame.index}]`,
    who: titleOfFrame(view, frame),
    note: '',
    elapsed: formatElapsed((frame.closedAt ?? now) - frame.openedAt),
    ...(frame.closedAt === undefined && { since: frame.openedAt }),
    cost: '',
  };
}

/** What an item or a round is about: what its first agent is. */
export function titleOfFrame(view: Pick<RunView, 'steps'>, frame: FrameRow): string {
  const steps = frame.steps.flatMap((address) => view.steps.get(address) ?? []);
  const titled = steps.find((step) => step.kind === 'agent' && step.title !== undefined);
  return neutraliseLine(titled?.title ?? '');
}

/** The attempts of a run as rows of a chart: the tree of its frames, of which what is done and many is counted. */
import { type FrameRow, type StepRow, titleOfFrame } from '../../view/index.ts';
import type { Trace } from '../trace.ts';
import type { AttemptBar, AttemptChart, AttemptQuery, AttemptRow } from '../types.ts';
import type { Bar } from './book.ts';

const usualRows = 300;
const mostRows = 2_000;
/** Frames of one step that are listed although they are done. */
const fewFrames = 20;

type Branch = { readonly row: AttemptRow; readonly below: () => readonly Branch[] };

export function chartOf(trace: Trace, { most = usualRows, open = [] }: AttemptQuery): AttemptChart {
  const { view, marks } = trace;
  const opened = new Set(open);
  const limit = Math.min(mostRows, Math.max(1, Math.trunc(most) || usualRows));
  const root = view.frames.get('');
  const branches = root ? stepsOf(trace, root, 0, opened) : [];
  return {
    from: view.startedAt,
    to: marks.at(-1)?.at ?? view.startedAt,
    rows: listed(branches, limit),
    head: view.seq,
  };
}

/** In their order, until there are enough; the last row then counts what is left out. */
function listed(branches: readonly Branch[], limit: number): readonly AttemptRow[] {
  const rows: AttemptRow[] = [];
  let left = 0;
  const walk = ({ row, below }: Branch): void => {
    if (rows.length < limit) rows.push(row);
    else left += 1;
    for (const branch of below()) walk(branch);
  };
  for (const branch of branches) walk(branch);
  return left === 0 ? rows : [...rows, { type: 'more', address: '', depth: 0, label: '', bars: [], count: left }];
}

function stepsOf(trace: Trace, frame: FrameRow, depth: number, opened: ReadonlySet<string>): readonly Branch[] {
  return frame.steps.flatMap((address): Branch | readonly [] => {
    const step = trace.view.steps.get(address);
    return step === undefined ? [] : branchOfStep(trace, step, depth, opened);
  });
}

function branchOfStep(trace: Trace, step: StepRow, depth: number, opened: ReadonlySet<string>): Branch {
  const { address, agent, vendor, title } = step;
  const bars = trace.attempts.of(address).map((bar) => barOf(trace, bar, step));
  return {
    row: {
      type: 'step',
      address,
      depth,
      label: title === undefined || agent !== undefined ? step.step : `${step.step}: ${title}`,
      ...(agent !== undefined && { agent }),
      ...(vendor !== undefined && { vendor }),
      ...outcomeOf(step),
      bars,
    },
    below: () => framesOf(trace, step, depth + 1, opened),
  };
}

/** Frames that are at work or failed, and the others where they are few or asked for. */
function framesOf(trace: Trace, step: StepRow, depth: number, opened: ReadonlySet<string>): readonly Branch[] {
  const frames = step.frames.flatMap((address) => trace.view.frames.get(address) ?? []);
  const isAll = frames.length <= fewFrames || opened.has(step.address);
  const shown = isAll ? frames : frames.filter((frame) => !isQuiet(frame) || opened.has(frame.frame));
  const counted = isAll ? [] : frames.filter((frame) => isQuiet(frame) && !opened.has(frame.frame));
  const branches = shown.flatMap((frame) => {
    // A group and a branch are no more than their steps.
    if (frame.index === undefined || frame.branch !== undefined) return stepsOf(trace, frame, depth, opened);
    return [branchOfFrame(trace, frame, depth, isAll || frame.outcome === undefined, opened)];
  });
  return counted.length === 0 ? branches : [...branches, { row: countRow(step, counted, depth), below: () => [] }];
}

const isQuiet = ({ outcome }: FrameRow): boolean => outcome === 'done' || outcome === 'skipped';

function branchOfFrame(
  trace: Trace,
  frame: FrameRow,
  depth: number,
  isShown: boolean,
  opened: ReadonlySet<string>,
): Branch {
  const isOpen = isShown || opened.has(frame.frame);
  const { outcome = 'running', openedAt, closedAt } = frame;
  const about = titleOfFrame(trace.view, frame);
  const bar: AttemptBar = {
    visit: 0,
    seq: 0,
    from: openedAt,
    ...(closedAt !== undefined && { to: closedAt }),
    outcome,
    waits: [],
  };
  return {
    row: {
      type: 'frame',
      address: frame.frame,
      depth,
      label: about === '' ? `[${frame.index}]` : `[${frame.index}]: ${about}`,
      ...(frame.outcome !== undefined && { outcome: frame.outcome }),
      bars: [bar],
      ...(!isOpen && { closed: true as const }),
    },
    below: () => (isOpen ? stepsOf(trace, frame, depth + 1, opened) : []),
  };
}

function countRow(step: StepRow, frames: readonly FrameRow[], depth: number): AttemptRow {
  const from = frames.reduce((least, { openedAt }) => Math.min(least, openedAt), Number.POSITIVE_INFINITY);
  const to = frames.reduce((latest, { closedAt = 0 }) => Math.max(latest, closedAt), 0);
  const bar: AttemptBar = { visit: 0, seq: 0, from, to, outcome: 'done', waits: [] };
  return { type: 'more', address: step.address, depth, label: '', bars: [bar], closed: true, count: frames.length };
}

const finals = ['done', 'failed', 'refused', 'skipped', 'cancelled'] as const;

function outcomeOf({ life }: StepRow): Pick<AttemptRow, 'outcome'> {
  const outcome = finals.find((final) => final === life);
  return outcome === undefined ? {} : { outcome };
}

/**
 * What was cancelled from above ended with its step, though no event of its own said so: the attempt that it was at, or
 * the pause before the next one.
 */
function barOf({ asks }: Trace, { waits, ...bar }: Bar, { life, endedAt }: StepRow): AttemptBar {
  const isCancelled = life === 'cancelled' && endedAt !== undefined;
  const end = isCancelled && bar.to === undefined ? { to: endedAt, outcome: 'cancelled' as const } : {};
  return {
    ...bar,
    ...end,
    waits: waits.map(({ askId, ...wait }) => {
      const [ask] = askId === undefined ? [] : asks.told([askId]);
      return { ...wait, ...(wait.to === undefined && isCancelled && { to: endedAt }), ...(ask && { ask }) };
    }),
  };
}

/**
 * The time of a run as a width, in per cent. A night in which everything waits for one answer would press all work into
 * a line, so long stretches without any work are cut short, and said to be.
 */
import { timeScale, writeTime } from './scale.ts';

export interface Stretch {
  readonly from: number;
  readonly to: number;
}

export interface Tick {
  /** In per cent. */
  readonly place: number;
  /** Elapsed since the run began. */
  readonly label: string;
}

export interface Cut {
  readonly place: number;
  readonly width: number;
  readonly ms: number;
}

export interface Clock {
  /** Of a moment, in per cent. */
  place(at: number): number;
  readonly ticks: readonly Tick[];
  readonly cuts: readonly Cut[];
  /** How its end goes on: from a moment and its place, so many milliseconds are the whole width. Absent: it does not. */
  readonly growth?: { readonly from: number; readonly place: number; readonly spanMs: number };
}

interface Piece extends Stretch {
  readonly cut: boolean;
}

/** Of the whole width. */
const cutWidth = 6;
const mostCuts = 5;
/** A stretch is cut where it is longer than this, and than this part of all work. */
const leastCutMs = 5_000;
const leastCutPart = 0.5;
/** Between two labels, in per cent. */
const apart = 7;

/** `live`: the end is now, and it is drawn so that it need not be drawn anew at each moment that goes by. */
export function clockOf(whole: Stretch, work: readonly Stretch[], live: boolean): Clock {
  const pieces = piecesOf(whole, work);
  const last = pieces.at(-1)!;
  const grows = live && !last.cut;
  const kept = pieces.reduce((sum, { from, to, cut }) => (cut ? sum : sum + to - from), 0);
  const { end, every } = timeScale(Math.max(1, kept), { round: grows });
  const cuts = pieces.filter(({ cut }) => cut).length * cutWidth;
  const perMs = (100 - cuts) / end;

  const starts: number[] = [];
  let next = 0;
  for (const { from, to, cut } of pieces) {
    starts.push(next);
    next += cut ? cutWidth : (to - from) * perMs;
  }
  const place = (at: number): number => {
    const found = pieces.findIndex(({ to }) => at <= to);
    const index = found === -1 ? pieces.length - 1 : found;
    const { from, to, cut } = pieces[index]!;
    const within = cut ? Math.min(1, (at - from) / Math.max(1, to - from)) * cutWidth : (at - from) * perMs;
    return Math.min(100, Math.max(0, starts[index]! + within));
  };
  const growth = { from: last.from, place: starts.at(-1)!, spanMs: 100 / perMs };
  return {
    place,
    ticks: ticksOf(pieces, grows ? whole.from + end + (whole.to - whole.from - kept) : whole.to, every, place),
    cuts: pieces.flatMap(({ from, to, cut }, index) =>
      cut ? [{ place: starts[index]!, width: cutWidth, ms: to - from }] : [],
    ),
    ...(grows && { growth }),
  };
}

/** The longest stretches without work are cut, and the rest is kept. */
function piecesOf({ from, to }: Stretch, work: readonly Stretch[]): readonly Piece[] {
  const idle: Stretch[] = [];
  let worked = 0;
  let reached = from;
  for (const one of [...work].sort((a, b) => a.from - b.from)) {
    if (one.from > reached) idle.push({ from: reached, to: Math.min(to, one.from) });
    worked += Math.max(0, Math.min(to, one.to) - Math.max(reached, one.from));
    reached = Math.max(reached, one.to);
  }
  if (reached < to) idle.push({ from: reached, to });
  const least = Math.max(leastCutMs, worked * leastCutPart);
  const long = worked === 0 ? [] : idle.filter((one) => one.to - one.from > least);
  const cut = long
    .sort((a, b) => b.to - b.from - (a.to - a.from))
    .slice(0, mostCuts)
    .sort((a, b) => a.from - b.from);
  const pieces: Piece[] = [];
  let at = from;
  for (const one of cut) {
    if (one.from > at) pieces.push({ from: at, to: one.from, cut: false });
    pieces.push({ ...one, cut: true });
    at = one.to;
  }
  return at < to || pieces.length === 0 ? [...pieces, { from: at, to, cut: false }] : pieces;
}

/** At round moments outside of the cuts, unless the one before is too near. */
function ticksOf(pieces: readonly Piece[], end: number, every: number, place: (at: number) => number): readonly Tick[] {
  const began = pieces[0]!.from;
  const ticks: Tick[] = [];
  for (const [index, piece] of pieces.entries()) {
    if (piece.cut) continue;
    const to = index === pieces.length - 1 ? Math.max(piece.to, end) : piece.to;
    const first = Math.ceil((piece.from - began) / every) * every;
    for (let at = first; began + at <= to + 1e-6; at += every) {
      const tick = { place: place(began + at), label: writeTime(at) };
      if (ticks.length === 0 || tick.place - ticks.at(-1)!.place >= apart) ticks.push(tick);
    }
  }
  return ticks;
}

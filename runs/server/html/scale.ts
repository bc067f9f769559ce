/** Where the lines of a chart stand, and what is written at them: round amounts, and only a few. */

export interface Scale {
  /** What the chart reaches to; at least what is to be shown. */
  readonly end: number;
  readonly every: number;
  /** From 0, `end` among them where it is one. */
  readonly ticks: readonly number[];
}

const [second, minute, hour, day] = [1_000, 60_000, 3_600_000, 86_400_000];
const times = [
  ...[100, 200, 500, second, 2 * second, 5 * second, 10 * second, 15 * second, 30 * second],
  ...[minute, 2 * minute, 5 * minute, 10 * minute, 15 * minute, 30 * minute],
  ...[hour, 2 * hour, 3 * hour, 6 * hour, 12 * hour, day, 2 * day, 7 * day, 14 * day, 28 * day, 91 * day, 364 * day],
];

const mostTicks = 6;

/** `round`: it reaches to a line of its own, so that it need not be drawn anew at every moment that goes by. */
export function timeScale(spanMs: number, { round }: { readonly round: boolean }): Scale {
  const every = times.find((step) => spanMs / step <= mostTicks) ?? Math.ceil(spanMs / mostTicks);
  const end = round ? (Math.floor(spanMs / every) + 1) * every : Math.max(1, spanMs);
  return { end, every, ticks: ticksOf(end, every) };
}

/** In micro-dollars. */
export function moneyScale(most: number): Scale {
  const rough = Math.max(1, most) / 4;
  const power = 10 ** Math.floor(Math.log10(rough));
  const every = [1, 2, 5, 10].map((times) => times * power).find((step) => step >= rough) ?? rough;
  const end = Math.max(every, Math.ceil(most / every) * every);
  return { end, every, ticks: ticksOf(end, every) };
}

const ticksOf = (end: number, every: number): readonly number[] =>
  Array.from({ length: Math.floor(end / every + 1e-9) + 1 }, (_, index) => index * every);

/** `1m`, `1m 30s`, `250ms`: no more than a tick needs. */
export function writeTime(ms: number): string {
  if (ms === 0) return '0';
  if (ms < second) return `${Math.round(ms)}ms`;
  const parts = (
    [
      [day, 'd'],
      [hour, 'h'],
      [minute, 'm'],
      [second, 's'],
    ] as const
  ).map(([unit, name], index, all) => {
    const above = index === 0 ? Number.POSITIVE_INFINITY : all[index - 1]![0];
    return [Math.floor((ms % above) / unit), name] as const;
  });
  const first = ms % second === 0 ? undefined : `${(ms / second).toFixed(1)}s`;
  if (first !== undefined && ms < minute) return first;
  return parts
    .filter(([count]) => count > 0)
    .slice(0, 2)
    .map(([count, name]) => `${count}${name}`)
    .join(' ');
}

/** Of a whole that is 100 %, for an attribute. */
export const percentOf = (part: number, whole: number): string => `${round((part / whole) * 100)}%`;

/** Enough digits for any screen. */
export const round = (length: number): number => Math.round(length * 1_000) / 1_000;

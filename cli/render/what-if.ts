/** What other policies would have said, beside what was said. */
import type { RunEvent } from '../../engine/events.ts';
import type { Judged, WhatIf } from '../../engine/what-if.ts';
import { plural } from '../../runs/view/amounts.ts';
import { describeFacts } from '../../runs/view/facts.ts';
import { ruleOf, subjectOf, whereOf } from './judged.ts';
import type { Style } from './style.ts';
import { renderTable } from './table.ts';
import { neutraliseLine, truncate, wrap } from './text.ts';

interface Room {
  readonly style: Style;
  readonly columns: number;
}

/** Of one run, in numbers. */
export interface Sum {
  readonly run: string;
  readonly workflow: string;
  /** How many points were judged. */
  readonly judged: number;
  readonly differences: number;
  readonly denied: number;
  readonly asked: number;
  readonly held: number;
  readonly allowed: number;
  /** Merges of which nobody noted what would land. */
  readonly unjudged: number;
}

const words = { allow: 'allowed', hold: 'held', ask: 'asked', deny: 'denied' } as const;

/** Each in two lines: what it was about, and what became of it. */
export function renderDifferences(
  { differences, unjudged }: WhatIf,
  callOf: (judged: Judged) => RunEvent | undefined,
  { style, columns }: Room,
): readonly string[] {
  const width = Math.max(0, ...[...differences, ...unjudged].map(({ seq }) => String(seq).length));
  const head = (seq: number, text: string): string =>
    `  ${style.dim(String(seq).padStart(width))}  ${truncate(neutraliseLine(text), columns - width - 4)}`;
  const below = (text: string): readonly string[] =>
    wrap(neutraliseLine(text), columns - width - 4).map((line) => ' '.repeat(width + 4) + line);
  const lines = differences.flatMap((judged) => [
    head(judged.seq, `${whereOf(judged.event)}: ${whatOf(judged, callOf(judged))}`),
    ...below(verdictOf(judged)).map(paintOf(judged, style)),
  ]);
  const unknown = unjudged.flatMap(({ seq, event }) => [
    head(seq, `${whereOf(event)}: not judged`),
    ...below('what it landed was not noted, since no policy stood before it').map(style.dim),
  ]);
  return lines.length + unknown.length === 0 ? [] : [...lines, ...unknown, ''];
}

/** Of a `run` step that nobody asked about there is no call: what the rules read of it says what it runs. */
function whatOf({ event, decisions }: Judged, call: RunEvent | undefined): string {
  const read = decisions.flatMap(({ facts }) => describeFacts(facts)).find(([name]) => name === 'tool.commands');
  return event.type === 'step.started' && read ? `run ${read[1]}` : subjectOf(event, call);
}

const paintOf = ({ wouldBe }: Judged, { red, green, yellow }: Style) =>
  wouldBe === 'deny' ? red : wouldBe === 'allow' ? green : yellow;

/** The strictest rule, in its own words; of what is let through, the one that did not let it. */
function verdictOf({ event, decisions, was, wouldBe }: Judged): string {
  const change = `${words[was]} then, ${words[wouldBe]} now`;
  const made = decisions.find(({ decision }) => decision === wouldBe);
  if (made !== undefined) return `${change} by ${ruleOf(made)}: ${made.reason ?? ''}`;
  const before = 'decisions' in event ? event.decisions?.find(({ decision }) => decision === was) : undefined;
  return before === undefined ? change : `${change}: then it was by ${ruleOf(before)}`;
}

export function renderSum(sums: readonly Sum[], { style, columns }: Room): readonly string[] {
  const total = (name: 'judged' | 'differences' | 'denied' | 'asked' | 'held' | 'allowed') =>
    sums.reduce((sum, one) => sum + one[name], 0);
  const { green, yellow, signs } = style;
  const differ = total('differences');
  const counts = (['denied', 'asked', 'held', 'allowed'] as const).flatMap((name) =>
    total(name) === 0 ? [] : [`${total(name)} ${name}`],
  );
  const said = `${plural(total('judged'), 'decision')} of ${plural(sums.length, 'run')} made again`;
  const last =
    differ === 0
      ? `${green(signs.life.done)} ${said}: none would differ`
      : `${yellow(signs.dot)} ${said}, ${differ} would differ: ${counts.join(', ')}`;
  if (sums.length < 2) return [last];
  const shown = sums.filter(({ differences }) => differences > 0);
  const table = renderTable(
    [
      { heading: 'run', cell: ({ run }: Sum) => run },
      { heading: 'workflow', cell: ({ workflow }: Sum) => workflow },
      { heading: 'decisions', cell: ({ judged }: Sum) => String(judged), right: true },
      { heading: 'denied', cell: ({ denied }: Sum) => String(denied || ''), right: true },
      { heading: 'asked', cell: ({ asked }: Sum) => String(asked || ''), right: true },
      { heading: 'held', cell: ({ held }: Sum) => String(held || ''), right: true },
      { heading: 'allowed', cell: ({ allowed }: Sum) => String(allowed || ''), right: true },
    ],
    shown,
    columns,
    style,
  );
  return [...(shown.length === 0 ? [] : [...table, '']), last];
}

/** For machines. */
export const describeDifference = ({ seq, event, was, wouldBe, decisions }: Judged) => ({
  seq,
  event: event.type,
  where: whereOf(event),
  was,
  would_be: wouldBe,
  decisions,
});

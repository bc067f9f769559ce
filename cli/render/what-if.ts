/** What other policies would have said, beside what was said. */
import type { RunEvent } from '../../engine/events.ts';
import type { Judged, WhatIf } from '../../engine/what-if.ts';
import { plural } from '../../runs/view/amounts.ts';
import { ruleOf, subjectOf, whereOf } from './judged.ts';
import type { Style } from './style.ts';
import { renderTable } from './table.ts';

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

export function renderDifferences(
  { differences, unjudged }: WhatIf,
  callOf: (judged: Judged) => RunEvent | undefined,
  { style, columns }: Room,
): readonly string[] {
  const paint = ({ wouldBe }: Judged, text: string): string =>
    wouldBe === 'deny' ? style.red(text) : wouldBe === 'allow' ? style.green(text) : style.yellow(text);
  const table = renderTable(
    [
      { heading: 'seq', cell: ({ seq }: Judged) => String(seq), right: true },
      { heading: 'where', cell: ({ event }: Judged) => whereOf(event) },
      { heading: 'what', cell: (judged: Judged) => subjectOf(judged.event, callOf(judged)) },
      { heading: 'then', cell: ({ was }: Judged) => words[was] },
      { heading: 'now', cell: ({ wouldBe }: Judged) => words[wouldBe], paint },
      { heading: 'by', cell: reasonFor },
    ],
    differences,
    columns,
    style,
  );
  const unknown = unjudged.map(
    ({ seq, event }) => `  ${seq}  ${whereOf(event)}: what landed was not noted, since no policy stood before it`,
  );
  return [...(differences.length === 0 ? [] : [...table, '']), ...(unknown.length === 0 ? [] : [...unknown, ''])];
}

/** The strictest rule, in its own words. */
function reasonFor({ decisions, wouldBe }: Judged): string {
  const made = decisions.find(({ decision }) => decision === wouldBe);
  return made === undefined ? '' : `${ruleOf(made)}: ${made.reason ?? ''}`;
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
  type: event.type,
  where: whereOf(event),
  was,
  would_be: wouldBe,
  decisions,
});

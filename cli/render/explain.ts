/** Why something was decided: the rules that spoke, what they read, and those that said nothing. */

import type { Decision } from '../../engine/events.ts';
import { formatMoment, plural } from '../../runs/view/amounts.ts';
import type { Explained } from '../commands/policy-explain.ts';
import { factLines, ruleOf, subjectOf, whereOf } from './judged.ts';
import type { Style } from './style.ts';
import { renderTable } from './table.ts';
import { neutraliseLine, wrap } from './text.ts';

interface Room {
  readonly style: Style;
  readonly columns: number;
}

const words = { allow: 'allows it', hold: 'holds it', ask: 'asks a person', deny: 'denies it' } as const;

/** One decision in full. */
export function renderExplanation({ seq, event, call, decisions, silent }: Explained, room: Room): readonly string[] {
  const { style, columns } = room;
  const head = `${whereOf(event)}: ${subjectOf(event, call)}`;
  return [
    `${style.bold(neutraliseLine(head))}  ${style.dim(`event ${seq}, ${formatMoment(event.at)}`)}`,
    ...(decisions.length === 0 ? [`${style.green(style.signs.life.done)} no rule matched, so it was let through`] : []),
    ...decisions.flatMap((made) => renderDecision(made, room)),
    ...silent.flatMap(({ guard, level, rules }) =>
      wrap(
        neutraliseLine(`${guard} (${level}) stood there too, and did not match: ${rules.join(', ')}`),
        columns - 2,
      ).map((line) => style.dim(`  ${line}`)),
    ),
  ];
}

function renderDecision(made: Decision, { style, columns }: Room): readonly string[] {
  const paint = made.decision === 'deny' ? style.red : style.yellow;
  const indented = (text: string, by: number) =>
    wrap(neutraliseLine(text), Math.max(20, columns - by)).map((line) => `${' '.repeat(by)}${line}`);
  return [
    `${paint(style.signs.dot)} ${style.bold(neutraliseLine(ruleOf(made)))} ${paint(words[made.decision])}`,
    ...(made.reason === undefined ? [] : indented(made.reason, 2)),
    ...(made.unknown === undefined ? [] : indented(`It could not be decided, so it matches: ${made.unknown}`, 2)),
    ...factLines(made, columns - 6).map((line) => style.dim(`    ${line}`)),
  ];
}

/** All of a run, one a line. */
export function renderDecisions(all: readonly Explained[], run: string, { style, columns }: Room): readonly string[] {
  const spoken = all.filter(({ decisions }) => decisions.length > 0);
  const rows = spoken.flatMap((one) => one.decisions.map((made) => ({ ...one, made })));
  type Row = (typeof rows)[number];
  const table = renderTable(
    [
      { heading: 'seq', cell: ({ seq }: Row) => String(seq), right: true },
      { heading: 'where', cell: ({ event }: Row) => whereOf(event) },
      { heading: 'what', cell: ({ event, call }: Row) => subjectOf(event, call) },
      {
        heading: 'decision',
        cell: ({ made }: Row) => made.decision,
        paint: ({ made }: Row, text: string) => (made.decision === 'deny' ? style.red(text) : style.yellow(text)),
      },
      { heading: 'rule', cell: ({ made }: Row) => ruleOf(made) },
      { heading: 'reason', cell: ({ made }: Row) => made.reason ?? '' },
    ],
    rows,
    columns,
    style,
  );
  const said = `${plural(all.length, 'point')} judged, ${spoken.length} with a rule that matched`;
  return [
    ...(rows.length === 0 ? [] : [...table, '']),
    said,
    style.dim(`  one in full: omni policy explain ${run} SEQ`),
  ];
}

/** Why something was decided: the rules that spoke, what they read, and those that said nothing. */

import type { Decision, RunEvent } from '../../engine/events.ts';
import type { Guard } from '../../engine/guards/guard.ts';
import { formatMoment, plural } from '../../runs/view/amounts.ts';
import { factLines, ruleOf, subjectOf, whereOf } from './judged.ts';
import type { Style } from './style.ts';
import { neutraliseLine, truncate, wrap } from './text.ts';

/** An event at which something was judged. */
export interface Explained {
  readonly seq: number;
  readonly event: RunEvent;
  /** The request that it judges again. */
  readonly call?: RunEvent;
  readonly decisions: readonly Decision[];
  /** Policies that stood there, with those of their rules that said nothing. */
  readonly silent: readonly {
    readonly guard: string;
    readonly level: Guard['level'];
    readonly rules: readonly string[];
  }[];
}

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
    ...silent.flatMap((one) =>
      wrap(neutraliseLine(tellSilent(one, decisions)), columns - 2).map((line) => style.dim(`  ${line}`)),
    ),
  ];
}

function tellSilent({ guard, level, rules }: Explained['silent'][number], decisions: readonly Decision[]): string {
  const spoke = decisions.some(({ policy }) => policy === guard);
  return spoke
    ? `other rules of ${guard} did not match: ${rules.join(', ')}`
    : `${guard} (${level}) stood there too, and did not match: ${rules.join(', ')}`;
}

function renderDecision(made: Decision, { style, columns }: Room): readonly string[] {
  const paint = paintOf(made, style);
  const indented = (text: string, by: number) =>
    wrap(neutraliseLine(text), Math.max(20, columns - by)).map((line) => `${' '.repeat(by)}${line}`);
  return [
    `${paint(style.signs.dot)} ${style.bold(neutraliseLine(ruleOf(made)))} ${paint(words[made.decision])}`,
    ...(made.reason === undefined ? [] : indented(made.reason, 2)),
    ...(made.unknown === undefined ? [] : indented(`It could not be decided, so it matches: ${made.unknown}`, 2)),
    ...factLines(made, columns - 6).map((line) => style.dim(`    ${line}`)),
  ];
}

const paintOf = ({ decision }: Decision, { red, yellow }: Style) => (decision === 'deny' ? red : yellow);

/** All of a run, one after the other. */
export function renderDecisions(all: readonly Explained[], run: string, { style, columns }: Room): readonly string[] {
  const spoken = all.filter(({ decisions }) => decisions.length > 0);
  const width = Math.max(0, ...spoken.map(({ seq }) => String(seq).length));
  const lines = spoken.flatMap(({ seq, event, call, decisions }) => [
    `  ${style.dim(String(seq).padStart(width))}  ${truncate(neutraliseLine(`${whereOf(event)}: ${subjectOf(event, call)}`), columns - width - 4)}`,
    ...decisions.flatMap((made) =>
      wrap(neutraliseLine(`${made.decision} by ${ruleOf(made)}: ${made.reason ?? ''}`), columns - width - 4).map(
        (line) => ' '.repeat(width + 4) + paintOf(made, style)(line),
      ),
    ),
  ]);
  const said = `${plural(all.length, 'point')} judged, ${spoken.length} with a rule that matched`;
  return [
    ...(lines.length === 0 ? [] : [...lines, '']),
    said,
    style.dim(`  one in full: omni policy explain ${run} SEQ`),
  ];
}

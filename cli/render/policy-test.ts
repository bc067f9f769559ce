/** A case of a policy's table: that it passed, or what was expected, what was decided instead, and on which facts. */
import type { CaseReport, Miss, Told } from '../../policies/table/index.ts';
import type { Style } from './style.ts';
import { neutraliseLine, truncate, wrap } from './text.ts';

export function renderCase({ name, misses }: CaseReport, style: Style, columns: number): readonly string[] {
  const { green, red, signs } = style;
  const said = neutraliseLine(name);
  if (misses.length === 0) return [`  ${green(signs.life.done)} ${said}`];
  return [`  ${red(signs.life.failed)} ${said}`, ...misses.flatMap((miss) => renderMiss(miss, style, columns))];
}

const INDENT = '      ';

function renderMiss({ event, what, expected, got, told }: Miss, style: Style, columns: number): readonly string[] {
  const { bold, dim, green, red } = style;
  const room = Math.max(30, columns - INDENT.length);
  const labelled = (label: string, text: string, paint: (text: string) => string): readonly string[] =>
    wrap(neutraliseLine(text), room - 11).map(
      (line, index) => `${INDENT}  ${index === 0 ? dim(label.padEnd(9)) : ' '.repeat(9)}${paint(line)}`,
    );
  return [
    `${INDENT}${dim(`event ${event}`)}  ${bold(truncate(neutraliseLine(what), room - 10))}`,
    ...labelled('expected', expected, green),
    ...labelled('got', got, red),
    ...told.flatMap((one) => renderTold(one, style, room).map((line) => `${INDENT}  ${line}`)),
  ];
}

/** Why a rule matched: its reason, why it could not be decided, and what it read. */
function renderTold({ policy, rule, decision, reason, unknown, facts }: Told, { dim }: Style, room: number) {
  const why = [
    ...(unknown === undefined ? [] : [`could not be decided, so it matches: ${unknown}`]),
    ...Object.entries(facts).map(([name, value]) => `${name} = ${JSON.stringify(value)}`),
  ];
  const shorten = (text: string): string => truncate(neutraliseLine(text), room - 4);
  return [
    dim(shorten(`${policy}/${rule}: ${decision}, ${JSON.stringify(reason)}`)),
    ...why.map((line) => `  ${dim(shorten(line))}`),
  ];
}

/** For machines. */
export function describeCase(file: string, table: string, { name, misses }: CaseReport): object {
  return { file, table, case: name, passed: misses.length === 0, misses };
}

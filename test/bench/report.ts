/** Prints figures: a table for people, one line of JSON a figure for machines. */
import type { Figure, Goal, Told } from './cases.ts';
import type { Samples } from './repeat.ts';
import { median } from './statistics.ts';

export type Print = (line: string) => void;

export function reportText({ name, text, figures }: Told, result: Samples, print: Print): void {
  print(`${name}: ${text}`);
  if (result.status !== 'measured') print(`  ${result.status}: ${result.reason}`);
  else {
    for (const figure of figures) {
      const values = valuesOf(figure, result.samples);
      const middle = median(values);
      const spread = `${show(Math.min(...values))} to ${show(Math.max(...values))}`;
      const columns = [
        figure.text.padEnd(32),
        `${show(middle)} ${figure.unit ?? ''}`.padStart(12),
        `   ${spread.padEnd(20)}`,
        figure.goal ? `${describeGoal(figure.goal)}: ${isMet(figure.goal, middle) ? 'met' : 'MISSED'}` : '',
      ];
      print(`  ${columns.join(' ').trimEnd()}`);
    }
  }
  print('');
}

export function reportJson({ name, figures }: Told, result: Samples, print: Print): void {
  if (result.status !== 'measured') {
    print(JSON.stringify({ case: name, status: result.status, reason: result.reason }));
    return;
  }
  for (const { key, unit, goal, ...figure } of figures) {
    const samples = valuesOf({ key, ...figure }, result.samples);
    const value = median(samples);
    const judged = goal && { goal, met: isMet(goal, value) };
    print(JSON.stringify({ case: name, status: 'measured', figure: key, unit, median: value, samples, ...judged }));
  }
}

const valuesOf = ({ key }: Figure, samples: readonly Readonly<Record<string, number>>[]) =>
  samples.map((sample) => sample[key] ?? Number.NaN);

function isMet({ atLeast = Number.NEGATIVE_INFINITY, atMost = Number.POSITIVE_INFINITY }: Goal, value: number) {
  return value >= atLeast && value <= atMost;
}

function describeGoal({ atLeast, atMost, aim }: Goal): string {
  if (atLeast !== undefined && atMost !== undefined) return `goal ${show(atLeast)} to ${show(atMost)}`;
  const bound = atLeast === undefined ? `<= ${show(atMost ?? 0)}` : `>= ${show(atLeast)}`;
  return `goal ${bound}${aim === undefined ? '' : ` (aim ${show(aim)})`}`;
}

function show(value: number): string {
  if (Math.abs(value) >= 100) return Math.round(value).toLocaleString('en-US');
  return Number(value.toPrecision(3)).toString();
}

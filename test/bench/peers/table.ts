/** Prints what was measured: a table in Markdown for people, one line of JSON a row for machines. */
import { median } from '../statistics.ts';
import type { Result } from './measure.ts';

const header = [
  'system',
  'work',
  'steps/s',
  'x raw',
  'range',
  'fsyncs/step',
  'RSS MB',
  'bytes/step',
  'a power cut can lose',
];

/** Each row's rate is held against the raw commits around it; the first row of a workload shows what those were. */
export function renderTable(results: readonly Result[]): string {
  const raw = (['sequential', 'fan-out'] as const).flatMap((workload) => {
    const rates = results.flatMap((result) =>
      result.status === 'measured' && result.row.workload === workload
        ? result.samples.map(({ floorPerSecond }) => floorPerSecond)
        : [],
    );
    if (rates.length === 0) return [];
    return [['raw SQLite commits', `beside ${workload}`, show(median(rates)), '1', '', '1', '', '', 'nothing']];
  });
  const cells = [header, header.map(() => '---'), ...raw, ...results.map(renderRow)];
  const widths = header.map((_, column) => Math.max(...cells.map((row) => row[column]?.length ?? 0)));
  return cells
    .map((row) => {
      const padded = widths.map((width, column) => (row[column] ?? '').padEnd(width, row[0] === '---' ? '-' : ' '));
      return `| ${padded.join(' | ')} |`;
    })
    .join('\n');
}

function renderRow(result: Result): readonly string[] {
  const { row } = result;
  const name = [`${row.system}, ${row.setting}`, row.workload];
  if (result.status === 'failed') return [...name, '', '', '', '', '', '', `failed: ${escapeCell(result.reason)}`];
  const { perSecond, ratio, from, to, mb, fsyncs, bytes } = summarise(result);
  const optional = (value: number | undefined) => (value === undefined ? 'unknown' : show(value));
  return [
    ...name,
    show(perSecond),
    show(ratio),
    `${show(from)} to ${show(to)}`,
    optional(fsyncs),
    optional(mb),
    show(bytes),
    row.loses,
  ];
}

export function renderJson(result: Result): string {
  const { system, setting, workload, loses } = result.row;
  const row = { system, setting, workload };
  if (result.status === 'failed') return JSON.stringify({ ...row, status: 'failed', reason: result.reason });
  return JSON.stringify({ ...row, status: 'measured', ...summarise(result), loses, samples: result.samples });
}

function summarise({ samples, counted }: Extract<Result, { status: 'measured' }>) {
  const ratios = samples.map(({ perSecond, floorPerSecond }) => perSecond / floorPerSecond);
  const mbs = samples.flatMap(({ mb }) => (mb === undefined ? [] : [mb]));
  return {
    perSecond: median(samples.map(({ perSecond }) => perSecond)),
    ratio: median(ratios),
    from: Math.min(...ratios),
    to: Math.max(...ratios),
    mb: mbs.length === 0 ? undefined : median(mbs),
    ...counted,
  };
}

/** A reason comes from a peer: one line, and no column of its own. */
const escapeCell = (text: string): string =>
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is taken out
  text.replace(/[\u0000-\u001f\u007f-\u009f]+/g, ' ').replaceAll('|', '\\|');

function show(value: number): string {
  if (Math.abs(value) >= 100) return Math.round(value).toLocaleString('en-US');
  return Number(value.toPrecision(2)).toString();
}

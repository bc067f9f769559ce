/** Columns of text under headings, made to fit: the widest column gives way first. Cells are plain; paint comes after. */
import type { Style } from './style.ts';
import { neutraliseLine, pad, truncate, widthOf } from './text.ts';

export interface Column<Row> {
  readonly heading: string;
  readonly cell: (row: Row) => string;
  readonly paint?: (row: Row, text: string) => string;
  readonly right?: boolean;
  /** Columns that the cell is moved in by. */
  readonly indent?: (row: Row) => number;
}

const gap = 2;

/** Columns that are empty in every row are left out. Indented by two. */
export function renderTable<Row>(
  columns: readonly Column<Row>[],
  rows: readonly Row[],
  room: number,
  style: Style,
): readonly string[] {
  const cells = columns.map((column) =>
    rows.map((row) => ' '.repeat(column.indent?.(row) ?? 0) + neutraliseLine(column.cell(row))),
  );
  const used = columns.flatMap((column, index) =>
    cells[index]!.some((cell) => cell !== '') ? [{ column, cells: cells[index]! }] : [],
  );
  const widths = used.map(({ column, cells }) => Math.max(widthOf(column.heading), ...cells.map(widthOf)));
  const fixed = gap * used.length;
  while (widths.reduce((sum, width) => sum + width, fixed) > room && Math.max(...widths) > 6) {
    widths[widths.indexOf(Math.max(...widths))]! -= 1;
  }
  const lay = (text: string, index: number): string => {
    const cut = truncate(text, widths[index]!);
    return used[index]!.column.right ? ' '.repeat(widths[index]! - widthOf(cut)) + cut : pad(cut, widths[index]!);
  };
  const line = (parts: readonly string[]): string => `  ${parts.join(' '.repeat(gap))}`.trimEnd();
  return [
    style.dim(line(used.map(({ column }, index) => lay(column.heading, index)))),
    ...rows.map((row, at) =>
      line(
        used.map(({ column, cells }, index) => {
          const text = lay(cells[at]!, index);
          return column.paint ? column.paint(row, text) : text;
        }),
      ),
    ),
  ];
}

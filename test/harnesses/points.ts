/** What a run of the common suite said of each harness, point by point, out of the test runner's own report. */

/** A point holds; or it does not with the version installed; or the harness does not offer it; or it is not installed. */
export type Verdict = 'holds' | 'drifted' | 'unsupported' | 'not run';

export interface Findings {
  readonly harness: string;
  /** In the order of the suite; a point is called as its test is. */
  readonly points: ReadonlyMap<string, Verdict>;
}

/** The part of Vitest's JSON report that is read here. */
export interface TestReport {
  readonly testResults: readonly {
    readonly assertionResults: readonly {
      /** The outermost is the harness, with the reason behind it where it is skipped. */
      readonly ancestorTitles: readonly string[];
      readonly title: string;
      readonly status: string;
    }[];
  }[];
}

/** @param harnesses in the order of the columns; a test outside of them is none of the suite. */
export function findingsOf({ testResults }: TestReport, harnesses: readonly string[]): readonly Findings[] {
  const results = testResults.flatMap(({ assertionResults }) => assertionResults);
  return harnesses.map((harness) => {
    const points = new Map<string, Verdict>();
    for (const { ancestorTitles, title, status } of results) {
      const [outermost = '', group = ''] = ancestorTitles;
      if (outermost !== harness && !outermost.startsWith(`${harness} (`)) continue;
      points.set(
        `${group.startsWith('the harness ') ? 'contract' : group}: ${title}`,
        verdictOf(status, outermost !== harness),
      );
    }
    return { harness, points };
  });
}

function verdictOf(status: string, isAbsent: boolean): Verdict {
  if (isAbsent) return 'not run';
  if (status === 'passed') return 'holds';
  return status === 'failed' ? 'drifted' : 'unsupported';
}

const marks: Readonly<Record<Verdict, string>> = {
  holds: 'holds',
  drifted: 'DRIFTED',
  unsupported: '-',
  'not run': '?',
};

/** What the table's marks mean; a point that only others have is left blank. */
export const legend = 'DRIFTED: not so with this version (why: above). -: not offered. ?: not installed.';

/** One line a point and one column a harness; what only one harness has stands at its end. */
export function tableOf(findings: readonly Findings[]): string {
  const points = [...new Set(findings.flatMap((each) => [...each.points.keys()]))];
  const widths = findings.map(({ harness }) => Math.max(harness.length, 'DRIFTED'.length));
  const rows = points.map((point) => [
    ...findings.map((each) => (each.points.has(point) ? marks[each.points.get(point)!] : '')),
    point,
  ]);
  const line = (cells: readonly string[]) =>
    cells
      .map((cell, nth) => (nth < widths.length ? cell.padEnd(widths[nth]!) : cell))
      .join('  ')
      .trimEnd();
  return [line([...findings.map(({ harness }) => harness), 'point']), ...rows.map(line)].join('\n');
}

/** `claude-code 2.1.330: 61 hold, 0 drifted, 2 not offered`. */
export function summaryOf({ harness, points }: Findings, version: string | undefined): string {
  const count = (verdict: Verdict) => [...points.values()].filter((each) => each === verdict).length;
  const called = version === undefined ? harness : `${harness} ${version}`;
  if (points.size === 0) return `${called}: could not run: its tests did not begin`;
  if (count('not run') > 0) return `${called}: could not run: not installed`;
  return `${called}: ${count('holds')} hold, ${count('drifted')} drifted, ${count('unsupported')} not offered`;
}

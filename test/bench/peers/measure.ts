/** Measures rows round by round, each in turn, so that a noise of the machine hits all alike. */
import { type Counted, count } from './count.ts';
import { type Performed, perform, type Settings } from './perform.ts';
import type { Row } from './rows.ts';

export type Result =
  | {
      readonly row: Row;
      readonly status: 'measured';
      readonly samples: readonly Performed[];
      readonly counted: Counted;
    }
  | { readonly row: Row; readonly status: 'failed'; readonly reason: string };

export interface Plan extends Omit<Settings, 'under'> {
  readonly rounds: number;
  /** Why a row cannot be measured at all. */
  readonly refuse?: (row: Row) => string | undefined;
  /** What is going on, for whoever waits. */
  readonly say: (line: string) => void;
}

/** A row that failed once is not tried again; the others go on. */
export async function measureRows(rows: readonly Row[], { rounds, refuse, say, ...settings }: Plan): Promise<Result[]> {
  const failed = new Map<Row, string>();
  const counted = new Map<Row, Counted>();
  const samples = new Map<Row, Performed[]>(rows.map((row) => [row, []]));
  const attempt = async (row: Row, work: () => Promise<void>) => {
    if (failed.has(row)) return;
    await work().catch((error: unknown) => {
      failed.set(row, error instanceof Error ? error.message : String(error));
    });
  };
  for (const row of rows) {
    const reason = refuse?.(row);
    if (reason !== undefined) failed.set(row, reason);
    await attempt(row, async () => {
      say(`counting ${describe(row)}`);
      counted.set(row, await count(row, settings));
    });
  }
  for (let round = 1; round <= rounds; round++) {
    for (const row of rows) {
      await attempt(row, async () => {
        say(`round ${round} of ${rounds}: ${describe(row)}`);
        samples.get(row)?.push(await perform(row, settings));
      });
    }
  }
  return rows.map((row) => {
    const reason = failed.get(row);
    if (reason !== undefined) return { row, status: 'failed', reason };
    return { row, status: 'measured', samples: samples.get(row) ?? [], counted: counted.get(row) ?? { bytes: 0 } };
  });
}

const describe = ({ system, setting, workload }: Row): string => `${system}, ${setting}, ${workload}`;

/** Runs: listed, shown, and followed all together. */
import { maySee } from '../../../access/index.ts';
import { describeView } from '../../../view/index.ts';
import type { RunRecord } from '../../ports.ts';
import type { ApiParts, Asked, Handlers } from '../context.ts';
import { readCursor, writeCursor } from '../cursor.ts';
import { findListed, type RunRow, rowOf } from '../runs.ts';

const perRead = 200;
/** Runs that one request looks through, however few of them fit. */
const lookThrough = 2_000;

export function runHandlers(parts: ApiParts): Pick<Handlers, 'listRuns' | 'showRun' | 'showRunRow' | 'listAsks'> {
  const { record, history } = parts;
  return {
    listRuns: (asked) => listRuns(record, asked),
    showRunRow: ({ params }) => rowOf(record, findListed(record, params.run)),
    async showRun({ params }) {
      const { run } = findListed(record, params.run);
      return describeView((await history.view(run)).view);
    },
    listAsks: (asked) => listAsks(parts, asked),
  };
}

async function listRuns(record: RunRecord, { query, person }: Asked<'listRuns'>) {
  const { limit = 50, cursor, status, q: text, ...narrow } = query;
  const question = { ...narrow, status, text };
  const filter = { ...narrow, ...(text !== undefined && { text }) };
  const runs: RunRow[] = [];
  let before = readCursor(question, cursor);
  let looked = 0;
  for (;;) {
    const page = record.list({ ...filter, limit: perRead, ...(before !== undefined && { before: String(before) }) });
    for (const [index, listed] of page.entries()) {
      if (!maySee(person, listed.run)) continue;
      const row = await rowOf(record, listed);
      if (status === undefined || status.includes(row.status)) runs.push(row);
      const isLast = page.length < perRead && index === page.length - 1;
      if (runs.length === limit) return { runs, ...(!isLast && { next: writeCursor(question, listed.run) }) };
    }
    looked += page.length;
    before = page.at(-1)?.run;
    if (page.length < perRead || before === undefined) return { runs };
    if (looked >= lookThrough) return { runs, next: writeCursor(question, before) };
  }
}

async function listAsks({ record, asksFor }: ApiParts, { person }: Asked<'listAsks'>) {
  const asks = (await asksFor(record.list({ asking: true }), person, Date.now())).map(
    ({ run: { run, workflow }, open }) => ({ ...open, run, workflow }),
  );
  return { asks: asks.sort((one, other) => one.askedAt - other.askedAt) };
}

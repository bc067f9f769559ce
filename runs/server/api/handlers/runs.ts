/** Runs: listed, shown, and followed all together. */
import { holds, maySee } from '../../../access/index.ts';
import { whyNotAnswer } from '../../../acts/index.ts';
import type { ListedRun } from '../../../journal/index.ts';
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

async function listAsks({ record, history }: ApiParts, { person }: Asked<'listAsks'>) {
  const found: (ListedRun['asks'][number] & { readonly run: string; readonly workflow: string })[] = [];
  if (!holds(person.role, 'answer')) return { asks: [] };
  for (const { run, workflow, asks } of unfinished(record)) {
    if (!maySee(person, run)) continue;
    const { view, workflow: known } = await history.view(run);
    const bench = { starter: view.starter, spec: known?.spec };
    for (const open of asks)
      if (isOpen(open) && whyNotAnswer(open, person.name, bench) === undefined) found.push({ ...open, run, workflow });
  }
  return { asks: found.sort((one, other) => one.askedAt - other.askedAt) };
}

/** Until whoever drives the run takes notice, one that has expired is listed with it still. */
const isOpen = ({ ask: { expiresAt } }: ListedRun['asks'][number]): boolean =>
  expiresAt === undefined || expiresAt > Date.now();

/** Those that wait, of the newest. */
function unfinished(record: RunRecord): readonly ListedRun[] {
  return record.list({ limit: lookThrough }).filter(({ status, asks }) => status === 'running' && asks.length > 0);
}

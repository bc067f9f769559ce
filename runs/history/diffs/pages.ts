/** Diffs out of the journal. The last few are kept as they were found, so that a file's pages cost no search. */
import { hydrate, readAt } from '../read.ts';
import type { HistoryRecord } from '../record.ts';
import type { DiffFilePage, ParsedDiff } from '../types.ts';
import { linesOf } from './lines.ts';
import { nameAll } from './name-all.ts';
import { type SplitDiff, splitDiff } from './split.ts';

const kept = 4;

export interface DiffPages {
  parsed(run: string, seq: number): Promise<ParsedDiff | undefined>;
  file(
    run: string,
    seq: number,
    index: number,
    query: { readonly from?: number; readonly limit?: number },
  ): Promise<DiffFilePage | undefined>;
}

export function createDiffPages(record: HistoryRecord): DiffPages {
  const known = new Map<string, SplitDiff>();

  /** What was journaled never changes, so what is kept stays right. */
  const diffAt = async (run: string, seq: number): Promise<SplitDiff | undefined> => {
    const key = JSON.stringify([run, seq]);
    const diff = known.get(key) ?? (await readDiff(record, run, seq));
    if (diff === undefined) return undefined;
    known.delete(key);
    known.set(key, diff);
    const [oldest] = known.keys();
    if (known.size > kept && oldest !== undefined) known.delete(oldest);
    return diff;
  };

  return {
    async parsed(run, seq) {
      const diff = await diffAt(run, seq);
      if (diff === undefined) return undefined;
      const { text: _, files, ...about } = diff;
      return { ...about, files: files.map(({ hunks: _, ...file }) => file) };
    },
    async file(run, seq, index, query) {
      const diff = await diffAt(run, seq);
      const file = diff?.files[index];
      return diff && file && linesOf(diff, file, query);
    },
  };
}

async function readDiff(record: HistoryRecord, run: string, seq: number): Promise<SplitDiff | undefined> {
  if (!Number.isSafeInteger(seq) || seq < 1) return undefined;
  const envelope = (await readAt(record, run, [seq])).get(seq);
  const event = envelope && (await hydrate(record, envelope.event, (place) => /^result\.(diff|files)$/.test(place)));
  const { result } = Object(event) as { result?: unknown };
  const { diff, files } = Object(result) as { diff?: unknown; files?: unknown };
  if (typeof diff !== 'string') return undefined;
  const split = splitDiff(diff);
  return nameAll(split, files, split.cut);
}

/** The conversation of a run, a page at a time. Long answers stay in the journal until their page is read. */
import type { Envelope } from '../../engine/events.ts';
import { emptyTalk, foldTalk, type RunView, type TalkEntry } from '../view/index.ts';
import { type Page, pageOf, type Window } from './page.ts';
import { hydrate, readAt } from './read.ts';
import type { HistoryRecord } from './record.ts';
import type { TalkLine } from './types.ts';

/** Characters of an answer that are kept. */
const longestKept = 1_024;

/** What is kept of an entry. An event brings one at most. */
type Known = Omit<TalkLine, 'entry'> & { readonly entry: TalkEntry; readonly isCut: boolean };

export interface TalkBook {
  readonly all: readonly Known[];
  /** `view` has folded it already. */
  fold(envelope: Envelope, view: RunView): void;
}

export function createTalkBook(): TalkBook {
  const talk = emptyTalk();
  const all: Known[] = [];
  return {
    all,
    fold({ seq, event }, view) {
      for (const entry of foldTalk(talk, event, view)) {
        const isCut = entry.type === 'answer' && entry.text.length > longestKept;
        all.push({ seq, at: event.at, entry: isCut ? { ...entry, text: '' } : entry, isCut });
      }
    },
  };
}

/** Oldest first: what was said last is at the end of the last page. */
export async function readTalk(
  record: HistoryRecord,
  run: string,
  { all }: TalkBook,
  head: number,
  window: Omit<Window, 'order'>,
): Promise<Page<TalkLine>> {
  const isTail = window.after === undefined;
  const page = pageOf(all, { ...window, order: isTail ? 'newest' : 'oldest' }, head);
  const known = isTail ? [...page.items].reverse() : page.items;
  const found = await readAt(
    record,
    run,
    known.flatMap(({ seq, isCut }) => (isCut ? [seq] : [])),
  );
  const items: TalkLine[] = [];
  for (const { seq, at, entry } of known) {
    const envelope = found.get(seq);
    const whole = envelope && (await textOf(record, envelope));
    items.push({ seq, at, entry: entry.type === 'answer' && whole !== undefined ? { ...entry, text: whole } : entry });
  }
  return { ...page, items };
}

async function textOf(record: HistoryRecord, { event }: Envelope): Promise<string | undefined> {
  const whole = await hydrate(record, event, (place) => place === 'result.text');
  const { text } = Object(whole.type === 'step.finished' && whole.result) as { text?: unknown };
  return typeof text === 'string' ? text : undefined;
}

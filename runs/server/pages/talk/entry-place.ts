import type { renderMarkdown } from '../../html/markdown.ts';

/** What an entry of a transcript needs to know of the page that it stands on. */
export interface EntryPlace {
  readonly run: string;
  readonly agent: string;
  /** Where one entry stands whole. */
  readonly whole: (seq: number) => string;
  /** Loaded by the page that wants it: no other command pays for it. */
  readonly markdown: typeof renderMarkdown;
}

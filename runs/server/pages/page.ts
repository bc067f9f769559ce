/**
 * What a page is: a title and a row of sections, made from the journal each time that it is asked for. Whoever looks at
 * it live is sent the sections that have changed since, by their ids; so there is one way to draw a thing, and a page
 * that was loaded anew shows the same.
 */

import type { Visitor } from '../../access/index.ts';
import { type Html, html } from '../html/html.ts';

export interface PageRequest {
  /** Of the page, with its query. */
  readonly url: string;
  readonly params: Readonly<Record<string, string>>;
  readonly query: Readonly<Record<string, string>>;
  readonly visitor: Visitor;
  /** Milliseconds since the epoch. */
  readonly now: number;
}

export interface Section {
  /** Unique on the page: what the script finds it by. */
  readonly id: string;
  /** One element that has this id. */
  readonly html: Html;
}

/** One of the views of a run, for the row of tabs above it. */
export type RunTab = 'overview' | 'timeline' | 'talk' | 'calls' | 'changes' | 'costs' | 'journal';

export interface Page {
  readonly title: string;
  /** How the sections are laid out: the class of `main`. */
  readonly layout?: 'run' | 'wide' | 'talk';
  /** The run that it is about, and which view of it. */
  readonly of?: { readonly run: string; readonly tab: RunTab };
  readonly sections: readonly Section[];
}

/** Undefined: there is no such page. A view that is not live is as it is (`?at=`), and is not followed. */
export type MakePage = (request: PageRequest) => Promise<Page | undefined>;

/** A section with a heading; without one it is for those who see where it stands. */
export function section(id: string, heading: string | undefined, content: Html): Section {
  const title = heading === undefined ? undefined : html`<h2 id="${id}-h">${heading}</h2>`;
  const named = heading === undefined ? undefined : html` aria-labelledby="${id}-h"`;
  return { id, html: html`<section id="${id}"${named}>${title}${content}</section>` };
}

/** For lists of what may be absent. */
export const present = (sections: readonly (Section | undefined)[]): readonly Section[] =>
  sections.filter((one): one is Section => one !== undefined);

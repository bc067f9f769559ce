/** Where pages are. */
import type { Section } from '../pages/page.ts';
import { html } from './html.ts';
import { runPath } from './words.ts';

export type Query = Readonly<Record<string, string | number | undefined>>;

/** What the code of an error means. */
export const codePath = (code: string): string => `/errors/${code}`;

/** What is undefined or empty is left out. */
export function withQuery(path: string, query: Query): string {
  const given = new URLSearchParams();
  for (const [name, value] of Object.entries(query))
    if (value !== undefined && value !== '') given.set(name, String(value));
  const text = given.toString();
  return text === '' ? path : `${path}?${text}`;
}

export const talkPath = (run: string, step?: string, query: Query = {}): string =>
  withQuery(runPath(run, 'talk'), { step, ...query });

/** The place of one thing in the transcript of its step. */
export const placePath = (run: string, step: string, seq: number): string =>
  `${talkPath(run, step, { at: seq })}#e${seq}`;

/**
 * What came before the entries that are shown: put in its place by `assets/more.js` when somebody goes there.
 * @param where it stands: below the entries where the newest is first
 */
export const earlierSection = (href: string, where: 'above' | 'below' = 'above'): Section => ({
  id: 'earlier',
  html: html`<section id="earlier" class="more" data-key="earlier"><a data-more="${where}" href="${href}">Earlier</a></section>`,
});

/** Values as JSON that people read, a part at a time where they are large. */
import { cut, type Html, html } from './html.ts';

/** Characters that stand on a page beside other things. */
const brief = 12_000;
/** Characters of one part, cut at a line where there is one. */
const part = 40_000;

export const jsonOf = (value: unknown): string => JSON.stringify(value, null, 2) ?? '';

/** Whole where it is short; else its beginning, and the way to the rest. */
export function renderJson(value: unknown, whole: string): Html {
  const text = jsonOf(value);
  if (text.length <= brief) return html`<pre class="json">${text}</pre>`;
  return html`<pre class="json">${cut(text, brief)}</pre><p><a href="${whole}">All of it</a> <span class="quiet">(${Math.ceil(text.length / 1_000)} thousand characters)</span></p>`;
}

/** A change is told in one line. */
export function renderValue(value: unknown): Html {
  if (value === undefined) return html`<span class="quiet">nothing</span>`;
  return html`<code>${cut(typeof value === 'string' ? JSON.stringify(value) : jsonLine(value), 300)}</code>`;
}

const jsonLine = (value: unknown): string => JSON.stringify(value) ?? '';

/** The `index`th part, from 0; undefined: there are not so many. */
export function partOf(text: string, index: number): { readonly text: string; readonly parts: number } | undefined {
  const parts = Math.max(1, Math.ceil(text.length / part));
  if (index >= parts) return undefined;
  return { text: text.slice(borderAt(text, index), borderAt(text, index + 1)), parts };
}

/** A part ends with its line, unless the line is longer than half a part. */
function borderAt(text: string, index: number): number {
  const at = index * part;
  if (index === 0 || at >= text.length) return Math.min(at, text.length);
  const end = text.lastIndexOf('\n', at);
  return end > at - part / 2 ? end + 1 : at;
}

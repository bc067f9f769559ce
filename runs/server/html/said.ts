/** Texts of which a page shows the beginning, folded where they are no part of the talk. */
import type { SaidText } from '../../history/index.ts';
import { type Html, html } from './html.ts';

const units = ['bytes', 'KB', 'MB', 'GB'] as const;

/** `812 bytes`, `12 KB`, `4.8 MB`. */
export function formatBytes(bytes: number): string {
  let [amount, unit] = [bytes, 0];
  for (; amount >= 1_000 && unit < units.length - 1; unit++) amount /= 1_000;
  return `${unit === 0 || amount >= 10 ? Math.round(amount) : amount.toFixed(1)} ${units[unit]}`;
}

export const renderSaid = ({ text, cut }: SaidText): Html => html`<pre class="plain">${text}${cut && '…'}</pre>`;

/** `whole` is where all of it is shown. */
export function unfold(name: string, said: SaidText, whole: string): Html {
  const link = said.cut && html`<p class="more"><a href="${whole}">Show whole</a></p>`;
  return html`<details class="fold"><summary>${name} <span class="quiet">${formatBytes(said.bytes)}</span></summary>${renderSaid(said)}${link}</details>`;
}

/** Values by name, as they were given or came out. */
import type { JsonObject } from '../../../schema/json.ts';
import { type Section, section } from '../pages/page.ts';
import { cut, html } from './html.ts';

const longest = 4_000;

/** Nothing for none. */
export function renderValues(id: string, heading: string, values: JsonObject | undefined): Section | undefined {
  const entries = Object.entries(values ?? {});
  if (entries.length === 0) return undefined;
  const rows = entries.map(([name, value]) => {
    const text = typeof value === 'string' ? value : JSON.stringify(value, null, 2);
    return html`<div><dt>${cut(name, 120)}</dt><dd><pre>${cut(text, longest)}</pre></dd></div>`;
  });
  return section(id, heading, html`<dl class="values">${rows}</dl>`);
}

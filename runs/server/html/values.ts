/** Values by name, as they were given or came out. */
import type { Json, JsonObject } from '../../../schema/json.ts';
import { type Section, section } from '../pages/page.ts';
import { cut, type Html, html } from './html.ts';

const longest = 4_000;
/** Of a value that stands open. */
const mostLines = 14;
const oneLine = 90;

/** Nothing for none. */
export function renderValues(id: string, heading: string, values: JsonObject | undefined): Section | undefined {
  const entries = Object.entries(values ?? {});
  if (entries.length === 0) return undefined;
  const rows = entries.map(
    ([name, value]) =>
      html`<div><dt>${cut(name, 120)}</dt><dd>${renderText(typeof value === 'string' ? value : write(value))}</dd></div>`,
  );
  return section(id, heading, html`<dl class="values">${rows}</dl>`);
}

function renderText(text: string): Html {
  const whole = html`<pre>${cut(text, longest)}</pre>`;
  const lines = text.split('\n', mostLines + 1);
  if (lines.length <= mostLines && text.length <= longest / 2) return whole;
  return html`<details><summary><code>${cut(lines.slice(0, 2).join(' '), oneLine)}</code></summary>${whole}</details>`;
}

function write(value: Json): string {
  const short = JSON.stringify(value);
  return short.length <= oneLine ? short : JSON.stringify(value, null, 2);
}

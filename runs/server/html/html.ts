/**
 * HTML that cannot be broken into: a template escapes every value that is put into it, unless it is HTML itself.
 * Agents, files and branches choose what they are called and what they say, so there is no other way to make a page
 * here. Values stand in text or in quoted attributes, never in a script, a style or a bare attribute.
 */
import { neutralise } from '../../view/neutralise.ts';

export interface Html {
  readonly html: string;
}
export type Value = Html | string | number | undefined | readonly Value[];

/** A value that is undefined stands for nothing; a list for its parts, one after the other. */
export function html(parts: TemplateStringsArray, ...values: readonly Value[]): Html {
  let text = parts[0] ?? '';
  for (const [index, value] of values.entries()) text += write(value) + (parts[index + 1] ?? '');
  return { html: text };
}

function write(value: Value): string {
  if (value === undefined) return '';
  if (typeof value === 'string') return escapeHtml(value);
  if (typeof value === 'number') return String(value);
  return 'html' in value ? value.html : value.map(write).join('');
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

function escapeHtml(text: string): string {
  return neutralise(text).replace(/[&<>"']/g, (character) => entities[character]!);
}

/** At most so many characters: a page is for reading, and whoever writes a megabyte in one line means no reader. */
export function cut(text: string, most: number): string {
  return text.length <= most ? text : `${text.slice(0, most).trimEnd()}…`;
}

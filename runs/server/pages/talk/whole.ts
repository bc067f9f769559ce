/** One entry of a transcript with all that was cut from it elsewhere, a part at a time where it is very long. */
import type { SaidText, TranscriptEntry } from '../../../history/index.ts';
import { html } from '../../html/html.ts';
import { formatBytes } from '../../html/said.ts';
import { clock } from '../../html/words.ts';
import { type Section, section } from '../page.ts';
import { renderEntry } from './entry.ts';
import type { EntryPlace } from './entry-place.ts';

/** Characters of a text that are shown at once. */
const partLength = 60_000;

export function wholeSections(
  entry: TranscriptEntry,
  place: EntryPlace,
  path: string,
  part: number,
): readonly Section[] {
  const back = html`<p><a href="${path}&amp;at=${entry.seq}#e${entry.seq}">Back to its place</a></p>`;
  const texts = textsOf(entry);
  if (entry.type === 'message' && entry.text.text.length <= partLength)
    return [section('back', undefined, back), renderEntry(entry, place)];
  return [
    section('back', undefined, html`<p class="by">${clock(entry.at)}</p>${back}`),
    ...texts.map(([name, said], index) => renderText(name, said, index, place.whole(entry.seq), part)),
  ];
}

type Named = readonly [name: string, said: SaidText];

function textsOf(entry: TranscriptEntry): readonly Named[] {
  switch (entry.type) {
    case 'begin':
      return named(['Prompt', entry.prompt], ['Command', entry.run]);
    case 'message':
    case 'sent':
      return named(['Message', entry.text]);
    case 'call':
      return named(['Input', entry.input], ['Output', entry.output]);
    case 'end':
      return named(['Text', entry.text], ['Errors', entry.stderr], ['Answer as a value', entry.output]);
    default:
      return [];
  }
}

const named = (...texts: readonly (readonly [string, SaidText | undefined])[]): readonly Named[] =>
  texts.flatMap(([name, said]) => (said === undefined ? [] : [[name, said] as const]));

function renderText(name: string, { text, bytes }: SaidText, index: number, path: string, part: number): Section {
  const parts = Math.max(1, Math.ceil(text.length / partLength));
  const at = Math.min(part, parts - 1);
  const links = Array.from({ length: parts }, (_, number) =>
    number === at
      ? html`<b aria-current="page">${number + 1}</b> `
      : html`<a href="${path}&amp;part=${number}#w${index}">${number + 1}</a> `,
  );
  const nav = parts === 1 ? undefined : html`<nav class="parts" aria-label="Parts of ${name}">${links}</nav>`;
  return section(
    `w${index}`,
    `${name}, ${formatBytes(bytes)}`,
    html`${nav}<pre class="plain whole">${text.slice(at * partLength, (at + 1) * partLength)}</pre>${nav}`,
  );
}

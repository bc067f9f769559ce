/**
 * Changes to a document. Each follows from an operation and three numbers, so that a failing case shrinks to fewer
 * changes and smaller numbers. Changes by structure are splices of the text as it was read: cheap, and comments, styles
 * and positions of all the rest stay as their author wrote them.
 */
import type { Seed } from './corpus.ts';
import { seeds } from './corpus.ts';
import { expressionOf, rewire, templateOf } from './expressions.ts';
import type { Site } from './sites.ts';
import { names, signs, values } from './words.ts';

export interface Change {
  readonly does: number;
  readonly at: number;
  readonly with: number;
}

interface Splice {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

const pick = <T>(list: readonly T[], at: number): T => list[at % list.length]!;
const everySite: readonly Site[] = seeds.flatMap(({ sites }) => sites);
const everyText = everySite.flatMap(({ words }) => (words === undefined ? [] : [words]));
const everyKey: readonly string[] = [...new Set(everySite.flatMap(({ key }) => (key ? [key.text] : [])))];
/** A name as YAML may write it: plain where that is legible, else as JSON, which is YAML. */
const nameOf = (number: number): string => {
  const name = pick(names, number >> 1);
  return number % 2 === 0 ? JSON.stringify(name) : name;
};

/** The sites that are texts; all of them where none is. */
const textsOf = ({ sites }: Seed): readonly Site[] => {
  const texts = sites.filter(({ words }) => words !== undefined);
  return texts.length === 0 ? sites : texts;
};

const expressionsOf = (seed: Seed): readonly Site[] => {
  const found = seed.sites.filter(({ words, key }) => words?.includes('${{') || /^(?:if|until)$/.test(key?.text ?? ''));
  return found.length === 0 ? textsOf(seed) : found;
};

const value = ({ value: { start, end } }: Site, text: string): Splice => ({ start, end, text });
const block = (text: string, { start, end, flow }: Site): Splice => {
  if (flow) return { start, end: text[end] === ',' ? end + 1 : end, text: '' };
  const from = text.lastIndexOf('\n', start - 1) + 1;
  return { start: text.slice(from, start).trim() === '' ? from : start, end, text: '' };
};
const beside = ({ start, flow, indent }: Site, text: string): Splice => ({
  start,
  end: start,
  text: flow ? `${text}, ` : `${text}\n${' '.repeat(indent)}`,
});

type Structural = (site: Site, number: number, seed: Seed) => readonly Splice[];

/** Changes of a site of any sort. */
const ofAny: readonly Structural[] = [
  (site, _, { text }) => [block(text, site)],
  (site, number) => [site.key ? { ...site.key, text: pick(everyKey, number) } : value(site, pick(everyKey, number))],
  (site, number) => [site.key ? { ...site.key, text: nameOf(number) } : value(site, nameOf(number))],
  (site, _, { text }) => [beside(site, text.slice(site.start, site.end).trimEnd())],
  (site, number) => {
    const before = site.key ? `${pick(everyKey, number)}: ` : site.flow ? '' : '- ';
    return [beside(site, `${before}${pick(everySite, number >> 4).value.json}`)];
  },
  (site, number) => [value(site, pick(values, number))],
  (site, number) => [value(site, pick(everySite, number).value.json)],
  (site, number, { sites }) => {
    const other = pick(sites, number);
    return [value(site, other.value.json), value(other, site.value.json)];
  },
  (site, number) => {
    const depth = number % 70;
    return [value(site, `${'['.repeat(depth)}${site.value.json}${']'.repeat(depth)}`)];
  },
  (site, number) => [value(site, `{ ${pick(everyKey, number)}: ${site.value.json} }`)],
];

/** Changes of a text. */
const ofTexts: readonly Structural[] = [
  (site, number) => [value(site, nameOf(number))],
  (site, number) => [value(site, JSON.stringify(pick(names, number)))],
  (site, number) => [value(site, JSON.stringify(templateOf(number)))],
  (site, number) => [value(site, JSON.stringify(rewire(site.words ?? '', number)))],
  (site, number) => [value(site, JSON.stringify(pick(everyText, number)))],
  (site, number, seed) => {
    const other = pick(textsOf(seed), number);
    return [value(site, other.value.json), value(other, site.value.json)];
  },
];

/** Changes of a text that holds expressions, so that more of what is wrong with those is seen. */
const ofExpressions: readonly Structural[] = [
  (site, number) => [value(site, JSON.stringify(`${site.words} ${templateOf(number)}`))],
  (site, number) => [value(site, JSON.stringify(templateOf(number)))],
  (site, number) => [value(site, JSON.stringify(`\${{ ${expressionOf(number)} }}`))],
  (site, number) => [value(site, JSON.stringify(expressionOf(number)))],
  (site, number) => [value(site, JSON.stringify(rewire(site.words ?? '', number)))],
];

const structural: readonly Structural[] = [...ofAny, ...ofTexts, ...ofExpressions];
const sitesFor = (does: number, seed: Seed): readonly Site[] => {
  if (does < ofAny.length) return seed.sites;
  return does < ofAny.length + ofTexts.length ? textsOf(seed) : expressionsOf(seed);
};

type Textual = (text: string, at: number, number: number) => string;
const spliced = (text: string, { start, end, text: put }: Splice): string =>
  text.slice(0, start) + put + text.slice(end);
const byLine =
  (change: (lines: string[], at: number, number: number) => void): Textual =>
  (text, at, number) => {
    const lines = text.split('\n');
    change(lines, at % lines.length, number);
    return lines.join('\n');
  };

const textual: readonly Textual[] = [
  byLine((lines, at, number) => void lines.splice(at, 1 + (number % 3))),
  byLine((lines, at, number) => void lines.splice(at, 0, ...lines.slice(at, at + 1 + (number % 8)))),
  byLine((lines, at, number) => {
    const other = number % lines.length;
    [lines[at], lines[other]] = [lines[other]!, lines[at]!];
  }),
  byLine((lines, at, number) => {
    lines[at] = ' '.repeat(number % 9) + lines[at]!.trimStart();
  }),
  byLine((lines, at, number) => {
    lines[at] = `${'- '.repeat(number % 90)}${lines[at]!.trimStart()}`;
  }),
  (text, at) => text.slice(0, at % (text.length + 1)),
  (text, at, number) =>
    spliced(text, { start: at % (text.length + 1), end: at % (text.length + 1), text: pick(signs, number) }),
  (text, at, number) =>
    spliced(text, {
      start: at % (text.length + 1),
      end: (at % (text.length + 1)) + (number % 40),
      text: pick(signs, number >> 4),
    }),
  (text, at, number) => {
    const digits = [...text.matchAll(/\d+/g)];
    if (digits.length === 0) return text;
    const { index, 0: found } = pick(digits, at);
    return spliced(text, {
      start: index,
      end: index + found.length,
      text: pick(['-1', '0', '1e9', '1e999', '9'.repeat(400), '0.1'], number),
    });
  },
  (text) => text.replaceAll('\n', '\r\n'),
  (text, at) =>
    spliced(text, { start: at % (text.length + 1), end: at % (text.length + 1), text: text.slice(0, 2000) }),
];

/** How many operations there are: those by structure, then those on the text. */
export const structuralOperations = structural.length;
export const operations = structuralOperations + textual.length;

/** The text of a seed after its changes: first those by structure, at the places they were found at, then the others. */
export function mutate(seed: Seed, changes: readonly Change[]): string {
  const splices = changes.flatMap(({ does, at, with: number }) => {
    const change = structural[does];
    if (change === undefined || seed.sites.length === 0) return [];
    return change(pick(sitesFor(does, seed), at), number, seed);
  });
  let text = applyAll(seed.text, splices);
  for (const { does, at, with: number } of changes)
    text = textual[does - structural.length]?.(text, at, number) ?? text;
  return text;
}

/** Where two changes overlap the later one in the text gives way. */
function applyAll(text: string, splices: readonly Splice[]): string {
  let result = '';
  let done = 0;
  for (const { start, end, text: put } of splices.toSorted((a, b) => a.start - b.start)) {
    if (start < done) continue;
    result += text.slice(done, start) + put;
    done = end;
  }
  return result + text.slice(done);
}

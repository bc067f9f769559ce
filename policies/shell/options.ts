/** Options of programs, by a table in one line of text each. */
import type { Field } from './field.ts';

/** Options by name: whether each takes a value (`always`), may have one attached (`attached`), or has none. */
export type OptionTable = ReadonlyMap<string, 'always' | 'attached' | 'none'>;

/** `-v --all -n: --name: -i? --colour?`: a colon: a value follows or is attached; a question mark: only attached. */
export function optionTable(line: string): OptionTable {
  const entries = line.split(/\s+/).filter((entry) => entry !== '');
  return new Map(
    entries.map((entry) =>
      entry.endsWith(':')
        ? [entry.slice(0, -1), 'always']
        : entry.endsWith('?')
          ? [entry.slice(0, -1), 'attached']
          : [entry, 'none'],
    ),
  );
}

export interface Option {
  readonly name: string;
  readonly value?: Field;
}

export interface Options {
  readonly options: readonly Option[];
  /** The other words, in their order. */
  readonly rest: readonly Field[];
  /** The first word that may be an option that the table does not have. */
  readonly strange?: Field;
}

/** `first`: options end at the first other word, as those of a program that runs another do. */
export function readOptions(words: readonly Field[], table: OptionTable, order: 'first' | 'any'): Options {
  const options: Option[] = [];
  const rest: Field[] = [];
  let strange: Field | undefined;
  for (let at = 0; at < words.length; at += 1) {
    const word = words[at]!;
    if (word.known && word.text === '--') {
      rest.push(...words.slice(at + 1));
      break;
    }
    const found = readOption(word, words[at + 1], table);
    if (found === 'none') {
      if (!word.known && (word.head === '' || word.head === '-')) strange ??= word;
      rest.push(...(order === 'first' ? words.slice(at) : [word]));
      if (order === 'first') break;
    } else if (found === 'strange') {
      strange ??= word;
      rest.push(word);
    } else {
      options.push(...found.options);
      if (found.next) at += 1;
    }
  }
  return { options, rest, ...(strange === undefined ? {} : { strange }) };
}

type Found = 'none' | 'strange' | { readonly options: readonly Option[]; readonly next: boolean };

function readOption(word: Field, next: Field | undefined, table: OptionTable): Found {
  const { head } = word;
  if (!head.startsWith('-') || (word.known && head === '-')) return 'none';
  const equals = head.indexOf('=');
  if (head.startsWith('--') || (equals < 0 && word.known && table.has(head))) {
    const name = equals < 0 ? head : head.slice(0, equals);
    const takes = table.get(name);
    if (takes === undefined || (equals < 0 && !word.known)) return 'strange';
    if (equals >= 0)
      return takes === 'none' ? 'strange' : { options: [{ name, value: tail(word, equals + 1) }], next: false };
    if (takes !== 'always') return { options: [{ name }], next: false };
    return next === undefined ? 'strange' : { options: [{ name, value: next }], next: true };
  }
  return readCluster(word, next, table);
}

/** `-xvf file`: short options in one word, of which the last may have a value. */
function readCluster(word: Field, next: Field | undefined, table: OptionTable): Found {
  const options: Option[] = [];
  for (let at = 1; at < word.head.length; at += 1) {
    const name = `-${word.head[at]}`;
    const takes = table.get(name);
    if (takes === undefined) return 'strange';
    if (takes === 'none') {
      options.push({ name });
      continue;
    }
    const attached = tail(word, at + 1);
    if (attached.text !== '') return { options: [...options, { name, value: attached }], next: false };
    if (takes === 'attached') return { options: [...options, { name }], next: false };
    return next === undefined ? 'strange' : { options: [...options, { name, value: next }], next: true };
  }
  return word.known ? { options, next: false } : 'strange';
}

const tail = (word: Field, from: number): Field => ({
  text: word.text.slice(from),
  known: word.known,
  head: word.head.slice(from),
});

/** The values that options of these names have. */
export const valuesOf = (options: readonly Option[], ...names: readonly string[]): readonly Field[] =>
  options.flatMap(({ name, value }) => (names.includes(name) && value !== undefined ? [value] : []));

export const has = (options: readonly Option[], ...names: readonly string[]): boolean =>
  options.some(({ name }) => names.includes(name));

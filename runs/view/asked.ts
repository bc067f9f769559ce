/** What exactly a policy asks a person about: the command, the change, the merge or the words, line by line. */
import { isBelow } from '../../engine/address.ts';
import type { Ask } from '../../engine/events.ts';
import { isJsonObject, type Json, type JsonObject } from '../../schema/json.ts';
import type { OpenAsk } from '../asks.ts';
import { describeFacts } from './facts.ts';
import type { RunView } from './types.ts';

/** A line, and what it is of a change: that is what is painted. */
export interface AskedLine {
  readonly text: string;
  readonly sign?: '+' | '-' | '$';
}

/** Nothing for an ask that says it all in its text. */
export function linesAsked({ about }: Ask): readonly AskedLine[] {
  const { tool, merge, text } = object(about);
  if (tool !== undefined) return linesOfTool(object(tool));
  if (merge !== undefined) return linesOfMerge(object(merge));
  return typeof text === 'string' && text !== '' ? plain(text) : [];
}

/** The branches of the steps that an approval shows: what there is to look at before it is given. */
export function branchesAsked(view: RunView, { ask, frame }: OpenAsk): readonly string[] {
  const isShown = (row: { readonly frame: string; readonly step: string }): boolean =>
    (ask.show ?? []).some((id) => (row.frame === frame && row.step === id) || isBelow(row.frame, frame, id));
  return [...new Set([...view.steps.values()].filter(isShown).flatMap(({ branch }) => branch ?? []))];
}

/** What the rule read beyond what is shown above: amounts, what it remembers, its limits. */
export function factsAsked({ about, facts }: Ask): readonly (readonly [string, string])[] {
  const shown = ['tool', 'merge', 'turn'].filter((_, index) => ['tool', 'merge', 'text'][index]! in object(about));
  return describeFacts(facts).filter(
    ([name, value]) => value.startsWith('not known: ') || !shown.some((subject) => name.startsWith(`${subject}.`)),
  );
}

const object = (value: unknown): JsonObject => (isJsonObject(value as Json) ? (value as JsonObject) : {});
const split = (text: string, sign?: AskedLine['sign']): readonly AskedLine[] =>
  text
    .replace(/\r?\n$/, '')
    .split(/\r?\n/)
    .map((line) => ({ text: line, ...(sign && { sign }) }));
const plain = (text: string): readonly AskedLine[] => split(text);

/** Under the names that harnesses give them. */
const names = {
  command: ['command', 'script', 'cmd'],
  path: ['path', 'file_path', 'filePath'],
  before: ['old', 'old_string', 'oldString'],
  after: ['new', 'new_string', 'newString', 'content'],
} as const;

/** What has no words of its own here is shown whole, as JSON: nothing that is approved may be left out. */
function linesOfTool({ kind, name, input }: JsonObject): readonly AskedLine[] {
  const given = object(input);
  const used = new Set<string>();
  const take = (what: keyof typeof names): string | undefined => {
    const key = names[what].find((one) => isText(given[one]));
    if (key === undefined) return undefined;
    used.add(key);
    const value = given[key];
    return Array.isArray(value) ? value.map(quoted).join(' ') : String(value);
  };
  const [command, path, before, after] = [take('command'), take('path'), take('before'), take('after')];
  const title = kind === name || kind === 'shell' ? String(kind) : `${kind}: ${name}`;
  const rest = isJsonObject(input ?? null)
    ? Object.entries(given).filter(([key, value]) => !used.has(key) && !isEmpty(value))
    : [['input', input ?? null] as const];
  return [
    { text: path === undefined ? title : `${title} ${path}` },
    ...(command === undefined ? [] : split(command, '$')),
    ...(before === undefined ? [] : split(before, '-')),
    ...(after === undefined ? [] : split(after, '+')),
    ...rest.map(([key, value]) => ({ text: `${key}: ${typeof value === 'string' ? value : JSON.stringify(value)}` })),
  ];
}

const isText = (value: Json | undefined): boolean =>
  typeof value === 'string' || (Array.isArray(value) && value.every((item) => typeof item === 'string'));
const isEmpty = (value: Json): boolean => isJsonObject(value) && Object.keys(value).length === 0;
/** A word with spaces in it is one word still. */
const quoted = (word: Json): string => (/^[\w@%+=:,./-]+$/.test(String(word)) ? String(word) : JSON.stringify(word));

function linesOfMerge({ branch, into, files }: JsonObject): readonly AskedLine[] {
  const changed = Array.isArray(files) ? files : [];
  return [
    { text: `merge ${branch} into ${into}` },
    ...changed.map((file) => {
      const { op, path } = object(file);
      return { text: typeof file === 'string' ? file : `  ${op} ${path}` };
    }),
  ];
}

/** `sed`: it writes in place, and its scripts can write files and run programs. */
import { known } from '../field.ts';
import { touch } from '../files.ts';
import { has, optionTable, readOptions, valuesOf } from '../options.ts';
import type { Call, Handler, Reader } from '../reader.ts';
import { report } from '../report.ts';
import { doubt, shown } from '../tally.ts';

const table = optionTable(
  '-n -e: -f: -E -r -s -u -z -l: -i? -I? --quiet --silent --expression: --file: --regexp-extended --separate --unbuffered --null-data --line-length: --in-place? --posix --debug --sandbox --follow-symlinks --version --help',
);

const sed: Handler = (reader, call) => {
  report(reader, call.program, '', call.words);
  const { options, rest, strange } = readOptions(call.words, table, 'any');
  const say = (why: string) => doubt(reader.tally, 'interpreter', why);
  if (strange !== undefined && !rest.includes(strange)) say(`what sed does with ${shown(strange.text)} is not known`);
  if (has(options, '-f', '--file')) say('sed runs a script that is not read');
  const given = valuesOf(options, '-e', '--expression');
  const inPlace = has(options, '-i', '-I', '--in-place');
  // On a Mac, the word after `-i` is a suffix.
  const words = given.length === 0 && inPlace && rest[0]?.text === '' ? rest.slice(1) : rest;
  const scripts = given.length > 0 || has(options, '-f', '--file') ? given : words.slice(0, 1);
  for (const script of scripts) readScript(reader, call, script.known ? script.text : undefined);
  const files = given.length > 0 || has(options, '-f', '--file') ? words : words.slice(1);
  for (const file of files) {
    if (!file.known && file.head === '') say(`what sed does with ${shown(file.text)} is not known`);
    touch(reader, file, call.flow, { op: inPlace ? 'write' : 'read' });
    const suffix = inPlace ? valuesOf(options, '-i', '-I', '--in-place')[0] : undefined;
    if (suffix !== undefined && file.known) {
      const copy = suffix.text.includes('*') ? suffix.text : `${file.text}${suffix.text}`;
      if (!suffix.known || suffix.text.includes('*'))
        doubt(reader.tally, 'dynamic', `which files sed writes is not known: ${shown(copy)}`);
      else touch(reader, known(copy), call.flow, { op: 'write' });
    }
  }
  return undefined;
};

const address = String.raw`(?:\d+(?:~\d+)?|\$|\/(?:[^\/\\\n]|\\.)*\/[IM]*)`;
const addresses = String.raw`(?:${address}(?:\s*,\s*[+~]?${address})?)?\s*!?\s*`;
const substitution = String.raw`s([^\w\s\\])(?:(?!\1)[^\\\n]|\\[^])*\1(?:(?!\1)[^\\\n]|\\[^])*\1[gpiIm0-9]*`;
const transliteration = String.raw`y([^\w\s\\])(?:(?!\2)[^\\\n]|\\[^])*\2(?:(?!\2)[^\\\n]|\\[^])*\2`;
const text = String.raw`[aic](?:\s*\\\n?|\s+)?[^\n]*`;
const label = String.raw`[btT:]\s*[\w.-]*`;
/** One command, and what ends it. */
const harmless = new RegExp(
  String.raw`^[\s;]*${addresses}(?:${substitution}|${transliteration}|${text}|${label}|[=dDgGhHnNpPxzl{}]|[qQ]\s*\d*|#[^\n]*)\s*(?=[;}\n]|$)|^[\s;}]+$`,
);

function readScript(reader: Reader, { flow }: Call, script: string | undefined): undefined {
  if (script === undefined) return doubt(reader.tally, 'interpreter', 'what sed runs is not known');
  let rest = script;
  while (rest !== '') {
    const found = harmless.exec(rest)?.[0] ?? '';
    if (found === '') break;
    rest = rest.slice(found.length);
    // After a brace another command begins.
    if (found.trimEnd().endsWith('{')) rest = `;${rest}`;
  }
  if (/^[\s;}]*$/.test(rest)) return;
  const file = new RegExp(String.raw`^[\s;]*${addresses}(?:${substitution}\s*)?[wW]\s+([^\n]+)$`).exec(rest)?.at(-1);
  const named = file ?? new RegExp(String.raw`^[\s;]*${addresses}${substitution}w\s*([^\n]+)$`).exec(rest)?.at(-1);
  if (named !== undefined) touch(reader, known(named), flow, { op: 'write' });
  else doubt(reader.tally, 'interpreter', `${shown(script)} may run programs or write files`);
}

export const editors: ReadonlyMap<string, Handler> = new Map([
  ['sed', sed],
  ['gsed', sed],
]);

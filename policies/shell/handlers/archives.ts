/** `tar` and `zip`: making an archive writes one file, taking one apart writes many. */
import { type Field, known } from '../field.ts';
import { touch } from '../files.ts';
import type { Handler } from '../reader.ts';
import { report } from '../report.ts';
import { doubt, shown } from '../tally.ts';

const runs =
  /^(?:-I|-F|--(?:use-comp|to-com|checkpoint-a|info-s|new-v|rsh|rmt|compress-p|unlink|remove|T|unzip-c))|^-TT$|^-T/;

const tar: Handler = (reader, call) => {
  report(reader, call.program, '', call.words);
  const odd = call.words.find(
    ({ known: certain, head, text }) => runs.test(text) || (!certain && (head === '' || head.startsWith('-'))),
  );
  if (odd !== undefined) return doubt(reader.tally, 'dynamic', `tar ${shown(odd.text)} may run a program`);
  const [mode] = call.words;
  const letters = call.words.filter(({ text }, at) => at === 0 || /^-[A-Za-z]/.test(text)).map(({ text }) => text);
  const creates =
    letters.some((text) => /^-?[A-Za-z]*c[A-Za-z]*$/.test(text)) || call.words.some(({ text }) => text === '--create');
  const lists =
    letters.some((text) => /^-?[A-Za-z]*t[A-Za-z]*$/.test(text)) || call.words.some(({ text }) => text === '--list');
  if (mode === undefined || mode.text === '--version' || (lists && !creates)) return undefined;
  if (!creates) return doubt(reader.tally, 'dynamic', 'which files tar writes only the archive says');
  const at = call.words.findIndex(
    ({ text }, index) => (index === 0 || text.startsWith('-')) && /^-?[A-Za-z]*f$/.test(text),
  );
  const file: Field | undefined = call.words[at + 1];
  if (at < 0 || file === undefined) doubt(reader.tally, 'dynamic', 'which file tar writes is not known');
  else if (file.text !== '-') touch(reader, file, call.flow, { op: 'write' });
  return undefined;
};

const zip: Handler = (reader, call) => {
  report(reader, call.program, '', call.words);
  const odd = call.words.find(
    ({ known: certain, head, text }) => /^-[A-Za-z]*[Tm]|^--(?:un|te|mo)/.test(text) || (!certain && head === ''),
  );
  if (odd !== undefined)
    return doubt(reader.tally, 'dynamic', `zip ${shown(odd.text)} may run a program, or delete files`);
  const file = call.words.find(({ text }) => !text.startsWith('-'));
  if (file !== undefined)
    touch(reader, file.text.includes('.') ? file : known(`${file.text}.zip`), call.flow, { op: 'write' });
  return undefined;
};

/** They put a file in the place of the one that they are given. */
const press: Handler = (reader, call) => {
  report(reader, call.program, '', call.words);
  if (call.words.some(({ text }) => /^-[a-z]*c|^--(?:stdout|test|list)|^-[tl]$/.test(text))) return undefined;
  doubt(reader.tally, 'dynamic', `which files ${call.program} changes is not known`);
  return undefined;
};

export const archives: ReadonlyMap<string, Handler> = new Map([
  ...['tar', 'gtar', 'bsdtar'].map((name) => [name, tar] as const),
  ['zip', zip],
  ...['gzip', 'bzip2', 'xz', 'zstd'].map((name) => [name, press] as const),
]);

/** Programs that run no other, unless an option says so. */
import type { Field } from '../field.ts';
import type { Call, Handler, Reader } from '../reader.ts';
import { report } from '../report.ts';
import { plainPrograms } from '../tables/plain.ts';
import { doubt, shown } from '../tally.ts';

function matches({ head }: Field, option: string): boolean {
  if (!option.startsWith('-')) return head === option || (option === '+' && head.startsWith('+'));
  const name = head.split('=', 1)[0] ?? '';
  if (option.startsWith('--')) return name.length > 3 && name.startsWith('--') && option.startsWith(name);
  return new RegExp(`^-[A-Za-z]*${option.slice(1)}`).test(head);
}

function leave(reader: Reader, call: Call, options: readonly string[]): undefined {
  report(reader, call.program, '', call.words);
  const end = call.words.findIndex(({ text }) => text === '--');
  for (const word of end < 0 ? call.words : call.words.slice(0, end)) {
    if (options.some((option) => matches(word, option))) {
      doubt(reader.tally, 'dynamic', `${call.program} ${shown(word.text)} may run a program, or write a file`);
    } else if (!word.known && word.head === '' && options.some((option) => option !== '+')) {
      doubt(reader.tally, 'dynamic', `what ${call.program} does with ${shown(word.text)} is not known`);
    }
  }
}

export const plainHandlers: ReadonlyMap<string, Handler> = new Map(
  [...plainPrograms].map(([name, options]): [string, Handler] => [
    name,
    (reader, call) => leave(reader, call, options),
  ]),
);

/** Builtins that print or compare: what they print may be a script, and what they compare may be run. */
import { joined, textsOf } from '../field.ts';
import type { Handler } from '../reader.ts';
import { report } from '../report.ts';
import { doubt, shown } from '../tally.ts';
import { setVariable } from '../variables.ts';

const echo: Handler = (reader, call) => {
  report(reader, call.program, '', call.words);
  const text = joined(call.words);
  // What begins with a dash or holds a backslash, shells print differently.
  return text === undefined || /^-|\\/.test(text) ? undefined : `${text}\n`;
};

const printf: Handler = (reader, call) => {
  report(reader, call.program, '', call.words);
  const [format, ...more] = call.words;
  if (format === undefined) return undefined;
  const attached = /^-v(.+)$/s.exec(format.text)?.[1];
  if (format.text === '-v' || attached !== undefined || !format.known) {
    const name = attached ?? (format.text === '-v' && more[0]?.known === true ? more[0].text : '');
    if (/^[A-Za-z_]\w*$/.test(name) && format.known) setVariable(reader, name, undefined, call.flow);
    else if (format.known || format.head === '' || format.head.startsWith('-')) {
      doubt(reader.tally, 'dynamic', 'which variable printf sets is not known');
    }
    return undefined;
  }
  if (more.length > 0 || /%|\\(?!n)/.test(format.text)) return undefined;
  return format.text.replaceAll('\\n', '\n');
};

/** `test` and `[`: `-v` and `-R` read a name, of which the index is run. */
const test: Handler = (reader, call) => {
  report(reader, call.program, '', call.words);
  for (const [at, word] of call.words.entries()) {
    const before = call.words[at - 1]?.text ?? '';
    if (/^-[vR]$/.test(before) && (!word.known || !/^\w+$/.test(word.text)) && word.text !== ']') {
      doubt(reader.tally, 'dynamic', `the name ${shown(word.text)} may run what stands in it`);
    }
  }
  return undefined;
};

/** Prints what it reads, if it is given nothing else to read. */
export const printsInput: Handler = (_, call) =>
  textsOf(call.words).every((text) => text === '-') && typeof call.input === 'object' ? call.input.text : undefined;

export const printing: ReadonlyMap<string, Handler> = new Map([
  ['echo', echo],
  ['printf', printf],
  ['test', test],
  ['[', test],
]);

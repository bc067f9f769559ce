/** Interpreters: code that stands in the call is not read; a file is what any program is. */
import { has, type OptionTable, optionTable, readOptions, valuesOf } from '../options.ts';
import type { Call, Handler, Reader } from '../reader.ts';
import { report } from '../report.ts';
import { codeOnly, type Interpreter, interpreterNames, interpreters, modules } from '../tables/interpreters.ts';
import { doubt, shown } from '../tally.ts';

function interpret(reader: Reader, call: Call, interpreter: Interpreter, table: OptionTable): undefined {
  const { options, rest, strange } = readOptions(call.words, table, 'first');
  const [module] = valuesOf(options, interpreter.module ?? '');
  const { program } = call;
  if (module !== undefined) return runModule(reader, call, module.known ? module.text : undefined);
  report(reader, program, '', call.words);
  const say = (why: string) => doubt(reader.tally, 'interpreter', `${program} ${why}`);
  const [first] = rest;
  if (
    strange !== undefined &&
    (first === undefined || strange === first || call.words.indexOf(strange) < call.words.indexOf(first))
  ) {
    return say(`may run code that is not read: ${shown(strange.text)}`);
  }
  if (has(options, ...interpreter.code)) return say('runs code that is not read');
  if (has(options, ...interpreter.prints, '--test')) return undefined;
  if (first === undefined || first.text === '-') {
    return call.input === 'nothing' ? undefined : say('runs code that it reads');
  }
  if (!first.known || /^\/(?:dev|proc)\/|^data:/.test(first.text))
    return say(`runs ${shown(first.text)}, which is not known`);
  // A file that this call may have written is code that stands in the call.
  if (reader.tally.wrote) return say(`runs ${shown(first.text)} after files were written`);
  return undefined;
}

/** `python -m pip install x` is `pip install x`. */
function runModule(reader: Reader, call: Call, module: string | undefined): undefined {
  const at = call.words.findIndex(({ head }) => /^-[A-Za-z]*m/.test(head));
  const attached = call.words[at]?.text !== '-m' && !/^-[A-Za-z]+m$/.test(call.words[at]?.text ?? '');
  const words = call.words.slice(at + (attached ? 1 : 2));
  report(reader, call.program, '', call.words);
  if (module === 'pip' || module === 'pipx' || module === 'poetry' || module === 'uv') {
    reader.acts.words(reader, [{ text: module, known: true, head: module }, ...words], call);
  } else if (module === undefined || !modules.has(module)) {
    doubt(
      reader.tally,
      'interpreter',
      `${call.program} runs the module ${shown(module ?? '')}, which may run anything`,
    );
  }
}

/** `awk` programs can run others and write files. */
const awk: Handler = (reader, call) => {
  report(reader, call.program, '', call.words);
  const table = optionTable(
    '-F: -v: -f: -i: -l: -e: -E: -n -S -b -t -V -W: --version --posix --csv --sandbox --field-separator: --assign: --file: --include: --load: --source: --exec:',
  );
  const { options, rest, strange } = readOptions(call.words, table, 'first');
  const say = (why: string) => doubt(reader.tally, 'interpreter', why);
  if (strange !== undefined) return say(`what awk does with ${shown(strange.text)} is not known`);
  if (has(options, '--version', '-V')) return undefined;
  if (has(options, '-f', '-i', '-l', '-e', '-E', '--file', '--include', '--load', '--source', '--exec', '-W'))
    return say('awk runs code that is not read');
  const [program] = rest;
  if (program?.known !== true) return say('awk runs code that is not known');
  // Strings and patterns may look like a pipe or a redirection: that is said to be one.
  const bare = program.text.replace(/\|\|/g, ' or ').replace(/>=/g, ' ge ');
  const printed = bare.search(/\bprintf?\b/);
  const writes = printed >= 0 && bare.includes('>', printed);
  if (writes || /\bsystem\b|\bgetline\b|\|\s*&?\s*["(\w]|["\w)]\s*\||@\w/.test(bare))
    say('awk may run programs or write files');
  return undefined;
};

const foreign: Handler = (reader, call) => {
  report(reader, call.program, '', call.words);
  const [only] = call.words;
  if (call.words.length !== 1 || !/^(?:--version|-version|-V|--help)$/.test(only?.text ?? '')) {
    doubt(reader.tally, 'interpreter', `${call.program} takes commands that are not read`);
  }
  return undefined;
};

const handlerOf = (name: string): Handler => {
  const interpreter = interpreters[interpreterNames[name] ?? name];
  if (interpreter === undefined) return foreign;
  const table = optionTable(interpreter.options);
  return (reader, call) => interpret(reader, call, interpreter, table);
};

/** `python3.11` and the like. */
const versions = Array.from({ length: 20 }, (_, minor) => `python3.${minor}`);

export const interpreting: ReadonlyMap<string, Handler> = new Map([
  ...[...Object.keys(interpreters), ...Object.keys(interpreterNames)].map((name) => [name, handlerOf(name)] as const),
  ...versions.map((name) => [name, handlerOf('python')] as const),
  ...['awk', 'gawk', 'mawk', 'nawk'].map((name) => [name, awk] as const),
  ...codeOnly.split(' ').map((name) => [name, foreign] as const),
]);

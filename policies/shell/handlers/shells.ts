/** Shells: a text, a script file, or what they are given to read. */
import { has, optionTable, readOptions } from '../options.ts';
import type { Call, Handler, Reader } from '../reader.ts';
import { report } from '../report.ts';
import { childOf, runScript } from '../scripts.ts';
import { doubt, shown } from '../tally.ts';

const table = optionTable(
  '-a -b -c -d -e -f -h -i -k -l -m -n -p -r -s -t -u -v -x -B -C -D -E -H -P -T -o: -O: --login --noprofile --norc --posix --restricted --verbose --noediting --pretty-print --debugger --version --help',
);

const shell: Handler = (reader, call) => {
  report(reader, call.program, '', call.words);
  // `+x` and `+o name` turn options off.
  const words = call.words.filter(
    ({ text }, at) => !/^\+/.test(text) && !/^\+[oO]$/.test(call.words[at - 1]?.text ?? ''),
  );
  const { options, rest, strange } = readOptions(words, table, 'first');
  const [first] = rest[0]?.known === true && rest[0].text === '-' ? rest.slice(1) : rest;
  if (strange !== undefined) {
    doubt(reader.tally, 'dynamic', `what ${call.program} does with ${shown(strange.text)} is not known`);
    return undefined;
  }
  if (has(options, '--version', '--help')) return undefined;
  const strict = has(options, '-e') || options.some(({ name, value }) => name === '-o' && value?.text === 'errexit');
  if (has(options, '-c')) {
    if (first?.known !== true) doubt(reader.tally, 'dynamic', `what ${call.program} -c runs is not known`);
    else return reader.acts.text(reader, first.text, { ...childOf(call.flow), strict }, `what ${call.program} -c runs`);
  } else if (first !== undefined && !has(options, '-s')) {
    if (/^\/dev\/|^<\(/.test(first.text))
      doubt(reader.tally, 'dynamic', `what ${shown(first.text)} holds is not known`);
    else runScript(reader, first, { ...call.flow, strict }, 'shell');
  } else readInput(reader, call);
  return undefined;
};

function readInput(reader: Reader, { program, input, flow }: Call): undefined {
  if (typeof input === 'object') reader.acts.text(reader, input.text, childOf(flow), `what ${program} reads`);
  else if (input !== 'nothing') doubt(reader.tally, 'dynamic', `what ${program} reads and runs is not known`);
}

/** Their language is another. */
const foreign: Handler = (reader, call) => {
  report(reader, call.program, '', call.words);
  const [only] = call.words;
  if (call.words.length === 1 && /^(?:--version|-v|--help)$/.test(only?.text ?? '')) return undefined;
  doubt(reader.tally, 'dynamic', `${call.program} runs a script in a language that is not read`);
  return undefined;
};

export const shells: ReadonlyMap<string, Handler> = new Map([
  ...['sh', 'bash', 'dash', 'zsh', 'ksh', 'mksh', 'ash', 'rbash'].map((name) => [name, shell] as const),
  ...['fish', 'csh', 'tcsh', 'pwsh', 'powershell', 'nu', 'xonsh', 'elvish', 'cmd', 'cmd.exe', 'rc'].map(
    (name) => [name, foreign] as const,
  ),
]);

/** Programs of packages, which are fetched where they are not installed: npx and what is like it. */
import { type Field, known } from '../field.ts';
import { within } from '../flow.ts';
import { has, type Option, optionTable, readOptions, valuesOf } from '../options.ts';
import type { Call, Handler, Reader } from '../reader.ts';
import { report } from '../report.ts';
import { doubt, shown } from '../tally.ts';
import { install, noteRegistry, packageName } from './packages.ts';

/** `isInstalled`: nothing is ever fetched, as by `pnpm exec`. */
export function runPackage(
  reader: Reader,
  call: Call,
  options: readonly Option[],
  rest: readonly Field[],
  isInstalled: boolean,
): undefined {
  const named = valuesOf(options, '-p', '--package');
  const [script] = valuesOf(options, '-c', '--call');
  install(reader, call.program, named);
  if (script !== undefined || has(options, '-c', '--shell-mode')) {
    const text = script ?? rest[0];
    if (text?.known === true) reader.acts.text(reader, text.text, call.flow, `what ${call.program} runs`);
    else doubt(reader.tally, 'dynamic', `what ${call.program} runs is not known`);
    return;
  }
  const [first, ...words] = rest;
  if (first === undefined) return;
  if (!first.known) {
    doubt(reader.tally, 'dynamic', `which program ${shown(first.text)} is is not known`);
    return;
  }
  const name = packageName(first.text);
  if (
    named.length === 0 &&
    !isInstalled &&
    !has(options, '--no', '--no-install') &&
    !isLocal(reader, call, first.text)
  ) {
    reader.tally.installs.add(name);
  }
  const program = name.replace(/^@[^/]+\//, '').replace(/^.*[/:]/, '');
  reader.acts.words(reader, [known(program === '' ? name : program), ...words], call);
}

/** Whether the workspace has the program. */
function isLocal(reader: Reader, { flow }: Call, program: string): boolean {
  if (flow.dirs?.length !== 1 || !/^[\w.-]+$/.test(program)) return false;
  const path = within(flow.dirs[0] ?? '', `node_modules/.bin/${program}`);
  const text = reader.files(path);
  if (text === undefined) reader.tally.wanted.add(path);
  return text !== undefined && text !== '';
}

const table = optionTable(
  '-y -q -p: -c: -w: -g -h -v -b --yes --no --no-install --quiet --silent -s --package: --call: --workspace: --registry: --ignore-existing --prefer-offline --prefer-online --offline --bun --shell: --userconfig: --cache: --node-options: -n: --node-arg: --version --help --loglevel: --legacy-peer-deps --force',
);

const npx: Handler = (reader, call) => {
  const { options, rest, strange } = readOptions(call.words, table, 'first');
  report(reader, call.program, '', call.words);
  if (strange !== undefined) {
    doubt(reader.tally, 'dynamic', `what ${call.program} does with ${shown(strange.text)} is not known`);
    return undefined;
  }
  if (valuesOf(options, '--shell', '--userconfig', '--node-options', '-n', '--node-arg').length > 0) {
    doubt(reader.tally, 'env', `${call.program} is told to obey other settings`);
  }
  noteRegistry(reader, call.program, valuesOf(options, '--registry'));
  runPackage(reader, call, options, rest, false);
  return undefined;
};

/** `corepack npm i x` runs npm; `corepack prepare pnpm@9` fetches it. */
const corepack: Handler = (reader, call) => {
  const [first, ...words] = call.words;
  report(reader, 'corepack', first?.text ?? '', words);
  if (first === undefined || /^(?:enable|disable|--version|cache)$/.test(first.text)) return undefined;
  if (/^(?:prepare|use|install|up|hydrate|pack)$/.test(first.text)) {
    install(
      reader,
      'corepack',
      words.filter(({ text }) => !text.startsWith('-')),
    );
    if (words.every(({ text }) => text.startsWith('-'))) reader.tally.installs.add('package.json');
  } else if (/^(?:npm|pnpm|yarn|npx|pnpx)(?:@|$)/.test(first.text)) {
    reader.acts.words(reader, [known(packageName(first.text)), ...words], call);
  } else doubt(reader.tally, 'dynamic', `what corepack ${shown(first.text)} does is not known`);
  return undefined;
};

export const packageRunners: ReadonlyMap<string, Handler> = new Map([
  ['npx', npx],
  ['bunx', npx],
  ['pnpx', npx],
  ['pnx', npx],
  ['corepack', corepack],
]);

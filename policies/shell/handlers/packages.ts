/** Package managers other than those of Node. */
import { type Field, known } from '../field.ts';
import { hostOf } from '../hosts.ts';
import { optionTable, readOptions, valuesOf } from '../options.ts';
import type { Call, Handler, Reader } from '../reader.ts';
import { report } from '../report.ts';
import { type Manager, managerNames, managers, type Verb } from '../tables/packages.ts';
import { doubt, shown } from '../tally.ts';

/** Code that is fetched to be run. */
const fetched = /^(?:https?|npm|jsr):|^[^@]+@/;

/** A package by its name alone: `x` of `x@1`, `x==1.0`, `x[extra]>=1`, `npm:x@1`. */
export function packageName(text: string): string {
  if (/^[a-z+]+:\/\/|^(?:git|github|gitlab|bitbucket|file|gist)[+:]|^[./~]/.test(text)) return text;
  const target = /^(?:@[^/]+\/[^@]+|[^@/]+)@(npm:.+)$/.exec(text)?.[1] ?? text;
  const bare = target.replace(/^(?:npm|jsr):/, '');
  return /^(@?[^@=<>~!;,[\s]+)/.exec(bare)?.[1] ?? bare;
}

export function install(reader: Reader, program: string, words: readonly Field[]): undefined {
  for (const word of words) {
    if (word.known) reader.tally.installs.add(packageName(word.text));
    else doubt(reader.tally, 'dynamic', `what ${program} installs, ${shown(word.text)}, is not known`);
  }
}

export function noteRegistry(reader: Reader, program: string, values: readonly Field[]): undefined {
  for (const value of values) {
    const host = hostOf(value);
    if (host === undefined) doubt(reader.tally, 'dynamic', `from where ${program} installs is not known`);
    else reader.tally.hosts.add(host);
  }
}

function manage(
  reader: Reader,
  call: Call,
  manager: Manager,
  table: ReturnType<typeof optionTable>,
): string | undefined {
  const global = readOptions(call.words, table, 'first');
  const [first, ...after] = global.rest;
  const verb =
    first === undefined ? undefined : Object.hasOwn(manager.verbs, first.text) ? manager.verbs[first.text] : undefined;
  const runs = verb === 'runs' || verb === 'fetches' || manager.bare === 'fetches';
  const bare =
    verb === undefined &&
    manager.bare !== undefined &&
    (first === undefined || Object.keys(manager.verbs).length === 0);
  const words = bare ? global.rest : after;
  const { options, rest, strange } = readOptions(words, table, runs ? 'first' : 'any');
  report(reader, call.program, bare ? '' : (first?.text ?? ''), words, []);
  const odd = global.strange ?? (verb === 'none' ? undefined : strange);
  if (odd !== undefined)
    doubt(reader.tally, 'dynamic', `what ${call.program} does with ${shown(odd.text)} is not known`);
  const all = [...global.options, ...options];
  noteRegistry(reader, call.program, valuesOf(all, ...(manager.hosts ?? [])));
  if (valuesOf(all, ...(manager.elsewhere ?? [])).length > 0)
    doubt(reader.tally, 'script', `${call.program} works in another folder`);
  obey(reader, call, manager, bare ? manager.bare : verb, rest, first);
  const lists = valuesOf(all, ...(manager.lists ?? []));
  const names = valuesOf(all, ...(manager.names ?? []));
  if (verb === 'installs' || verb === 'fetches' || bare || verb === 'runs')
    install(reader, call.program, [...lists, ...names]);
  return undefined;
}

function obey(
  reader: Reader,
  call: Call,
  manager: Manager,
  verb: Verb | undefined,
  rest: readonly Field[],
  first: Field | undefined,
): undefined {
  switch (verb) {
    case 'none':
      // `go run x@latest` and `deno run https://…` fetch what they run.
      if (/^(?:go|deno)$/.test(call.program))
        install(
          reader,
          call.program,
          rest.filter(({ text }) => fetched.test(text)),
        );
      return;
    case 'manifest':
      reader.tally.installs.add(manager.manifest ?? call.program);
      return;
    case 'installs':
      install(reader, call.program, rest);
      if (rest.length === 0 && manager.manifest !== undefined) reader.tally.installs.add(manager.manifest);
      return;
    case 'fetches':
      install(reader, call.program, rest.slice(0, 1));
      return;
    case 'runs':
      reader.acts.words(reader, rest, call);
      return;
    default:
      if (first !== undefined && !/^(?:--version|-V|--help|-h)$/.test(first.text)) {
        doubt(
          reader.tally,
          first.known && verb === 'unknown' ? 'script' : 'dynamic',
          `what ${call.program} ${shown(first.text)} does is not known`,
        );
      }
  }
}

const tables = new Map(
  Object.entries(managers).map(([name, manager]) => [name, { manager, table: optionTable(manager.options) }] as const),
);

const managed =
  (name: string): Handler =>
  (reader, call) => {
    const found = tables.get(name);
    // `uv pip install` and `uv tool install` are as `pip install`.
    const [first, ...words] = call.words;
    if (name === 'uv' && /^(?:pip|tool)$/.test(first?.text ?? '')) {
      const inner = tables.get(first?.text === 'pip' ? 'pip' : 'pipx');
      if (inner !== undefined) return manage(reader, { ...call, words }, inner.manager, inner.table);
    }
    return found === undefined ? undefined : manage(reader, call, found.manager, found.table);
  };

/** `dotnet add package x`, and what only builds. */
const dotnet: Handler = (reader, call) => {
  const [verb, ...words] = call.words;
  report(reader, 'dotnet', verb?.text ?? '', words);
  const at = words.findIndex(({ text }) => text === 'package');
  if (/^(?:add|package|tool)$/.test(verb?.text ?? '')) {
    const names = verb?.text === 'tool' || verb?.text === 'package' ? words.slice(1) : words.slice(at + 1);
    install(reader, 'dotnet', names.filter(({ text }) => !text.startsWith('-')).slice(0, 1));
  } else if (
    verb?.known !== true ||
    !/^(?:build|test|run|restore|clean|format|--version|--info|list|sln|new|publish|pack)$/.test(verb.text)
  ) {
    doubt(reader.tally, 'dynamic', `what dotnet ${shown(verb?.text ?? '')} does is not known`);
  } else if (verb.text === 'restore') install(reader, 'dotnet', [known('the project file')]);
  return undefined;
};

export const packages: ReadonlyMap<string, Handler> = new Map([
  ...Object.keys(managers).map((name) => [name, managed(name)] as const),
  ...Object.entries(managerNames).map(([name, same]) => [name, managed(same)] as const),
  ['dotnet', dotnet],
]);

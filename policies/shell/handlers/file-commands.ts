/** Commands on files, by their table. */
import { type Field, known } from '../field.ts';
import { touch } from '../files.ts';
import { has, type Option, type OptionTable, optionTable, readOptions, valuesOf } from '../options.ts';
import type { Call, Handler, Reader } from '../reader.ts';
import { report } from '../report.ts';
import { type FileCommand, fileCommands } from '../tables/file-commands.ts';
import { doubt, shown } from '../tally.ts';
import { printsInput } from './printing.ts';

function change(reader: Reader, call: Call, command: FileCommand, table: OptionTable): string | undefined {
  report(reader, call.program, '', call.words);
  const { options, rest, strange } = readOptions(call.words, table, 'any');
  // A path that is not known is said where it is written.
  if (strange !== undefined && !(command.does === 'read' && command.writes === undefined && !strange.known)) {
    doubt(reader.tally, 'dynamic', `what ${call.program} does with ${shown(strange.text)} is not known`);
  }
  if (has(options, '--help', '--version')) return undefined;
  for (const file of valuesOf(options, ...(command.writes ?? []))) touch(reader, file, call.flow, { op: 'write' });
  const tree = command.tree === true || has(options, ...(command.tree ?? []));
  const content = command.keeps !== true;
  switch (command.does) {
    case 'read':
      for (const file of rest) if (file.text !== '-') touch(reader, file, call.flow, { op: 'read' });
      return call.program === 'cat' ? printsInput(reader, call) : undefined;
    case 'write':
    case 'delete':
      for (const file of rest)
        touch(reader, file, call.flow, { op: command.does, tree, ...(command.does === 'write' ? { content } : {}) });
      return undefined;
    case 'skip-write':
      for (const file of has(options, '--reference') ? rest : rest.slice(1))
        touch(reader, file, call.flow, { op: 'write', tree, content });
      return undefined;
    default:
      transfer(reader, call, command, options, rest, tree);
      return undefined;
  }
}

/** From all words but the last to the last, or to the folder that an option names. */
function transfer(
  reader: Reader,
  call: Call,
  command: FileCommand,
  options: readonly Option[],
  rest: readonly Field[],
  tree: boolean,
): undefined {
  const [target] = valuesOf(options, ...(command.target ?? []));
  if (call.program === 'install' && has(options, '-d')) {
    for (const folder of rest) touch(reader, folder, call.flow, { op: 'write', content: false });
    return;
  }
  const sources = target === undefined ? rest.slice(0, -1) : rest;
  // `ln -s x` makes `x` here.
  const to = target ?? (rest.length === 1 && call.program === 'ln' ? known('.') : rest.at(-1));
  if (to === undefined || (target === undefined && rest.length < 2 && call.program !== 'ln')) return;
  for (const from of sources.length === 0 ? rest : sources) {
    if (/^[\w.-]+@?[\w.-]*:/.test(from.text) || /^[\w.-]+@?[\w.-]*:/.test(to.text)) {
      if (call.program === 'rsync') return doubt(reader.tally, 'remote', 'rsync copies to or from another machine');
    }
    touch(reader, from, call.flow, { op: command.does === 'move' ? 'delete' : 'read', tree });
    const name = from.text.replace(/\/+$/, '').split('/').at(-1) ?? '';
    const isFolder =
      target !== undefined || to.text.endsWith('/') || sources.length !== 1 || /(?:^|\/)\.{1,2}$/.test(to.text);
    if (!to.known || (!from.known && isFolder))
      touch(reader, { ...to, known: false, text: to.text }, call.flow, { op: 'write' });
    else {
      // Where it is a folder, it takes the file; else it becomes it.
      if (!isFolder) touch(reader, to, call.flow, { op: 'write', tree });
      if (from.known && !has(options, '-T', '--no-target-directory'))
        touch(reader, inFolder(to, name), call.flow, { op: 'write', tree });
    }
  }
}

function inFolder(folder: Field, name: string): Field {
  const base = folder.text.replace(/\/+$/, '');
  const text = base === '.' ? name : `${base}/${name}`;
  return { text, known: folder.known, head: text, ...(folder.tilde === true ? { tilde: true } : {}) };
}

const dd: Handler = (reader, call) => {
  report(reader, call.program, '', call.words);
  for (const { known: certain, text, head } of call.words) {
    const [, name, value] = /^(if|of)=(.*)$/s.exec(text) ?? [];
    if (name !== undefined)
      touch(reader, { text: value ?? '', known: certain, head: value ?? '' }, call.flow, {
        op: name === 'if' ? 'read' : 'write',
      });
    else if (!certain && !/^(?:bs|count|skip|seek|conv|iflag|oflag|status)=/.test(head))
      doubt(reader.tally, 'dynamic', `what dd does with ${shown(text)} is not known`);
  }
  return undefined;
};

export const fileHandlers: ReadonlyMap<string, Handler> = new Map<string, Handler>([
  ...Object.entries(fileCommands).map(([name, command]): [string, Handler] => {
    const table = optionTable(command.options);
    return [name, (reader, call) => change(reader, call, command, table)];
  }),
  ['dd', dd],
]);

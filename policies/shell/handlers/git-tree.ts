/** Subcommands of git that change files which they name. */
import { type Field, known } from '../field.ts';
import { touch } from '../files.ts';
import { has, type OptionTable, optionTable, readOptions } from '../options.ts';
import type { Call, Handler, Reader } from '../reader.ts';
import type { ShellFile } from '../reading.ts';
import { doubt, noteWritten, shown } from '../tally.ts';

/** A path as git takes it: `*` and `:(…)` name others. */
function touchPath(reader: Reader, { flow }: Call, path: Field, op: ShellFile['op']): undefined {
  if (path.known && /[*?[]|^:/.test(path.text))
    doubt(reader.tally, 'dynamic', `which files ${shown(path.text)} are is not known`);
  else touch(reader, path, flow, { op, tree: true });
}

const dashes = ({ text, known: certain }: Field): boolean => certain && text === '--';

function unsure(reader: Reader, what: string): undefined {
  // What it changes may be a script that runs next.
  noteWritten(reader.tally);
  doubt(reader.tally, 'dynamic', `which files ${what} changes is not known`);
}

const checkout: Handler = (reader, call) => {
  const end = call.words.findIndex(dashes);
  if (end >= 0) {
    if (
      call.words
        .slice(0, end)
        .some(({ text }) => text === '--pathspec-from-file' || /^-[pm]|^--(?:patch|merge)/.test(text))
    )
      return unsure(reader, 'git checkout');
    for (const path of call.words.slice(end + 1)) touchPath(reader, call, path, 'write');
    return undefined;
  }
  // A branch that begins here changes nothing.
  const [first, name, start] = call.words.filter(
    ({ text }) => !/^(?:-q|--quiet|--no-track|--progress|--no-progress)$/.test(text),
  );
  const begins = /^(?:-b|-B|--orphan|-c|-C|--create|--force-create)$/.test(first?.text ?? '');
  if (begins && name?.known === true && start === undefined && first?.text !== '--orphan') return undefined;
  return unsure(reader, 'git checkout');
};

const restoreTable = optionTable(
  '-s: -S -W -q -p --source: --staged --worktree --quiet --progress --no-progress --ours --theirs --recurse-submodules --no-recurse-submodules --overlay --no-overlay',
);

const restore: Handler = (reader, call) => {
  const { options, rest, strange } = readOptions(call.words, restoreTable, 'any');
  if (strange !== undefined) return unsure(reader, 'git restore');
  if (has(options, '-S', '--staged') && !has(options, '-W', '--worktree')) return undefined;
  for (const path of rest) touchPath(reader, call, path, 'write');
  return undefined;
};

const reset: Handler = (reader, call) => {
  const [odd] = call.words.filter(({ text, known: certain }) => !certain || /^--(?:h|me|k|rec|path)/.test(text));
  return odd === undefined ? undefined : unsure(reader, 'git reset');
};

const stash: Handler = (reader, { words }) =>
  /^(?:list|show|create|store)$/.test(words[0]?.text ?? '') && words[0]?.known === true
    ? undefined
    : unsure(reader, 'git stash');

const removeTable = optionTable('-f -n -r -q --force --dry-run --cached --ignore-unmatch --quiet --sparse');

const remove: Handler = (reader, call) => {
  const { options, rest, strange } = readOptions(call.words, removeTable, 'any');
  if (strange !== undefined) return unsure(reader, 'git rm');
  if (!has(options, '--cached', '-n', '--dry-run')) for (const path of rest) touchPath(reader, call, path, 'delete');
  return undefined;
};

const moveTable: OptionTable = optionTable('-f -k -n -v --force --dry-run --verbose --sparse');

const move: Handler = (reader, call) => {
  const { rest, strange } = readOptions(call.words, moveTable, 'any');
  const to = rest.at(-1);
  if (strange !== undefined || to === undefined) return unsure(reader, 'git mv');
  for (const from of rest.slice(0, -1)) {
    touchPath(reader, call, from, 'delete');
    const name = from.text.slice(from.text.lastIndexOf('/') + 1);
    if (from.known && to.known) touchPath(reader, call, known(`${to.text.replace(/\/+$/, '')}/${name}`), 'write');
  }
  if (rest.length === 2 && !to.text.endsWith('/')) touchPath(reader, call, to, 'write');
  return undefined;
};

const cloneTable = optionTable(
  '-l -s -n -q -v -b: -j: -o: -4 -6 --local --no-hardlinks --shared --quiet --verbose --progress --no-checkout --bare --mirror --branch: --revision: --depth: --shallow-since: --single-branch --no-single-branch --no-tags --tags --recurse-submodules? --recursive --shallow-submodules --origin: --jobs: --filter: --sparse --reference: --dissociate',
);

const clone: Handler = (reader, call) => {
  const { rest, strange } = readOptions(call.words, cloneTable, 'any');
  const [from, to] = rest;
  if (strange !== undefined || from?.known !== true) {
    doubt(reader.tally, 'dynamic', `what git clone does with ${shown((strange ?? from)?.text ?? '')} is not known`);
    return undefined;
  }
  const name =
    from.text
      .replace(/\/+$/, '')
      .replace(/\/?\.git$/, '')
      .split(/[/:]/)
      .at(-1) ?? '';
  touch(reader, to ?? known(name), call.flow, { op: 'write', tree: true });
  return undefined;
};

const worktree: Handler = (reader, call) => {
  const [verb, ...words] = call.words;
  if (/^(?:list|prune|lock|unlock|repair)$/.test(verb?.text ?? '')) return undefined;
  const { rest, strange } = readOptions(
    words,
    optionTable(
      '-f -d -q -b: -B: --force --detach --checkout --no-checkout --lock --quiet --track --no-track --guess-remote --orphan --reason:',
    ),
    'any',
  );
  const [path] = rest;
  if (strange !== undefined || path === undefined || !/^(?:add|remove)$/.test(verb?.text ?? ''))
    return unsure(reader, 'git worktree');
  touch(reader, path, call.flow, { op: verb?.text === 'add' ? 'write' : 'delete', tree: true });
  return undefined;
};

export const treeCommands: ReadonlyMap<string, Handler> = new Map([
  ['checkout', checkout],
  ['switch', checkout],
  ['restore', restore],
  ['reset', reset],
  ['stash', stash],
  ['rm', remove],
  ['mv', move],
  ['clone', clone],
  ['worktree', worktree],
]);

/** git: which subcommand, what it does to files, and what it is made to run. */
import { type Field, known } from '../field.ts';
import { fork, moved } from '../flow.ts';
import { optionTable, readOptions } from '../options.ts';
import type { Call, Handler, Reader } from '../reader.ts';
import { beforeOf, report, type Subcommand, subcommandOf } from '../report.ts';
import { changesFiles, gitOptions, gitRuns, keepsFiles, looksOnly, pushOptions } from '../tables/git.ts';
import { doubt, noteWritten, shown } from '../tally.ts';
import { runners } from './git-runs.ts';
import { readSettings, runAlias } from './git-settings.ts';
import { treeCommands } from './git-tree.ts';

const globals = optionTable(gitOptions);
const push = optionTable(pushOptions);

const git: Handler = (reader, call) => {
  const found = subcommandOf(reader, call, globals);
  if (found === undefined) return undefined;
  const flow = fork(call.flow);
  const aliases = readSettings(reader, found.globals, flow);
  for (const { name, value } of found.globals) {
    if (value === undefined) continue;
    if (name === '-C')
      flow.dirs = value.known && value.tilde !== true ? flow.dirs?.map((dir) => moved(dir, value.text)) : undefined;
    else if (
      !(name === '--git-dir' && /^(?:\.\/)?\.git\/?$/.test(value.text)) &&
      !(name === '--work-tree' && /^\.\/?$/.test(value.text)) &&
      name !== '-c' &&
      name !== '--namespace'
    ) {
      doubt(reader.tally, 'dynamic', `${name} makes git obey ${shown(value.text)}`);
    }
  }
  const alias = aliases.get(found.name);
  if (alias !== undefined) return runAlias(reader, alias, found, { ...call, flow });
  runSubcommand(reader, { ...call, flow }, found, beforeOf(call, found));
  return undefined;
};

function runSubcommand(reader: Reader, call: Call, found: Subcommand, before: readonly string[]): undefined {
  const { name, words } = found;
  if (name === 'push') return readPush(reader, words, before);
  report(reader, 'git', name, words, before);
  noteWhatRuns(reader, name, words);
  const handler = treeCommands.get(name) ?? runners.get(name);
  if (handler !== undefined) handler(reader, { ...call, words });
  else if (changesFiles.has(name)) {
    const only = looksOnly.get(name);
    if (!words.some(({ text, known: certain }) => certain && only?.has(text))) {
      noteWritten(reader.tally);
      doubt(reader.tally, 'dynamic', `which files git ${name} changes is not known`);
    }
  } else if (!keepsFiles.has(name))
    doubt(reader.tally, 'dynamic', `git ${shown(name)} is not known, and may be an alias`);
}

/** Every option by its full name, each by itself. */
function readPush(reader: Reader, words: readonly Field[], before: readonly string[]): undefined {
  const { options, rest, strange } = readOptions(words, push, 'any');
  const flags = options.map(({ name, value }) =>
    value === undefined || name === '-o' ? name : `${name}=${value.text}`,
  );
  report(reader, 'git', 'push', [...flags.map(known), ...rest], before);
  const odd = strange ?? words.find((word) => !word.known);
  if (odd !== undefined) doubt(reader.tally, 'dynamic', `what git push does with ${shown(odd.text)} is not known`);
  for (const { text } of rest)
    if (/^[\w+-]+::/.test(text)) doubt(reader.tally, 'dynamic', `${shown(text)} runs a program`);
}

/** Of their options, some run a program or write a file. */
const takesPrograms =
  /^(?:archive|blame|bundle|clone|diff|diff-\w+|fetch|fetch-pack|format-patch|grep|init|log|ls-remote|remote|send-pack|show|whatchanged)$/;

function noteWhatRuns(reader: Reader, name: string, words: readonly Field[]): undefined {
  const end = words.findIndex(({ text }) => text === '--');
  for (const { text, known: certain, head } of end < 0 ? words : words.slice(0, end)) {
    if (/^ext::|^[a-z-]+::/.test(text) && !text.startsWith('http'))
      doubt(reader.tally, 'dynamic', `${shown(text)} runs a program`);
    if (!certain && head === '' && takesPrograms.test(name)) {
      doubt(reader.tally, 'dynamic', `what git ${name} does with ${shown(text)} is not known`);
    }
    const option = head.split('=', 1)[0] ?? '';
    const runs =
      option.length > 3 &&
      option.startsWith('--') &&
      !/^--(?:text|edit)$/.test(option) &&
      gitRuns.some((one) => one.startsWith(option));
    if (runs && !(name === 'rebase' && option === '--exec') && !(name === 'for-each-repo' && option === '--config')) {
      doubt(reader.tally, 'dynamic', `git ${name} ${shown(text)} may run a program, or write a file`);
    }
    if (
      (name === 'grep' && /^-[a-zA-Z]*O/.test(head)) ||
      (/^(?:fetch|clone|ls-remote)$/.test(name) && /^-u./.test(head))
    ) {
      doubt(reader.tally, 'dynamic', `git ${name} ${shown(text)} runs a program`);
    }
    if (
      /^(?:format-patch|archive|bundle)$/.test(name) &&
      (/^-o/.test(head) || text === 'create' || (name === 'format-patch' && !certain))
    ) {
      doubt(reader.tally, 'dynamic', `which files git ${name} writes is not known`);
    }
  }
  // It writes a file for each commit.
  if (name === 'format-patch' && !words.some(({ text }) => text === '--stdout')) {
    doubt(reader.tally, 'dynamic', 'which files git format-patch writes is not known');
  }
}

/** `git-push`, where git keeps its parts. */
const part: Handler = (reader, call) =>
  git(reader, { ...call, program: 'git', words: [known(call.program.slice('git-'.length)), ...call.words] });

export const gitHandlers: ReadonlyMap<string, Handler> = new Map([
  ['git', git],
  ['git-*', part],
]);

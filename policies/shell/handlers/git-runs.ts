/** Subcommands of git that run other programs, or keep settings that will. */
import { joined, known } from '../field.ts';
import { optionTable, readOptions } from '../options.ts';
import type { Call, Handler, Reader } from '../reader.ts';
import { report } from '../report.ts';
import { safeSetting } from '../tables/git.ts';
import { doubt, noteWritten, shown } from '../tally.ts';

const runText = (reader: Reader, { flow }: Call, text: string | undefined, what: string): undefined => {
  if (text === undefined) doubt(reader.tally, 'dynamic', `what ${what} runs is not known`);
  else reader.acts.text(reader, text, flow, `what ${what} runs`);
};

/** `-x 'npm test'` runs between the commits that it changes. */
const rebase: Handler = (reader, call) => {
  const at = call.words.findIndex(({ head }) => /^(?:-[a-z]*x|--exec)/.test(head));
  const option = call.words[at];
  if (option !== undefined) {
    const attached = /^(?:-[a-z]*?x|--exec=)(.+)$/.exec(option.text)?.[1];
    const text = attached === undefined ? call.words[at + 1] : { ...option, text: attached };
    runText(reader, call, text?.known === true ? text.text : undefined, 'git rebase');
  }
  noteWritten(reader.tally);
  doubt(reader.tally, 'dynamic', 'which files git rebase changes is not known');
  return undefined;
};

const submodule: Handler = (reader, call) => {
  const [verb, ...words] = call.words.filter(({ text }) => text !== '--quiet' && text !== '-q');
  if (verb === undefined || /^(?:status|summary)$/.test(verb.text)) return undefined;
  if (verb.text === 'foreach') {
    const script = words.filter(({ text }, at) => at > 0 || text !== '--recursive');
    runText(reader, { ...call, flow: { ...call.flow, dirs: undefined } }, joined(script), 'git submodule foreach');
  } else doubt(reader.tally, 'dynamic', `which files git submodule ${shown(verb.text)} changes is not known`);
  return undefined;
};

const bisect: Handler = (reader, call) => {
  const [verb, ...words] = call.words;
  if (verb?.text === 'log' || verb?.text === 'view') return undefined;
  if (verb?.text === 'run') reader.acts.words(reader, words, { flow: call.flow, input: 'unsaid' });
  noteWritten(reader.tally);
  doubt(reader.tally, 'dynamic', 'which files git bisect changes is not known');
  return undefined;
};

/** They push by themselves. */
const pushes =
  (program: string): Handler =>
  (reader, { words }) => {
    const [verb, ...more] = words;
    if (verb?.text === 'push') report(reader, 'git', 'push', more);
    else if (!(program === 'lfs' && /^(?:ls-files|status|env|track|version)$/.test(verb?.text ?? ''))) {
      doubt(reader.tally, 'dynamic', `what git ${program} ${shown(verb?.text ?? '')} does is not known`);
    }
    return undefined;
  };

const forEachRepo: Handler = (reader, call) => {
  const words = call.words.filter(({ text }, at) => !text.startsWith('--') && call.words[at - 1]?.text !== '--config');
  reader.acts.words(reader, [known('git'), ...words], { flow: { ...call.flow, dirs: undefined }, input: 'unsaid' });
  return undefined;
};

const configTable = optionTable(
  '-l -z -e -f: --global --system --local --worktree --file: --blob: --list --get --get-all --get-regexp --get-urlmatch --get-color --get-colorbool --name-only --null --show-origin --show-scope --includes --no-includes --type: --bool --int --path --default: --all --unset --unset-all --add --replace-all --edit --rename-section --remove-section --value: --fixed-value --comment: --regexp --url:',
);

/** Reads and writes settings: of those that are written, some are commands. */
const config: Handler = (reader, call) => {
  const { options, rest, strange } = readOptions(call.words, configTable, 'any');
  const names = options.map(({ name }) => name);
  const [first, second, ...more] = rest;
  if (strange !== undefined)
    return doubt(reader.tally, 'dynamic', `what git config does with ${shown(strange.text)} is not known`);
  if (names.some((name) => /^(?:-e|--edit|-f|--file|--rename-section)$/.test(name)))
    return doubt(reader.tally, 'dynamic', 'what git config changes is not known');
  if (names.some((name) => /^(?:-l|--list|--get|--unset|--remove-section)/.test(name))) return undefined;
  if (/^(?:list|get|unset|remove-section)$/.test(first?.text ?? '') && first?.known === true) return undefined;
  const [key, value] = first?.text === 'set' && more.length > 0 ? [second, more[0]] : [first, second];
  if (key === undefined || value === undefined) {
    if (key !== undefined && (!key.known || /^(?:edit|rename-section)$/.test(key.text)))
      doubt(reader.tally, 'dynamic', 'what git config changes is not known');
    return undefined;
  }
  if (!key.known) doubt(reader.tally, 'dynamic', `which setting ${shown(key.text)} is is not known`);
  // What is kept is run by some later command.
  else if (!safeSetting.test(key.text.toLowerCase()))
    doubt(reader.tally, 'dynamic', `the setting ${shown(key.text)} may make git run a program later`);
  return undefined;
};

export const runners: ReadonlyMap<string, Handler> = new Map([
  ['rebase', rebase],
  ['submodule', submodule],
  ['bisect', bisect],
  ['subtree', pushes('subtree')],
  ['lfs', pushes('lfs')],
  ['for-each-repo', forEachRepo],
  ['config', config],
]);

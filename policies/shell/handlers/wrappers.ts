/** Runs what a wrapper runs, by its table. */
import { anything, type Field, joined, quoted, unknown } from '../field.ts';
import { touch } from '../files.ts';
import { fork, moved } from '../flow.ts';
import { has, type OptionTable, optionTable, readOptions, valuesOf } from '../options.ts';
import type { Call, Handler, Reader } from '../reader.ts';
import { report } from '../report.ts';
import { type Wrapper, wrappers } from '../tables/wrappers.ts';
import { doubt, shown } from '../tally.ts';
import { guardVariable } from '../variables.ts';

function runWrapped(reader: Reader, call: Call, wrapper: Wrapper, table: OptionTable): string | undefined {
  report(reader, call.program, '', call.words);
  const { options, rest, strange } = readOptions(call.words, table, wrapper.order ?? 'first');
  if (strange !== undefined)
    return doubt(reader.tally, 'dynamic', `what ${call.program} does with ${shown(strange.text)} is not known`);
  if (has(options, ...(wrapper.prints ?? []))) return undefined;
  const flow = fork(call.flow);
  for (const folder of valuesOf(options, ...(wrapper.folders ?? []))) {
    const { dirs } = flow;
    flow.dirs =
      folder.known && folder.tilde !== true && dirs !== undefined
        ? dirs.map((dir) => moved(dir, folder.text))
        : undefined;
  }
  // Of the shell itself, what these builtins run is the shell's own doing.
  const place = ['command', 'builtin', 'noglob', 'exec'].includes(call.program) ? call : { ...call, flow };
  for (const file of valuesOf(options, ...(wrapper.writes ?? []))) touch(reader, file, flow, { op: 'write' });
  const scripts = valuesOf(options, ...(wrapper.scripts ?? []));
  if (call.program === 'env' && scripts.length > 0) return splitText(reader, scripts, rest, { ...call, flow });
  for (const script of scripts) runText(reader, call, script, flow);
  let words: readonly Field[] = rest.slice(wrapper.skip ?? 0);
  if (wrapper.assigns === true) words = takeAssignments(reader, words, flow);
  const [first, second] = words;
  if (
    wrapper.scripts !== undefined &&
    first?.known === true &&
    wrapper.scripts.includes(first.text) &&
    second !== undefined
  ) {
    return runText(reader, call, second, flow);
  }
  if (words.length === 0 || wrapper.order === 'any') {
    if (
      wrapper.shell === true &&
      !has(options, ...(wrapper.scripts ?? []), '-l', '-v', '-k', '-K', '-V', '--version', '--help')
    ) {
      doubt(reader.tally, 'dynamic', `${call.program} starts a shell, which reads what is not known`);
    }
    return undefined;
  }
  if (call.program === 'xargs')
    return runForEach(
      reader,
      call,
      words,
      valuesOf(options, '-I', '-J', '-i', '--replace')[0],
      has(options, '-i', '--replace'),
    );
  if (wrapper.joins !== undefined && !has(options, ...wrapper.joins)) {
    const text = joined(words);
    return text === undefined
      ? doubt(reader.tally, 'dynamic', `what ${call.program} runs is not known`)
      : reader.acts.text(reader, text, flow, `what ${call.program} runs`);
  }
  return reader.acts.words(reader, words, place);
}

/** `env -S 'git push' origin`: the text is split at spaces, and the other words follow. */
function splitText(reader: Reader, scripts: readonly Field[], rest: readonly Field[], call: Call): string | undefined {
  const text = [
    ...scripts.map((script) => (script.known ? script.text : '$')),
    ...rest.map((word) => (word.known ? quoted(word.text) : '$')),
  ];
  if (text.some((each) => /^[^']*[\\$#]/.test(each)) || text.includes('$')) {
    return doubt(reader.tally, 'dynamic', 'what env runs is not known');
  }
  return reader.acts.text(reader, `env ${text.join(' ')}`, call.flow, 'what env runs');
}

function runText(reader: Reader, call: Call, script: Field, flow: Call['flow']): undefined {
  if (script.known) reader.acts.text(reader, script.text, flow, `what ${call.program} runs`);
  else doubt(reader.tally, 'dynamic', `what ${call.program} runs is not known`);
}

function takeAssignments(reader: Reader, words: readonly Field[], flow: Call['flow']): readonly Field[] {
  for (const [at, word] of words.entries()) {
    const equals = word.head.indexOf('=');
    if (equals < 0 || word.head.startsWith('=')) return words.slice(at);
    const name = word.head.slice(0, equals);
    const text = word.text.slice(equals + 1);
    guardVariable(reader, name, word.known ? { text, known: true, head: text } : undefined, flow);
    flow.vars.delete(name);
  }
  return [];
}

/** What xargs reads stands after the words, or in place of one. */
function runForEach(
  reader: Reader,
  call: Call,
  words: readonly Field[],
  marker: Field | undefined,
  replaces: boolean,
): undefined {
  const input = anything('what xargs reads');
  const mark = marker?.text ?? (replaces ? '{}' : undefined);
  const filled =
    mark === undefined
      ? [...words, input]
      : words.map((word) => {
          const at = word.text.indexOf(mark);
          return at < 0 ? word : unknown(word.text, word.head.slice(0, at));
        });
  reader.acts.words(reader, filled, { flow: call.flow, input: 'unknown' });
}

export const wrapperHandlers: ReadonlyMap<string, Handler> = new Map(
  Object.entries(wrappers).map(([name, wrapper]) => {
    const table = optionTable(wrapper.options);
    return [name, (reader, call) => runWrapped(reader, call, wrapper, table)];
  }),
);

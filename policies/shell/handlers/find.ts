/** `find` and `fd`, which run programs on what they find. */
import { type Field, unknown } from '../field.ts';
import { touch } from '../files.ts';
import { fork } from '../flow.ts';
import type { Call, Handler, Reader } from '../reader.ts';
import { report } from '../report.ts';
import { doubt, shown } from '../tally.ts';

const find: Handler = (reader, call) => {
  report(reader, call.program, '', call.words);
  for (let at = 0; at < call.words.length; at += 1) {
    const word = call.words[at]!;
    const { text } = word;
    if (!word.known) {
      // A word that may be any option; the value of `-name` is none.
      const before = call.words[at - 1]?.text ?? '';
      if (
        word.many === true ||
        (word.head === '' &&
          !/^-(?:i?name|i?path|i?wholename|i?regex|newer\w*|size|[acm](?:time|min)|perm|user|group|maxdepth|mindepth)$/.test(
            before,
          ))
      ) {
        doubt(reader.tally, 'dynamic', `what find does with ${shown(text)} is not known`);
      }
    } else if (/^-(?:exec|execdir|ok|okdir)$/.test(text)) {
      const rest = call.words.slice(at + 1);
      const end = rest.findIndex(
        (each, index) => each.known && (each.text === ';' || (each.text === '+' && rest[index - 1]?.text === '{}')),
      );
      if (end < 0 || rest.slice(0, end).some((each) => !each.known && each.head === '')) {
        doubt(reader.tally, 'dynamic', `what find runs is not known`);
        return undefined;
      }
      onEach(reader, call, rest.slice(0, end), text.endsWith('dir'));
      at += end + 1;
    } else if (text === '-delete') doubt(reader.tally, 'dynamic', 'which files find deletes is not known');
    else if (/^-f(?:print0?|ls|printf)$/.test(text)) {
      const file = call.words[at + 1];
      if (file !== undefined) touch(reader, file, call.flow, { op: 'write' });
    } else if (/^-files0-from$/.test(text)) doubt(reader.tally, 'dynamic', 'where find looks is not known');
  }
  return undefined;
};

const fd: Handler = (reader, call) => {
  report(reader, call.program, '', call.words);
  const at = call.words.findIndex(({ text }) => /^(?:-[A-Za-z]*[xX]|--exec(?:-batch)?)$/.test(text));
  if (at >= 0) onEach(reader, call, call.words.slice(at + 1).concat(unknown('{}')));
  else if (
    call.words.some(
      ({ text, known, head }) => /^--exec/.test(text) || /^-[A-Za-z]*[xX]/.test(text) || (!known && head === ''),
    )
  ) {
    doubt(reader.tally, 'dynamic', 'what fd runs is not known');
  }
  return undefined;
};

/** `{}` is what was found. */
function onEach(reader: Reader, call: Call, words: readonly Field[], beside = false): undefined {
  const flow = fork(call.flow);
  if (beside) flow.dirs = undefined;
  const filled = words.map((word) => {
    const at = word.text.indexOf('{}');
    return at < 0 ? word : unknown(word.text, word.text.slice(0, at));
  });
  reader.acts.words(reader, filled, { flow, input: 'unsaid' });
}

export const finders: ReadonlyMap<string, Handler> = new Map([
  ['find', find],
  ['gfind', find],
  ['fd', fd],
  ['fdfind', fd],
]);

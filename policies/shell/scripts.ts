/** Script files of the workspace, which are read in turn. */
import type { Field } from './field.ts';
import { type Flow, within } from './flow.ts';
import type { Reader } from './reader.ts';
import { doubt, shown } from './tally.ts';

/** The text of a file that is about to be obeyed; undefined: said why it is not known. */
export function lookUp(
  reader: Reader,
  file: Field,
  flow: Flow,
): { readonly path: string; readonly text: string } | undefined {
  const { tally } = reader;
  tally.ran += 1;
  if (reader.anytime) tally.ranAnytime = true;
  const name = shown(file.text);
  const say = (why: string) => doubt(tally, 'script', why);
  if (!file.known || (file.tilde === true && !file.text.startsWith('~/')))
    return say(`which script ${name} is is not known`);
  if (flow.dirs?.length !== 1) return say(`in which folder ${name} is looked for is not known`);
  if (tally.wrote) return say(`${name} runs after files were written, which may have changed it`);
  const path = within(flow.dirs[0] ?? '', file.text);
  if (reader.trail.includes(path)) return say(`${name} runs itself`);
  const text = reader.files(path);
  if (text === undefined) {
    tally.wanted.add(path);
    return say(`${name} is not known`);
  }
  tally.scripts.add(path);
  return { path, text };
}

/** What a new shell knows: where it is, and the variables that it inherits. */
export const childOf = (flow: Flow): Flow => ({
  dirs: flow.dirs,
  vars: new Map([...flow.vars].filter(([name]) => flow.exported.has(name))),
  exported: new Set(flow.exported),
  strict: false,
  lenient: false,
});

/** Reads a script file as a shell would that is given it. `source` runs it in the shell that stands here. */
export function runScript(reader: Reader, file: Field, flow: Flow, how: 'shell' | 'source' | 'program'): void {
  const found = lookUp(reader, file, flow);
  if (found === undefined) return;
  const interpreter = how === 'program' ? /^#!([^\n]*)/.exec(found.text)?.[1]?.trim() : undefined;
  const name = shown(file.text);
  if (
    interpreter !== undefined &&
    !/^(?:\/usr\/bin\/env |\/(?:usr\/(?:local\/)?)?bin\/)(?:ba|da|k|z)?sh(?: -[a-z]+)?$/.test(interpreter)
  ) {
    // What such a program does inside no reader sees, whoever starts it.
    if (/^(?:\/usr\/bin\/env |\/usr\/(?:local\/)?bin\/)(?:node|python3?|ruby|perl|php|bun|tsx)$/.test(interpreter))
      return;
    doubt(reader.tally, 'script', `${name} is run by ${shown(interpreter)}`);
    return;
  }
  const inside: Reader = { ...reader, trail: [...reader.trail, found.path] };
  reader.acts.text(inside, found.text, how === 'source' ? flow : childOf(flow), `the script ${name}`);
  if (how === 'source') flow.vars.clear();
}

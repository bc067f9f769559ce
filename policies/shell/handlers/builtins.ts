/** Builtins that change what the rest of the script means: directories, variables, text that is run. */
import { type Field, joined } from '../field.ts';
import { forget, moved } from '../flow.ts';
import type { Call, Handler, Reader } from '../reader.ts';
import { report } from '../report.ts';
import { runScript } from '../scripts.ts';
import { doubt, shown } from '../tally.ts';
import { setVariable } from '../variables.ts';

const identifier = /^[A-Za-z_]\w*$/;
const isOption = ({ text }: Field): boolean => /^[-+]./.test(text);

const cd: Handler = (reader, call) => {
  report(reader, call.program, '', call.words);
  const { flow } = call;
  reader.tally.moves += 1;
  const words = call.words.filter(({ text }) => !/^-(?:[LPe@]+|-)$/.test(text));
  const [to] = words;
  const certain = words.length === 1 && to?.known === true && to.tilde !== true && to.text !== '' && to.text !== '-';
  if (to !== undefined && certain && call.program === 'cd') {
    flow.dirs =
      flow.dirs === undefined && !to.text.startsWith('/')
        ? undefined
        : [...new Set((flow.dirs ?? ['']).map((dir) => moved(dir, to.text)))];
  } else {
    flow.dirs = undefined;
  }
  flow.vars.delete('PWD');
  return undefined;
};

const evaluate: Handler = (reader, call) => {
  report(reader, call.program, '', call.words);
  const words = call.words[0]?.text === '--' ? call.words.slice(1) : call.words;
  const text = joined(words);
  if (text === undefined) doubt(reader.tally, 'dynamic', 'what eval runs is not known');
  else reader.acts.text(reader, text, call.flow, 'what eval runs');
  return undefined;
};

const source: Handler = (reader, call) => {
  report(reader, call.program, '', call.words);
  const [file] = call.words[0]?.text === '--' ? call.words.slice(1) : call.words;
  if (file === undefined) return undefined;
  if (file.text.includes('/dev/') || file.text.includes('<('))
    doubt(reader.tally, 'dynamic', `what ${shown(file.text)} holds is not known`);
  // Without a slash it is looked for on PATH first.
  else if (file.known && !file.text.includes('/'))
    doubt(reader.tally, 'script', `which file ${shown(file.text)} is is not known`);
  else runScript(reader, file, call.flow, 'source');
  forget(call.flow);
  return undefined;
};

const trap: Handler = (reader, call) => {
  report(reader, call.program, '', call.words);
  const words = call.words[0]?.text === '--' ? call.words.slice(1) : call.words;
  const [text, ...signals] = words;
  if (text === undefined || /^-[lp]$/.test(text.text) || (text.known && text.text === '-')) return undefined;
  if (!text.known) doubt(reader.tally, 'dynamic', 'what trap runs is not known');
  else runLater(reader, call, text.text, 'what trap runs');
  // A trap may run between any two commands.
  if (!signals.every((signal) => /^(?:EXIT|0|INT|TERM|HUP|QUIT|2|15|1|3)$/.test(signal.text))) {
    doubt(reader.tally, 'dynamic', 'a trap runs between other commands');
  }
  return undefined;
};

/** Reads text that runs at some later moment. */
function runLater(reader: Reader, { flow }: Call, text: string, what: string): undefined {
  const { moves } = reader.tally;
  const later = { ...flow, vars: new Map<string, string | null>(), exported: new Set(flow.exported), lenient: true };
  reader.acts.text({ ...reader, anytime: true, later: true }, text, later, what);
  if (reader.tally.moves > moves) reader.tally.movesAnytime = true;
}

const alias: Handler = (reader, call) => {
  report(reader, call.program, '', call.words);
  for (const { known, text } of call.words.filter((word) => !/^-p$/.test(word.text))) {
    const equals = text.indexOf('=');
    if (!known) doubt(reader.tally, 'dynamic', `what the alias ${shown(text)} runs is not known`);
    else if (equals > 0) {
      runLater(reader, call, text.slice(equals + 1), `the alias ${shown(text.slice(0, equals))}`);
      reader.tally.aliases.add(text.slice(0, equals));
    }
  }
  return undefined;
};

/** `export`, `declare`, `local`, `readonly`: with options, what a variable takes is another than it is given. */
const declare: Handler = (reader, call) => {
  report(reader, call.program, '', call.words);
  const options = call.words.filter(isOption).map(({ text }) => text);
  if (options.some((option) => /n/.test(option)) && call.program !== 'export') {
    doubt(reader.tally, 'dynamic', 'a variable that stands for another may run what stands in it');
  }
  const special = call.program === 'readonly' || options.some((option) => !/^-[gxp]+$/.test(option));
  for (const word of call.words.filter((each) => !isOption(each))) {
    const equals = word.head.indexOf('=');
    const name = (equals < 0 ? word.head : word.head.slice(0, equals)).replace(/\+$/, '');
    if (!identifier.test(name) || (equals < 0 && !word.known)) {
      doubt(reader.tally, 'dynamic', `which variable ${shown(word.text)} sets is not known`);
      continue;
    }
    if (special) reader.tally.barred.add(name);
    if (equals >= 0) {
      const value = word.known ? { text: word.text.slice(equals + 1), known: true, head: '' } : undefined;
      setVariable(reader, name, value, call.flow);
    } else if (special || call.program === 'local') setVariable(reader, name, undefined, call.flow);
    if (call.program === 'export' || options.some((option) => option.includes('x'))) call.flow.exported.add(name);
  }
  return undefined;
};

/** Builtins that set the variables that their words name. */
const setting: Handler = (reader, call) => {
  report(reader, call.program, '', call.words);
  const takesValue = { read: /^-[a-zA-Z]*[adinNptu]$/, mapfile: /^-[a-zA-Z]*[dnOsuCc]$/ }[
    call.program === 'read' ? 'read' : 'mapfile'
  ];
  let skip = false;
  for (const word of call.words) {
    if (skip && !/^-[a-zA-Z]*a$/.test(word.text)) {
      skip = false;
      continue;
    }
    if (word.known && word.text.startsWith('-')) {
      if (call.program !== 'read' && /^-[a-zA-Z]*C/.test(word.text))
        doubt(reader.tally, 'dynamic', `${call.program} runs a command for what it reads`);
      skip = takesValue.test(word.text) && !/a$/.test(word.text);
    } else if (!word.known || !identifier.test(word.text)) {
      doubt(reader.tally, 'dynamic', `which variable ${shown(word.text)} is that is set is not known`);
    } else setVariable(reader, word.text, undefined, call.flow);
  }
  return undefined;
};

const getopts: Handler = (reader, call) => {
  report(reader, call.program, '', call.words);
  const [, name] = call.words;
  if (name?.known === true && identifier.test(name.text)) setVariable(reader, name.text, undefined, call.flow);
  else doubt(reader.tally, 'dynamic', 'which variable getopts sets is not known');
  return undefined;
};

const unset: Handler = (reader, call) => {
  report(reader, call.program, '', call.words);
  for (const word of call.words) {
    if (/^-[fvn]$/.test(word.text)) continue;
    if (word.known && identifier.test(word.text)) setVariable(reader, word.text, undefined, call.flow);
    else doubt(reader.tally, 'dynamic', `which variable ${shown(word.text)} is that is unset is not known`);
  }
  return undefined;
};

const set: Handler = (reader, call) => {
  report(reader, call.program, '', call.words);
  for (let at = 0; at < call.words.length; at += 1) {
    const { text, known } = call.words[at]!;
    if (!known || text === '--' || !/^[-+]/.test(text)) {
      if (!known) doubt(reader.tally, 'dynamic', `what ${shown(text)} sets is not known`);
      break;
    }
    const named = /^[-+][a-zA-Z]*o$/.test(text);
    const name = named ? (call.words[at + 1]?.text ?? '') : '';
    if (/^[-+][a-zA-Z]*e/.test(text) || name === 'errexit') call.flow.strict = text.startsWith('-');
    if (name === 'posix' || /^[-+][a-zA-Z]*[kTE]/.test(text))
      doubt(reader.tally, 'dynamic', `${shown(`set ${text} ${name}`)} changes how the script is read`);
    if (named) at += 1;
  }
  return undefined;
};

const shopt: Handler = (reader, call) => {
  report(reader, call.program, '', call.words);
  const harmless = /^(?:-[supqo]+|nullglob|globstar|dotglob|extglob|failglob|nocaseglob|nocasematch|inherit_errexit)$/;
  for (const word of call.words) {
    if (!harmless.test(word.text))
      doubt(reader.tally, 'dynamic', `${shown(`shopt ${word.text}`)} changes how the script is read`);
  }
  return undefined;
};

export const builtins: ReadonlyMap<string, Handler> = new Map([
  ...['cd', 'pushd', 'popd'].map((name) => [name, cd] as const),
  ['eval', evaluate],
  ['source', source],
  ['.', source],
  ['trap', trap],
  ['alias', alias],
  ...['export', 'declare', 'typeset', 'local', 'readonly'].map((name) => [name, declare] as const),
  ...['read', 'mapfile', 'readarray'].map((name) => [name, setting] as const),
  ['getopts', getopts],
  ['unset', unset],
  ['set', set],
  ['shopt', shopt],
]);

/** Notes a command as policies see it, and what every command says of itself: hosts in its words. */
import { type Field, textsOf } from './field.ts';
import { noteHosts } from './hosts.ts';
import { type Options, type OptionTable, readOptions } from './options.ts';
import type { Call, Reader } from './reader.ts';
import { doubt, shown } from './tally.ts';

/** `before`: options that stand before the subcommand. */
export function report(
  reader: Reader,
  program: string,
  subcommand: string,
  words: readonly Field[],
  before: readonly string[] = [],
): void {
  const args = textsOf(words);
  const end = args.indexOf('--');
  const options = (end < 0 ? args : args.slice(0, end)).filter((arg) => arg.startsWith('-') && arg !== '-');
  reader.tally.commands.push({ program, subcommand, args, flags: [...before, ...options] });
  noteHosts(reader, words);
}

export interface Subcommand {
  /** Before the subcommand. */
  readonly globals: Options['options'];
  readonly name: string;
  /** All words after the subcommand. */
  readonly words: readonly Field[];
}

/** Finds the subcommand after the options that a program has before it; undefined: there is none, or it is not certain. */
export function subcommandOf(reader: Reader, call: Call, table: OptionTable): Subcommand | undefined {
  const { options, rest, strange } = readOptions(call.words, table, 'first');
  if (strange !== undefined) {
    doubt(reader.tally, 'dynamic', `what ${call.program} does with ${shown(strange.text)} is not known`);
    report(reader, call.program, '', call.words);
    return undefined;
  }
  const [name, ...words] = rest;
  if (name === undefined) {
    report(reader, call.program, '', call.words);
    return undefined;
  }
  if (!name.known) {
    doubt(reader.tally, 'dynamic', `what ${call.program} ${shown(name.text)} does is not known`);
    report(reader, call.program, '', call.words);
    return undefined;
  }
  return { globals: options, name: name.text, words };
}

/** The options before a subcommand as they are written. */
export const beforeOf = (call: Call, { words }: Subcommand): readonly string[] =>
  textsOf(call.words.slice(0, call.words.length - words.length - 1)).filter((text) => text.startsWith('-'));

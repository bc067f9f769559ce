/** What the parts of the reader share, and how they call each other: a script runs words, words run scripts. */
import type { CommandNode, Script, Statement } from 'unbash';
import type { Field } from './field.ts';
import type { Flow } from './flow.ts';
import type { Tally } from './tally.ts';

/** What a command reads from: what it is told in the script, else what the shell has (`unsaid`), or nothing at all. */
export type Input = { readonly text: string } | 'unknown' | 'unsaid' | 'nothing';

/** Where a command stands. */
export interface Place {
  readonly flow: Flow;
  readonly input: Input;
}

/** The parts that others come back to. Each answers what is printed, where that is known. */
export interface Acts {
  readonly statements: (
    reader: Reader,
    statements: readonly Statement[],
    flow: Flow,
    input: Input,
  ) => string | undefined;
  readonly node: (reader: Reader, node: CommandNode, flow: Flow, input: Input) => string | undefined;
  /** Reads text as a script that the shell of `flow` runs. */
  readonly text: (reader: Reader, text: string, flow: Flow, what: string) => string | undefined;
  /** Reads the statements of a substitution, which runs in a shell of its own. */
  readonly inside: (reader: Reader, script: Script, flow: Flow) => string | undefined;
  /** Reads words as a command: the first is the program. */
  readonly words: (reader: Reader, words: readonly Field[], place: Place) => string | undefined;
}

export interface Reader {
  readonly tally: Tally;
  readonly acts: Acts;
  readonly files: (path: string) => string | undefined;
  /** Scripts around this one. */
  readonly depth: number;
  /** Whether what is read runs at a moment, or so often, that the order of the text does not tell. */
  readonly anytime: boolean;
  /** Whether it runs when it is called, which may be in another folder: a function, a trap. */
  readonly later: boolean;
  /** The script files and entries of manifests that are being read. */
  readonly trail: readonly string[];
}

/** A command whose program is known, and what is left to read of it. */
export interface Call extends Place {
  /** By its base name. */
  readonly program: string;
  /** As it is written. */
  readonly path: string;
  readonly words: readonly Field[];
}

/** Reads the rest of a call. Answers what it prints, where that is known. */
export type Handler = (reader: Reader, call: Call) => string | undefined;

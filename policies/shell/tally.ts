/** What is found while a script is read: grows, and becomes the reading at the end. */
import type { OpaqueKind } from '../../schema/policy.ts';
import type { Command } from '../words.ts';
import { Exhausted, mostNodes } from './limits.ts';
import type { Opaque, ShellFile, ShellReading } from './reading.ts';

export interface Tally {
  readonly commands: Command[];
  readonly installs: Set<string>;
  readonly hosts: Set<string>;
  readonly files: Map<string, ShellFile>;
  readonly opaque: Map<string, Opaque>;
  readonly scripts: Set<string>;
  readonly wanted: Set<string>;
  /** Names of functions: such a command is not the program of that name. */
  readonly defined: Set<string>;
  /** Names of aliases: such a word is replaced by others, if the shell replaces aliases at all. */
  readonly aliases: Set<string>;
  /** Variables that do not take what is assigned to them: read-only ones, numbers, references. */
  readonly barred: Set<string>;
  /** Nodes that may still be read. */
  left: number;
  /** Whether any file got content that a script may be read from. */
  wrote: boolean;
  /** Whether one did by another command than one that runs a script itself, as `npm test > log` does. */
  wroteFreely: boolean;
  /** How many script files were read, and whether one at a moment that the order of the text does not tell. */
  ran: number;
  ranAnytime: boolean;
  /** Whether a function or trap touches a file by a relative path. */
  touchedAnytime: boolean;
  /** How often the shell changes its directory, and whether it does so in a function or trap. */
  moves: number;
  movesAnytime: boolean;
}

export const beginTally = (): Tally => ({
  commands: [],
  installs: new Set(),
  hosts: new Set(),
  files: new Map(),
  opaque: new Map(),
  scripts: new Set(),
  wanted: new Set(),
  defined: new Set(),
  aliases: new Set(),
  barred: new Set(),
  left: mostNodes,
  wrote: false,
  wroteFreely: false,
  ran: 0,
  ranAnytime: false,
  touchedAnytime: false,
  moves: 0,
  movesAnytime: false,
});

/** @throws Exhausted where there was more to read than anyone should. */
export function spend(tally: Tally, nodes = 1): void {
  tally.left -= nodes;
  if (tally.left < 0) throw new Exhausted();
}

/** Says that there may be more than is found. */
export function doubt(tally: Tally, kind: OpaqueKind, why: string): undefined {
  tally.opaque.set(`${kind}\0${why}`, { kind, why });
}

/** Notes that files got content which nobody knows here. */
export function noteWritten(tally: Tally): void {
  tally.wrote = true;
  tally.wroteFreely = true;
}

export function addFile(tally: Tally, file: ShellFile): void {
  tally.files.set(`${file.op}\0${file.tree ?? ''}\0${file.dir ?? ''}\0${file.path}`, file);
}

export const readingOf = (tally: Tally): ShellReading => ({
  commands: tally.commands,
  installs: [...tally.installs],
  hosts: [...tally.hosts],
  files: [...tally.files.values()],
  scripts: [...tally.scripts],
  wanted: [...tally.wanted],
  opaque: [...tally.opaque.values()],
});

/** Words of a script as they may stand in a sentence. */
export const shown = (text: string): string => {
  const line = text.replace(/\s+/g, ' ').trim();
  return `'${line.length > 60 ? `${line.slice(0, 59)}…` : line}'`;
};

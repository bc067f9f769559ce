/** Reading shell scripts: which commands may run, what they install, which files and hosts they touch, and what cannot be known. */
import { runWords } from './commands.ts';
import type { Flow } from './flow.ts';
import { Exhausted, mostNodes } from './limits.ts';
import type { Acts, Reader } from './reader.ts';
import type { ShellOptions, ShellReading } from './reading.ts';
import { readInside, readText } from './script.ts';
import { beginTally, doubt, readingOf, type Tally } from './tally.ts';
import { walkNode, walkStatements } from './walk.ts';

export type { Opaque, ShellFile, ShellOptions, ShellReading } from './reading.ts';

const acts: Acts = { text: readText, inside: readInside, words: runWords, statements: walkStatements, node: walkNode };

/** Reads a script without running it; never throws. What cannot be known with certainty is in `opaque`. */
export function readShell(
  script: string,
  { env = {}, files = () => undefined, strict = false }: ShellOptions = {},
): ShellReading {
  const tally = beginTally();
  const reader: Reader = { tally, acts, files, depth: 0, anytime: false, later: false, trail: [] };
  const flow: Flow = {
    dirs: [''],
    vars: new Map(Object.entries(env)),
    exported: new Set(Object.keys(env)),
    strict,
    lenient: false,
  };
  try {
    readText(reader, script, flow, 'the command');
    judgeAfterwards(tally);
  } catch (error) {
    // What the parser or the reader cannot bear is no reason to let it through.
    if (error instanceof Exhausted || error instanceof RangeError) {
      doubt(tally, 'limit', `there is more to read than ${mostNodes} words`);
    } else doubt(tally, 'parse', 'the command cannot be read');
  }
  return readingOf(tally);
}

/** What only the whole script shows: functions and traps run at other moments than where they stand. */
function judgeAfterwards(tally: Tally): void {
  if (tally.ranAnytime && tally.wroteFreely) {
    doubt(tally, 'script', 'files are written while scripts run that may be among them');
  }
  if (tally.touchedAnytime && tally.moves > 0) {
    doubt(tally, 'dynamic', 'the folder in which a function finds its files is not known');
  }
  for (const { path, op } of tally.files.values()) {
    if (op !== 'read' && tally.scripts.has(path.replace(/^\.\//, '')))
      doubt(tally, 'script', `it changes the script ${path} that it runs`);
  }
}

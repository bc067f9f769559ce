/** From words to what they run: the program by its name, and the handler that knows it. */
import { plainName } from './chars.ts';
import type { Field } from './field.ts';
import { forget } from './flow.ts';
import { runUnknown } from './handlers/unknown.ts';
import { isProgram, programs } from './programs.ts';
import type { Call, Place, Reader } from './reader.ts';
import { report } from './report.ts';
import { runScript } from './scripts.ts';
import { doubt, shown, spend } from './tally.ts';

/** Where programs are that have the name they seem to have. */
const installed =
  /^(?:\/usr)?(?:\/local)?\/s?bin\/[^/]+$|^\/opt\/homebrew\/bin\/[^/]+$|^\/usr\/lib(?:exec)?\/git-core\/[^/]+$/;
const local = /^(?:\.\/)?node_modules\/\.bin\/[^/]+$/;

/** Reads words as a command. Answers what it prints, where that is known. */
export function runWords(reader: Reader, fields: readonly Field[], place: Place): string | undefined {
  const { tally } = reader;
  spend(tally, fields.length);
  const [first, ...words] = fields;
  if (first === undefined) return undefined;
  const { text: path } = first;
  if (!first.known || first.tilde === true || path === '' || path.startsWith('-')) {
    doubt(tally, 'dynamic', `which program ${shown(path)} runs is not known`);
    return undefined;
  }
  if (!plainName.test(path)) {
    const [kind, why] = /^[ -~]*$/.test(path)
      ? (['dynamic', 'is an odd name'] as const)
      : (['chars', 'is not written in plain letters'] as const);
    doubt(tally, kind, `the program ${shown(path)} ${why}`);
    return undefined;
  }
  const program = path.slice(path.lastIndexOf('/') + 1);
  const call: Call = { ...place, program, path, words };
  if (tally.aliases.has(path))
    doubt(tally, 'dynamic', `${shown(path)} may be an alias, which takes what stands after it`);
  if (tally.defined.has(path)) {
    // Its body was read where it was defined; it may have set any variable.
    forget(place.flow);
    if (tally.movesAnytime) place.flow.dirs = undefined;
    // What has the name of a program may still be that: `command git` is.
    if (!isProgram(program)) {
      report(reader, program, '', words);
      return undefined;
    }
  }
  const handler = program.startsWith('git-') ? programs.get('git-*') : programs.get(program);
  if (!path.includes('/') || installed.test(path)) return (handler ?? runUnknown)(reader, call);
  if (local.test(path)) return (handler ?? runUnknown)(reader, call);
  if (handler === undefined) report(reader, program, '', words);
  else handler(reader, call);
  runScript(reader, first, place.flow, 'program');
  return undefined;
}

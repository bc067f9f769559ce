/** Scripts of package.json, which npm and its like run by name. */
import { type Field, known, quoted } from './field.ts';
import type { Call, Reader } from './reader.ts';
import { childOf, lookUp } from './scripts.ts';
import { doubt, shown } from './tally.ts';

export interface Manifest {
  readonly path: string;
  readonly scripts: ReadonlyMap<string, string>;
}

/** Reads package.json where the command stands; undefined: said why it is not known. */
export function readManifest(reader: Reader, call: Call): Manifest | undefined {
  const found = lookUp(reader, known('package.json'), call.flow);
  if (found === undefined) return undefined;
  const scripts = scriptsOf(found.text);
  if (scripts === undefined) doubt(reader.tally, 'script', `${shown(found.path)} cannot be read`);
  return scripts === undefined ? undefined : { path: found.path, scripts };
}

function scriptsOf(text: string): ReadonlyMap<string, string> | undefined {
  try {
    const manifest: unknown = JSON.parse(text.replace(/^\uFEFF/, ''));
    if (typeof manifest !== 'object' || manifest === null) return undefined;
    const scripts: unknown = 'scripts' in manifest ? manifest.scripts : {};
    if (typeof scripts !== 'object' || scripts === null) return undefined;
    return new Map(Object.entries(scripts).filter((entry): entry is [string, string] => typeof entry[1] === 'string'));
  } catch {
    return undefined;
  }
}

/** Reads a script with those that run before and after it. Answers whether there is such a script. */
export function runPackageScript(
  reader: Reader,
  call: Call,
  manifest: Manifest,
  name: string,
  words: readonly Field[],
): boolean {
  const script = manifest.scripts.get(name);
  if (script === undefined) return false;
  runIfThere(reader, call, manifest, `pre${name}`);
  runOne(reader, call, manifest, name, script, words);
  runIfThere(reader, call, manifest, `post${name}`);
  return true;
}

/** Reads scripts that are run if there are any, as those around an install. */
export function runIfThere(reader: Reader, call: Call, manifest: Manifest, ...names: readonly string[]): void {
  for (const name of names) {
    const script = manifest.scripts.get(name);
    if (script !== undefined) runOne(reader, call, manifest, name, script, []);
  }
}

function runOne(
  reader: Reader,
  call: Call,
  manifest: Manifest,
  name: string,
  script: string,
  words: readonly Field[],
): void {
  const entry = `${manifest.path}#${name}`;
  if (reader.trail.includes(entry)) return;
  // Words that are not known stay so in the script that they are appended to.
  const text = [script, ...words.map((word) => (word.known ? quoted(word.text) : '"$@"'))].join(' ');
  reader.acts.text(
    { ...reader, trail: [...reader.trail, entry] },
    text,
    childOf(call.flow),
    `the script ${shown(name)} of ${manifest.path}`,
  );
}

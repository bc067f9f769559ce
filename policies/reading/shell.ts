/**
 * Shell commands: read by the shell reader, which asks for the scripts that they run, and whose file effects are then
 * looked up in the workspace.
 */
import { readShell, type ShellReading } from '../shell/index.ts';
import { type Draft, locate, noteOpaque } from './draft.ts';
import { deleteFile, readFile, writeFile } from './files.ts';

/** How often scripts that scripts name are fetched, and how many in all. */
const maxRounds = 8;
const maxScripts = 100;
/** Characters of a script that is read. */
const maxScript = 64 * 1024;

export async function readCommand(draft: Draft, input: Readonly<Record<string, unknown>>): Promise<void> {
  const script = scriptOf(input.command);
  const env = envOf(input.env);
  if (script === undefined || env === undefined) {
    return noteOpaque(draft, 'parse', 'it is neither a command line nor a list of words');
  }
  // A folder to start in, or anything else that is not known, changes what the words mean.
  for (const name of Object.keys(input)) {
    if (name !== 'command' && name !== 'env')
      noteOpaque(draft, 'parse', `what ${JSON.stringify(name.slice(0, 50))} changes is not known`);
  }
  const scripts = new Map<string, string>();
  const reading = await readWithScripts(draft, script, env, scripts);
  draft.commands.push(...reading.commands);
  for (const name of reading.installs) draft.installs.add(name);
  for (const host of reading.hosts) draft.hosts.add(host);
  for (const { kind, why } of reading.opaque) noteOpaque(draft, kind, why);
  await noteEffects(draft, reading);
}

/** A command line as it is. A list of words runs without a shell: each is quoted, so that no word is read as more. */
function scriptOf(command: unknown): string | undefined {
  if (typeof command === 'string') return command;
  const isWords = Array.isArray(command) && command.length > 0 && command.every((word) => typeof word === 'string');
  return isWords ? command.map((word: string) => `'${word.replaceAll("'", "'\\''")}'`).join(' ') : undefined;
}

function envOf(env: unknown): Readonly<Record<string, string>> | undefined {
  if (env === undefined) return {};
  if (typeof env !== 'object' || env === null || Array.isArray(env)) return undefined;
  const entries = Object.entries(env).filter((entry): entry is [string, string] => typeof entry[1] === 'string');
  return entries.length === Object.keys(env).length ? Object.fromEntries(entries) : undefined;
}

async function readWithScripts(
  draft: Draft,
  script: string,
  env: Readonly<Record<string, string>>,
  scripts: Map<string, string>,
): Promise<ShellReading> {
  const options = { env, files: (path: string) => scripts.get(path) };
  let reading = readShell(script, options);
  for (let round = 0; round < maxRounds; round++) {
    const wanted = reading.wanted.filter((path) => !scripts.has(path)).slice(0, maxScripts - scripts.size);
    if (wanted.length === 0) return reading;
    for (const path of wanted) {
      const text = await readScript(draft, path);
      if (text !== undefined) scripts.set(path, text);
    }
    if (!wanted.some((path) => scripts.has(path))) return reading;
    reading = readShell(script, options);
  }
  return reading;
}

/** '' for a script that does not exist; undefined for one that cannot be read, which keeps the reading opaque. */
async function readScript(draft: Draft, path: string): Promise<string | undefined> {
  const places = await locate(draft, path);
  const [place] = places;
  if (place === undefined || places.length > 1) return undefined;
  if (!place.exists) return '';
  const text = await draft.view.read(place.path).catch(() => undefined);
  return text === undefined || text.length > maxScript ? undefined : text;
}

/** Files that a command opens and that are none: what is written there goes nowhere, or to whoever called. */
const noFile = /^\/dev\/(null|zero|full|tty|stdin|stdout|stderr|random|urandom)$/;

async function noteEffects(draft: Draft, reading: ShellReading): Promise<void> {
  const { files, scripts } = reading;
  await noteMovingLinks(draft, reading);
  const run = new Set<string>();
  for (const path of scripts) for (const place of await locate(draft, path)) run.add(place.path);
  for (const { path, op, dir } of files) {
    if (noFile.test(path)) continue;
    const whole = joinTo(dir, path);
    if (op === 'read') await readFile(draft, whole);
    else if (op === 'delete') await deleteFile(draft, whole);
    else await writeFile(draft, whole, () => undefined);
    if (op === 'read' || run.size === 0) continue;
    for (const { path: real } of await locate(draft, whole)) {
      if (run.has(real)) noteOpaque(draft, 'script', `it changes ${real}, which it runs`);
    }
  }
}

/** Paths are looked up before anything runs; a command that makes or moves links changes where later ones lead. */
async function noteMovingLinks(draft: Draft, { commands, files }: ShellReading): Promise<void> {
  const runs = (...programs: string[]): boolean => commands.some(({ program }) => programs.includes(program));
  if (runs('ln', 'link') && commands.length > 1) {
    noteOpaque(draft, 'dynamic', 'it makes links and does more, so where paths lead may change meanwhile');
  }
  if (!runs('cp', 'mv', 'rsync', 'install') || commands.length === 1) return;
  for (const { path, dir } of files) {
    const isLink = (await locate(draft, joinTo(dir, path))).some(({ link }) => link !== undefined);
    if (isLink) return noteOpaque(draft, 'dynamic', 'it may move a symlink, so where paths lead may change meanwhile');
  }
}

/** As text: `..` after a symlink is for the file system to read. */
function joinTo(dir: string | undefined, path: string): string {
  return dir === undefined || dir === '' || path.startsWith('/') || /^~(\/|$)/.test(path) ? path : `${dir}/${path}`;
}

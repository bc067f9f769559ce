/**
 * Shell commands: read by the shell reader, which asks for the scripts that they run, and whose file effects are then
 * looked up in the workspace.
 */
import { readShell, type ShellOptions, type ShellReading } from '../shell/index.ts';
import { type Draft, locate, noteOpaque, quote } from './draft.ts';
import { noteShellFiles } from './shell-files.ts';

/** How often scripts that scripts name are fetched, and how many in all. */
const maxRounds = 8;
const maxScripts = 100;
/** Characters of a script that is read. */
const maxScript = 64 * 1024;

/** `strict`: the shell ends where a command fails. `secrets`: variables of which only the names are known. */
const known = new Set(['command', 'env', 'secrets', 'strict']);

export async function readCommand(draft: Draft, input: Readonly<Record<string, unknown>>): Promise<void> {
  const script = scriptOf(input.command);
  const env = envOf(input.env);
  const strict = input.strict === true;
  if (script === undefined || env === undefined) {
    return noteOpaque(draft, 'parse', 'it is neither a command line nor a list of words');
  }
  // A folder to start in, or anything else that is not known, changes what the words mean.
  for (const name of Object.keys(input)) {
    if (!known.has(name)) noteOpaque(draft, 'parse', `what ${quote(name)} changes is not known`);
  }
  await noteEnv(draft, env);
  await noteSecrets(draft, input.secrets);
  await noteReading(draft, await readWithScripts(draft, script, { env, strict }));
}

/** A command line as it is. A list of words runs without a shell: each is quoted, so that no word is read as more. */
function scriptOf(command: unknown): string | undefined {
  if (typeof command === 'string') return command;
  const isWords = Array.isArray(command) && command.length > 0 && command.every((word) => typeof word === 'string');
  return isWords ? command.map(quoteWord).join(' ') : undefined;
}

/** For reading only: nothing that is quoted here is ever run. */
const quoteWord = (word: string): string => `'${word.replaceAll("'", "'\\''")}'`;

/** Variables that come with a call say as much as those that a script sets: `PATH`, `GIT_CONFIG_COUNT`, `GIT_SSH_COMMAND`. */
async function noteEnv(draft: Draft, env: Readonly<Record<string, string>>): Promise<void> {
  for (const [name, value] of Object.entries(env)) await noteVariable(draft, name, quoteWord(value));
}

/** Nobody who judges knows their values. */
async function noteSecrets(draft: Draft, secrets: unknown): Promise<void> {
  for (const name of Object.keys(Object(secrets))) await noteVariable(draft, name, '$secret');
}

async function noteVariable(draft: Draft, name: string, value: string): Promise<void> {
  if (!/^[A-Za-z_]\w*$/.test(name)) return noteOpaque(draft, 'env', `the variable ${quote(name)} is no plain one`);
  const reading = await readWithScripts(draft, `${name}=${value} :`);
  const commands = reading.commands.filter(({ program }) => program !== ':');
  await noteReading(draft, { ...reading, commands });
}

async function noteReading(draft: Draft, reading: ShellReading): Promise<void> {
  draft.commands.push(...reading.commands);
  for (const name of reading.installs) draft.installs.add(name);
  for (const host of reading.hosts) draft.hosts.add(host);
  for (const { kind, why } of reading.opaque) noteOpaque(draft, kind, why);
  await noteShellFiles(draft, reading);
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
  given: Pick<ShellOptions, 'env' | 'strict'> = {},
): Promise<ShellReading> {
  const scripts = new Map<string, string>();
  const options = { ...given, files: (path: string) => scripts.get(path) };
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

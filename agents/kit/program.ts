/** The program of a harness on this machine: where it is, and which version, without starting it. */
import { access, constants, readFile, realpath, stat } from 'node:fs/promises';
import { delimiter, dirname, isAbsolute, join } from 'node:path';
import { isJsonObject } from '../../schema/json.ts';

/** The first file of that name on a search path that can be run, absolute; undefined: there is none. */
export async function findProgram(name: string, path: string): Promise<string | undefined> {
  for (const folder of path.split(delimiter)) {
    // A relative folder would be another one for the harness, which starts in the workspace.
    if (!isAbsolute(folder)) continue;
    const file = join(folder, name);
    const isProgram = await access(file, constants.X_OK).then(
      async () => (await stat(file)).isFile(),
      () => false,
    );
    if (isProgram) return file;
  }
  return undefined;
}

/** Folders above a program in which its package may be described. */
const mostFolders = 4;

/** As the nearest `package.json` above the real program says; else as a folder or the file itself is called. */
export async function versionOf(program: string): Promise<string | undefined> {
  const real = await realpath(program).catch(() => program);
  let folder = dirname(real);
  for (let at = 0; at < mostFolders; at++, folder = dirname(folder)) {
    const text = await readFile(join(folder, 'package.json'), 'utf8').catch(() => undefined);
    const version = text === undefined ? undefined : versionIn(text);
    if (version !== undefined) return version;
  }
  return /(?:^|\/)(\d+\.\d+\.\d+)(?:\/|$)/.exec(real)?.[1];
}

function versionIn(text: string): string | undefined {
  try {
    const about: unknown = JSON.parse(text);
    return isJsonObject(about) && typeof about.version === 'string' ? about.version : undefined;
  } catch {
    return undefined;
  }
}

/** Whether a version is no older than another, by its numbers; one that cannot be read is. */
export function isAtLeast(version: string, oldest: string): boolean {
  const [have, need] = [numbersOf(version), numbersOf(oldest)];
  for (const [at, part] of need.entries()) {
    const mine = have[at] ?? Number.NaN;
    if (mine !== part) return mine > part;
  }
  return true;
}

const numbersOf = (version: string): number[] => version.split(/[.+-]/).slice(0, 3).map(Number);

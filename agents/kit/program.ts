/** The program of a harness on this machine: where it is, and which version, without starting it. */
import { access, constants, readdir, readFile, realpath, stat } from 'node:fs/promises';
import { delimiter, dirname, isAbsolute, join } from 'node:path';
import { isJsonObject, type JsonObject } from '../../schema/json.ts';

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

export interface Package {
  readonly folder: string;
  /** Its `package.json`. */
  readonly description: JsonObject;
}

/** The nearest package above the real program whose description `is` the one that is meant. */
export async function packageOf(
  program: string,
  is: (description: JsonObject) => boolean,
): Promise<Package | undefined> {
  let folder = dirname(await realpath(program).catch(() => program));
  for (let at = 0; at < mostFolders; at++, folder = dirname(folder)) {
    const description = await readFile(join(folder, 'package.json'), 'utf8')
      .then(JSON.parse)
      .catch(() => undefined);
    if (isJsonObject(description) && is(description)) return { folder, description };
  }
  return undefined;
}

/** Names of what is in the folder of a package. */
export const entriesOf = ({ folder }: Package): Promise<readonly string[]> => readdir(folder);

/** As the nearest `package.json` above the real program says; else as a folder or the file itself is called. */
export async function versionOf(program: string): Promise<string | undefined> {
  const found = await packageOf(program, ({ version }) => typeof version === 'string');
  if (found !== undefined) return found.description.version as string;
  const real = await realpath(program).catch(() => program);
  return /(?:^|\/)(\d+\.\d+\.\d+)(?:\/|$)/.exec(real)?.[1];
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

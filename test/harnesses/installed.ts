/** The harnesses' programs that tests run: those of `npm run harnesses:install` first, then what the machine has. */
import { createHash } from 'node:crypto';
import { accessSync, constants, readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { delimiter, join } from 'node:path';

const lock = new URL('./package-lock.json', import.meta.url);

/** The folder of the pinned versions: another one for other pins, outside of the project. */
export function installFolder(): string {
  const { OMNI_HARNESSES: given, XDG_CACHE_HOME: cache = join(homedir(), '.cache') } = process.env;
  if (given) return given;
  const pins = createHash('sha256').update(readFileSync(lock)).digest('hex').slice(0, 12);
  return join(cache, 'omni', 'harnesses', pins);
}

export const harnessPath = (): string =>
  [join(installFolder(), 'node_modules', '.bin'), process.env.PATH ?? ''].join(delimiter);

export const isInstalled = (program: string, path = harnessPath()): boolean =>
  path.split(delimiter).some((folder) => {
    try {
      accessSync(join(folder, program), constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });

/** Why the tests of a harness are skipped; nothing where they run. */
export const whyNot = (program: string, path?: string): string | undefined =>
  isInstalled(program, path) ? undefined : `${program} is not installed: npm run harnesses:install`;

/** The same for tests that need several. */
export const whyNotAny = (...programs: readonly string[]): string | undefined =>
  programs.map((program) => whyNot(program)).find((reason) => reason !== undefined);

/**
 * How Pi is kept from the settings of a repository. It has no option for that: `.pi/settings.json` of the folder that it
 * works in always counts, and can put a command of its own before each command. What that folder is called stands in
 * Pi's own package, and where its package is can be said. So it is given a look at itself in which that name leads into
 * the session's home, where there is nothing.
 */
import { readdir, readFile, realpath } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { isJsonObject, type JsonObject } from '../../schema/json.ts';
import type { Home } from '../kit/adapter.ts';
import { HarnessFailure } from '../kit/failure.ts';
import { packageFolder } from './environment.ts';

/** Folders above a program in which its package may be described. */
const mostFolders = 4;
/** Further up than any folder is deep. Above the root there is the root. */
const toTheRoot = '../'.repeat(256);

/** @param program absolute. @param path on which `ln` is found. */
export async function hideRepositorySettings(program: string, home: Home, path: string): Promise<void> {
  const found = await packageOf(program);
  if (found === undefined) throw new HarnessFailure(`The package that ${program} belongs to cannot be found.`);
  const { place } = home;
  const own = isJsonObject(found.description.piConfig) ? found.description.piConfig : {};
  const nowhere = `${toTheRoot}${place.root.slice(1)}/repository`;
  const description = { ...found.description, piConfig: { ...own, configDir: nowhere } };
  await place.remove(packageFolder).catch(() => {});
  await place.write(`${packageFolder}/package.json`, JSON.stringify(description));
  const others = (await readdir(found.folder)).filter((name) => name !== 'package.json');
  const links = others.map((name) => join(found.folder, name));
  const linked = place.spawn(['ln', '-s', '--', ...links, `${place.root}/${packageFolder}`], { env: { PATH: path } });
  const exit = await linked.exit;
  if (exit.type === 'code' && exit.code === 0) return;
  throw new HarnessFailure(`Pi cannot be kept from the repository's settings: ${(await linked.output).stderr.trim()}`);
}

async function packageOf(program: string): Promise<{ folder: string; description: JsonObject } | undefined> {
  let folder = dirname(await realpath(program));
  for (let at = 0; at < mostFolders; at++, folder = dirname(folder)) {
    const text = await readFile(join(folder, 'package.json'), 'utf8').catch(() => undefined);
    const description: unknown = text === undefined ? undefined : JSON.parse(text);
    if (isJsonObject(description) && isJsonObject(description.piConfig)) return { folder, description };
  }
  return undefined;
}

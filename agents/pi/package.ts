/**
 * How Pi is kept from the settings of a repository. It has no option for that: `.pi/settings.json` of the folder that it
 * works in always counts, and can put a command of its own before each command. What that folder is called stands in
 * Pi's own package, and where its package is can be said. So it is given a look at itself in which that name leads into
 * the session's home, where there is nothing.
 */
import { join } from 'node:path';
import { isJsonObject } from '../../schema/json.ts';
import type { Home } from '../kit/adapter.ts';
import { HarnessFailure } from '../kit/failure.ts';
import { entriesOf, packageOf } from '../kit/program.ts';
import { packageFolder } from './environment.ts';

/** Further up than any folder is deep. Above the root there is the root. */
const toTheRoot = '../'.repeat(256);

/** @param program absolute. @param path on which `ln` is found. */
export async function hideRepositorySettings(program: string, home: Home, path: string): Promise<void> {
  const found = await packageOf(program, ({ piConfig }) => isJsonObject(piConfig));
  if (found === undefined) throw new HarnessFailure(`The package that ${program} belongs to cannot be found.`);
  const { place } = home;
  const own = isJsonObject(found.description.piConfig) ? found.description.piConfig : {};
  const nowhere = `${toTheRoot}${place.root.slice(1)}/repository`;
  const description = { ...found.description, piConfig: { ...own, configDir: nowhere } };
  await place.remove(packageFolder).catch(() => {});
  await place.write(`${packageFolder}/package.json`, JSON.stringify(description));
  const others = (await entriesOf(found)).filter((name) => name !== 'package.json');
  const links = others.map((name) => join(found.folder, name));
  const linked = place.spawn(['ln', '-s', '--', ...links, `${place.root}/${packageFolder}`], { env: { PATH: path } });
  const exit = await linked.exit;
  if (exit.type === 'code' && exit.code === 0) return;
  throw new HarnessFailure(`Pi cannot be kept from the repository's settings: ${(await linked.output).stderr.trim()}`);
}

/** The private folders of sessions: whose they are, what is shared into them, and that no name leads out of them. */
import { existsSync, lstatSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { createHomes, removeHomes } from '../../../agents/homes/homes.ts';
import { createLocalPlace } from '../../../agents/places/local.ts';
import { createReaper } from '../../../agents/places/reaper.ts';
import { useTempFolder } from '../temp.ts';

const folder = useTempFolder();
const reaper = createReaper();
afterAll(() => reaper.dispose());
const homes = createHomes(join(folder, 'run'), (root) =>
  createLocalPlace({ root, reaper, mark: reaper.mark('homes') }),
);

test('each session has its own, for nobody else to read, and it is found again by its name', async () => {
  const [one, two] = [await homes.create(), await homes.create()];
  expect(one.session).not.toBe(two.session);
  expect(statSync(one.place.root).mode & 0o077).toBe(0);
  await one.place.write('kept.txt', 'kept');
  const again = await homes.find(one.session);
  expect(await again?.place.read('kept.txt')).toBe('kept');
});

test.each(['..', '../other', '/etc', '', 'x', `${'0'.repeat(8)}-0000-0000-0000-${'0'.repeat(12)}`])(
  'the name %j is no session',
  async (name) => {
    expect(await homes.find(name)).toBeUndefined();
  },
);

test('a login is shared while the session runs: what renews it renews the user’s own', async () => {
  const login = join(folder, 'login.json');
  writeFileSync(login, 'old');
  const home = await homes.create();
  await home.share(login, '.config/login.json');
  const shared = join(home.place.root, '.config/login.json');
  expect(readFileSync(shared, 'utf8')).toBe('old');
  // As programs do that write anew and rename.
  writeFileSync(`${shared}.new`, 'renewed');
  renameSync(`${shared}.new`, shared);
  await home.settle();
  expect(readFileSync(login, 'utf8')).toBe('renewed');
  expect(existsSync(shared)).toBe(false);
  await home.settle();
  await home.share(login, '.config/login.json');
  await home.settle();
  expect(readFileSync(login, 'utf8')).toBe('renewed');
});

test('what is removed with the run is its own: links are not followed', async () => {
  const login = join(folder, 'kept.json');
  writeFileSync(login, 'mine');
  const home = await homes.create();
  await home.share(login, 'login.json');
  expect(lstatSync(join(home.place.root, 'login.json')).isSymbolicLink()).toBe(true);
  await removeHomes(join(folder, 'run'));
  expect(existsSync(join(folder, 'run'))).toBe(false);
  expect(readFileSync(login, 'utf8')).toBe('mine');
});

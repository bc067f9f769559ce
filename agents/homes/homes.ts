/**
 * The private folders of a run's sessions on this machine: `FOLDER/SESSION/`, readable by nobody else. What a session
 * is shared from outside is a link, so that a login that renews itself renews the user's own.
 */
import { randomUUID } from 'node:crypto';
import { lstat, mkdir, rename, rm, symlink } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Place } from '../../engine/ports/place.ts';
import type { Home, Homes } from '../kit/adapter.ts';

/** Sessions are named by the journal, which may have been touched: a name is never a path. */
const sessionName = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** @param folder of one run, absolute; made when the first session begins. @param placeAt makes a place of a folder. */
export function createHomes(folder: string, placeAt: (root: string) => Place): Homes {
  return {
    async create() {
      const session = randomUUID();
      const root = join(folder, session);
      await mkdir(join(root, 'tmp'), { recursive: true, mode: 0o700 });
      return homeAt(session, root, placeAt(root));
    },
    async find(session) {
      if (!sessionName.test(session)) return undefined;
      const root = join(folder, session);
      const found = await lstat(root).catch(() => undefined);
      return found?.isDirectory() ? homeAt(session, root, placeAt(root)) : undefined;
    },
  };
}

/** Nothing of the run's sessions is left. Links are removed, not followed. */
export const removeHomes = (folder: string): Promise<void> => rm(folder, { recursive: true, force: true });

function homeAt(session: string, root: string, place: Place): Home {
  const shared = new Map<string, string>();
  return {
    session,
    place,
    async share(file, path) {
      const link = join(root, path);
      await mkdir(dirname(link), { recursive: true, mode: 0o700 });
      await rm(link, { force: true });
      await symlink(file, link);
      shared.set(link, file);
    },
    async settle() {
      for (const [link, file] of shared) {
        // A program that writes a file anew and renames it puts its own in the place of the link.
        const isReplaced = (await lstat(link).catch(() => undefined))?.isFile() === true;
        if (isReplaced) await rename(link, file);
        await rm(link, { force: true });
      }
      shared.clear();
    },
  };
}

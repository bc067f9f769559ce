/** What adapters have to know of folders beyond the workspace itself, as the harness's own program would find them. */
import { lstat, realpath } from 'node:fs/promises';
import { dirname, join } from 'node:path';

/** Where a folder really is; itself where that cannot be told. */
export const realFolder = (folder: string): Promise<string> => realpath(folder).catch(() => folder);

/** The first entry of that name in the folder or in one above it, absolute; undefined: there is none. */
export async function findAbove(folder: string, name: string): Promise<string | undefined> {
  const entry = join(folder, name);
  const isThere = await lstat(entry).then(
    () => true,
    () => false,
  );
  if (isThere) return entry;
  const above = dirname(folder);
  return above === folder ? undefined : findAbove(above, name);
}

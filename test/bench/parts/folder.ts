/** Folders for journals and workspaces, gone when the work is done. */
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const memory = '/dev/shm';

/** On the disk that `os.tmpdir()` is on: commits are waited for. */
export const onDisk = <T>(work: (folder: string) => Promise<T>): Promise<T> => inFolder(tmpdir(), work);

/** In memory where there is such a folder: for what is counted in CPU time or in bytes, so that no disk is in the way. */
export const inMemory = <T>(work: (folder: string) => Promise<T>): Promise<T> =>
  inFolder(existsSync(memory) ? memory : tmpdir(), work);

async function inFolder<T>(parent: string, work: (folder: string) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(parent, 'omni-bench-'));
  try {
    return await work(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

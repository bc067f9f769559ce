/**
 * Reads the documents of a project for the checker, and nothing else: a `uses:` in a workflow from somebody else must
 * not be able to read a key from the home folder, so every path is resolved through its symlinks and must end inside
 * the project. Only regular files are opened, for a pipe would wait for ever and a device may never end.
 */
import { closeSync, constants, fstatSync, openSync, readFileSync, realpathSync } from 'node:fs';
import { resolve, sep } from 'node:path';
import type { SourceReader } from '../schema/load.ts';
import { maxDocumentBytes } from './places.ts';

type Read = ReturnType<SourceReader['read']>;

/** Paths are relative to the current folder. `project` is the folder that nothing may be read outside of. */
export function makeReader(project: string): SourceReader {
  const root = realpathSync(project);
  const utf8 = new TextDecoder('utf-8', { fatal: true });
  return {
    read(path): Read {
      try {
        const real = realpathSync(resolve(path));
        if (real !== root && !real.startsWith(root.endsWith(sep) ? root : root + sep)) {
          return { error: 'outside', message: `${path} is outside the project ${root}` };
        }
        return readRegular(real, path);
      } catch (error) {
        return explain(error as NodeJS.ErrnoException, path);
      }
    },
  };

  function readRegular(real: string, path: string): Read {
    // Opened first and asked afterwards, so that what was checked is what is read.
    const file = openSync(real, constants.O_RDONLY | constants.O_NONBLOCK | constants.O_NOFOLLOW);
    try {
      const kind = fstatSync(file);
      if (kind.isDirectory()) return { error: 'directory', message: `${path} is a folder, not a file` };
      if (!kind.isFile()) return { error: 'unreadable', message: `${path} is not a regular file` };
      if (kind.size > maxDocumentBytes) {
        return {
          error: 'too-large',
          message: `${path} has ${kind.size} bytes; a document may have ${maxDocumentBytes}`,
        };
      }
      return { text: utf8.decode(readFileSync(file)) };
    } finally {
      closeSync(file);
    }
  }
}

function explain(error: NodeJS.ErrnoException, path: string): Read {
  if (error.code === 'ENOENT' || error.code === 'ENOTDIR') return { error: 'missing', message: `there is no ${path}` };
  if (error.code === 'ERR_ENCODING_INVALID_ENCODED_DATA')
    return { error: 'unreadable', message: `${path} is not UTF-8 text` };
  return { error: 'unreadable', message: `${path} cannot be read: ${error.message}` };
}

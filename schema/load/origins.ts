/** Where the values of a resolved spec come from: by the longest prefix of a path that has an origin of its own. */
import type { Path } from '../problem.ts';
import type { Source } from '../source.ts';
import type { YamlDocument } from '../yaml/document.ts';

/** A value in a document, the whole text of a file, or words of a command line. */
export type Origin =
  | { readonly document: YamlDocument; readonly path: Path }
  | { readonly text: Source }
  | { readonly words: Source; readonly start: number; readonly end: number };

/** The alias that is said in place of a value, and where what it stands for is. */
export interface Note {
  readonly alias: string;
  readonly at: { readonly document: YamlDocument; readonly path: Path };
}

export interface Origins {
  readonly set: (path: Path, origin: Origin) => void;
  /** The origin of `path`: that of its longest known prefix, with what is left of the path. */
  readonly get: (path: Path) => Origin | undefined;
  /** Of just this path. */
  readonly note: (path: Path, note: Note) => void;
  readonly noteOf: (path: Path) => Note | undefined;
}

export function makeOrigins(): Origins {
  const known = new Map<string, Origin>();
  const notes = new Map<string, Note>();
  return {
    set: (path, origin) => known.set(JSON.stringify(path), origin),
    get: (path) => {
      for (let length = path.length; length >= 0; length--) {
        const origin = known.get(JSON.stringify(path.slice(0, length)));
        if (origin === undefined) continue;
        return 'document' in origin ? { ...origin, path: [...origin.path, ...path.slice(length)] } : origin;
      }
      return undefined;
    },
    note: (path, note) => notes.set(JSON.stringify(path), note),
    noteOf: (path) => notes.get(JSON.stringify(path)),
  };
}

/** The tools that an agent gets, by the names that its model calls them. */
import { edit, list, read, remove, write } from './files.ts';
import { find, search } from './search.ts';
import { shell } from './shell.ts';
import type { OwnTool } from './tool.ts';

export type { Done, OwnTool, Surroundings } from './tool.ts';
export { bound } from './tool.ts';

export const ownTools: ReadonlyMap<string, OwnTool> = new Map(
  Object.entries({ shell, read, write, edit, delete: remove, list, find, search }),
);

/** A real workspace to read tool calls in, through the place that an agent would work on. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll } from 'vitest';
import { createLocalPlace } from '../../../agents/places/local.ts';
import { createReaper } from '../../../agents/places/reaper.ts';
import type { Tool, ToolReading } from '../../../engine/events.ts';
import { createDoings } from '../../../engine/perform/doings.ts';
import { readCall } from '../../../engine/perform/read-call.ts';
import type { Place } from '../../../engine/ports/place.ts';
import { useTempFolder } from '../../agents/temp.ts';
import { sha256, writeFiles } from '../../agents/workspaces/repository.ts';

export { sha256 } from '../../agents/workspaces/repository.ts';

export interface TestWorkspace {
  readonly root: string;
  readonly place: Place;
  read(kind: Tool['kind'], input: unknown, name?: string): Promise<ToolReading>;
  call(tool: Tool): Promise<Tool>;
}

export function useWorkspace(files: Readonly<Record<string, string>>): TestWorkspace {
  const root = join(useTempFolder(), 'root');
  mkdirSync(root);
  writeFiles(root, files);
  const reaper = createReaper();
  afterAll(() => reaper.dispose());
  const place = createLocalPlace({ root, reaper, mark: reaper.mark('R1') });
  const call = async (tool: Tool): Promise<Tool> => {
    const read = await readCall(tool, place, createDoings(), sha256);
    read.close();
    return read.tool;
  };
  return {
    root,
    place,
    call,
    async read(kind, input, name = kind) {
      const { reading } = await call({ kind, name, input });
      if (reading === undefined) throw new Error('It was not read.');
      return reading;
    },
  };
}

/** The reading of a call that does nothing, to be told what else there is. */
export const nothing: ToolReading = { files: [], commands: [], installs: [], hosts: [], opaque: [] };
export const kindsOf = ({ opaque }: ToolReading): string[] => opaque.map(({ kind }) => kind);

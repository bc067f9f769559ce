/** Agents of the protocol that follow a script: real processes, which need no model and no program of a vendor. */
import { join, resolve } from 'node:path';
import { afterAll } from 'vitest';
import { createAcp } from '../../../agents/acp/index.ts';
import { createHomes } from '../../../agents/homes/homes.ts';
import type { Adapter, AdapterOptions } from '../../../agents/kit/adapter.ts';
import { createLocalPlace } from '../../../agents/places/local.ts';
import { createReaper } from '../../../agents/places/reaper.ts';
import type { Place } from '../../../engine/ports/place.ts';
import type { AgentSpec } from '../../../schema/agent.ts';
import type { JsonObject } from '../../../schema/json.ts';
import { realClock } from '../simulate/scripted.ts';
import { useTempFolder } from '../temp.ts';

/** What `test/fixtures/harness/acp-agent.mjs` reads. */
export interface AgentScript {
  readonly turns: readonly (readonly JsonObject[])[];
  readonly resumed?: readonly (readonly JsonObject[])[];
  readonly hello?: JsonObject;
}

export const scriptedAgent = (script: AgentScript, more: Partial<AgentSpec> = {}): AgentSpec => ({
  name: 'ada',
  harness: 'acp',
  command: [process.execPath, resolve('test/fixtures/harness/acp-agent.mjs'), JSON.stringify(script)],
  ...more,
});

export function useScripted() {
  const folder = useTempFolder();
  const homes = join(useTempFolder(), 'sessions');
  const reaper = createReaper();
  const placeAt = (root: string): Place => createLocalPlace({ root, reaper, mark: reaper.mark('scripted') });
  afterAll(() => reaper.dispose());
  return {
    folder,
    place: placeAt(folder),
    adapter: (more: Partial<AdapterOptions> = {}): Adapter =>
      createAcp({
        clock: realClock,
        homes: createHomes(homes, placeAt),
        credential: () => ({ type: 'none' }),
        path: process.env.PATH ?? '',
        ...more,
      }),
  };
}

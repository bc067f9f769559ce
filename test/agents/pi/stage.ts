/** A real Pi on a place of its own, with a model service that does as it is told. */
import { join } from 'node:path';
import { afterAll, beforeAll } from 'vitest';
import { createHomes } from '../../../agents/homes/homes.ts';
import type { Adapter, AdapterOptions } from '../../../agents/kit/adapter.ts';
import { createPi } from '../../../agents/pi/index.ts';
import { createLocalPlace } from '../../../agents/places/local.ts';
import { createReaper, type Reaper } from '../../../agents/places/reaper.ts';
import type { Place } from '../../../engine/ports/place.ts';
import type { AgentSpec } from '../../../schema/agent.ts';
import { startFakeModel } from '../../fixtures/models/server.ts';
import type { FakeModel } from '../../fixtures/models/words.ts';
import { harnessPath } from '../../harnesses/installed.ts';
import { realClock } from '../simulate/scripted.ts';
import { useTempFolder } from '../temp.ts';
import { piDialect } from './subject.ts';

export interface RealStage {
  readonly model: () => FakeModel;
  readonly folder: string;
  readonly place: Place;
  placeAt(root: string): Place;
  readonly reaper: Reaper;
  readonly homes: string;
  options(): AdapterOptions;
  adapter(more?: Partial<AdapterOptions>): Adapter;
  agent(more?: Partial<AgentSpec>): AgentSpec;
}

/** One service and one workspace for the tests of a file. */
export function useStage(): RealStage {
  let model: FakeModel | undefined;
  const folder = useTempFolder();
  const homes = join(useTempFolder(), 'sessions');
  const reaper = createReaper();
  const placeAt = (root: string): Place => createLocalPlace({ root, reaper, mark: reaper.mark('real') });
  beforeAll(async () => {
    model = await startFakeModel();
  });
  afterAll(async () => {
    reaper.dispose();
    await model?.close();
  });
  const options = (): AdapterOptions => ({
    clock: realClock,
    homes: createHomes(homes, placeAt),
    credential: () => ({ type: 'key', value: 'sk-ant-fake-key', from: 'ANTHROPIC_API_KEY' }),
    path: harnessPath(),
  });
  return {
    model: () => model!,
    folder,
    homes,
    reaper,
    place: placeAt(folder),
    placeAt,
    adapter: (more = {}) => createPi({ ...options(), ...more }),
    options,
    agent: (more = {}) => ({
      name: 'ada',
      harness: 'pi',
      model: piDialect.model,
      base_url: model!.url('anthropic'),
      ...more,
    }),
  };
}

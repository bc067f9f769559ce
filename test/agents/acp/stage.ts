/** A real agent of a preset on a place of its own, with a model service that does as it is told. */
import { join } from 'node:path';
import { afterAll, beforeAll } from 'vitest';
import { createHomes } from '../../../agents/homes/homes.ts';
import type { Adapter, AdapterOptions } from '../../../agents/kit/adapter.ts';
import { createLocalPlace } from '../../../agents/places/local.ts';
import { createReaper } from '../../../agents/places/reaper.ts';
import type { Place } from '../../../engine/ports/place.ts';
import type { AgentSpec } from '../../../schema/agent.ts';
import { startFakeModel } from '../../fixtures/models/server.ts';
import type { FakeModel } from '../../fixtures/models/words.ts';
import { harnessPath } from '../../harnesses/installed.ts';
import { realClock } from '../simulate/scripted.ts';
import { useTempFolder } from '../temp.ts';
import { type AcpSubject, type PresetName, subjects } from './subject.ts';

export const fakeKey = 'sk-fake-key-of-the-tests';

export interface RealStage {
  readonly model: () => FakeModel;
  readonly folder: string;
  readonly place: Place;
  readonly homes: string;
  readonly subject: AcpSubject;
  adapter(more?: Partial<AdapterOptions>): Adapter;
  agent(more?: Partial<AgentSpec>): AgentSpec;
}

/** One service and one workspace for the tests of a file. */
export function useStage(preset: PresetName): RealStage {
  let model: FakeModel | undefined;
  const folder = useTempFolder();
  const homes = join(useTempFolder(), 'sessions');
  const reaper = createReaper();
  const placeAt = (root: string): Place => createLocalPlace({ root, reaper, mark: reaper.mark('real') });
  const subject = subjects[preset];
  beforeAll(async () => {
    model = await startFakeModel();
  });
  afterAll(async () => {
    reaper.dispose();
    await model?.close();
  });
  return {
    model: () => model!,
    folder,
    homes,
    place: placeAt(folder),
    subject,
    adapter: (more = {}) =>
      subject.create({
        clock: realClock,
        homes: createHomes(homes, placeAt),
        credential: () => ({ type: 'key', value: fakeKey, from: 'THE_KEY' }),
        path: harnessPath(),
        ...more,
      }),
    agent: (more = {}) => ({
      name: 'ada',
      harness: preset,
      model: subject.dialect.model,
      base_url: model!.url(subject.dialect.wire),
      ...more,
    }),
  };
}

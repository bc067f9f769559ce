/** The loop around a model, on a place of its own, with a model service that does as it is told. */
import { join } from 'node:path';
import { afterAll, beforeAll } from 'vitest';
import { createHomes } from '../../../agents/homes/homes.ts';
import type { Adapter, AdapterOptions } from '../../../agents/kit/adapter.ts';
import { createModel } from '../../../agents/model/index.ts';
import type { Services } from '../../../agents/model/service.ts';
import { createLocalPlace } from '../../../agents/places/local.ts';
import { createReaper } from '../../../agents/places/reaper.ts';
import type { Session, SessionRequest } from '../../../engine/ports/harness.ts';
import type { Place } from '../../../engine/ports/place.ts';
import type { AgentSpec } from '../../../schema/agent.ts';
import { startFakeModel } from '../../fixtures/models/server.ts';
import type { FakeModel, ModelScript, Wire } from '../../fixtures/models/words.ts';
import { realClock } from '../simulate/scripted.ts';
import { useTempFolder } from '../temp.ts';
import { modelDialect } from './subject.ts';

export const key = 'sk-fake-key-of-the-test';

export interface ModelStage {
  readonly model: () => FakeModel;
  readonly folder: string;
  readonly place: Place;
  readonly homes: string;
  adapter(more?: Partial<AdapterOptions>): Adapter;
  agent(wire?: Wire, more?: Partial<AgentSpec>): AgentSpec;
  /** Everything is allowed. */
  request(more?: Partial<SessionRequest>): SessionRequest;
  /** A session in which the model answers as the script says. */
  start(script: ModelScript, more?: Partial<SessionRequest>, options?: Partial<AdapterOptions>): Session;
}

/** One service and one workspace for the tests of a file. */
export function useStage(): ModelStage {
  let model: FakeModel | undefined;
  const folder = useTempFolder();
  const homes = join(useTempFolder(), 'sessions');
  const reaper = createReaper();
  const placeAt = (root: string): Place => createLocalPlace({ root, reaper, mark: reaper.mark('model') });
  const place = placeAt(folder);
  beforeAll(async () => {
    model = await startFakeModel();
  });
  afterAll(async () => {
    reaper.dispose();
    await model?.close();
  });
  /** The services as they are, but here. */
  const services = (): Services => ({
    anthropic: { wire: 'anthropic', url: `${model!.url('anthropic')}/v1` },
    openai: { wire: 'responses', url: model!.url('responses') },
    google: { wire: 'gemini', url: `${model!.url('gemini')}/v1beta` },
    xai: { wire: 'chat', url: model!.url('chat') },
  });
  const stage: ModelStage = {
    model: () => model!,
    folder,
    place,
    homes,
    adapter: (more = {}) =>
      createModel(
        {
          clock: realClock,
          homes: createHomes(homes, placeAt),
          credential: () => ({ type: 'key', value: key, from: 'MODEL_KEY' }),
          path: process.env.PATH ?? '',
          ...more,
        },
        services(),
      ),
    agent: (wire = 'anthropic', more = {}) => ({
      name: 'ada',
      harness: 'model',
      model: modelDialect(wire).model,
      ...more,
    }),
    request: (more = {}) => ({
      agent: stage.agent(),
      name: 'ada',
      prompt: 'Do what your script says.',
      place,
      env: { PATH: process.env.PATH ?? '', GRANTED: 'yes' },
      address: { step: 'work', attempt: 1, round: 1 },
      role: 'writer',
      decide: async () => ({ allow: true }),
      signal: new AbortController().signal,
      ...more,
    }),
    start(script, more, options) {
      model!.play(script);
      return stage.adapter(options).start(stage.request(more));
    },
  };
  return stage;
}

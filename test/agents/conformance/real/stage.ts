/** A real harness on a place of its own, with a model service that does as it is told. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { afterAll, beforeAll, beforeEach } from 'vitest';
import { createHomes } from '../../../../agents/homes/homes.ts';
import type { Adapter, AdapterOptions } from '../../../../agents/kit/adapter.ts';
import { createLocalPlace } from '../../../../agents/places/local.ts';
import { createReaper } from '../../../../agents/places/reaper.ts';
import type { Tool } from '../../../../engine/events.ts';
import type { Permission, Session, SessionEvent, SessionRequest } from '../../../../engine/ports/harness.ts';
import type { Place } from '../../../../engine/ports/place.ts';
import type { AgentSpec } from '../../../../schema/agent.ts';
import { startFakeModel } from '../../../fixtures/models/server.ts';
import type { FakeModel, ModelScript, ModelTurn } from '../../../fixtures/models/words.ts';
import { harnessPath } from '../../../harnesses/installed.ts';
import { realClock } from '../../simulate/scripted.ts';
import { useTempFolder } from '../../temp.ts';
import { listen } from '../listen.ts';
import type { Act, RealSubject } from './words.ts';

export interface RealStage {
  readonly model: () => FakeModel;
  /** The workspace: empty before each test. */
  readonly folder: string;
  readonly place: Place;
  /** Another folder to work in, such as a worktree. */
  placeAt(root: string): Place;
  readonly homes: string;
  file(path: string): string;
  write(path: string, content: string): void;
  options(): AdapterOptions;
  adapter(more?: Partial<AdapterOptions>): Adapter;
  agent(more?: Partial<AgentSpec>): AgentSpec;
  /** Begins a session whose model does as `script` says; whatever it asks is allowed. */
  start(script: ModelScript, more?: Partial<SessionRequest>, options?: Partial<AdapterOptions>): Session;
  /** The agent does `acts`, all side by side or in turn, and says Done. */
  act(acts: readonly Act[], decide: (tool: Tool) => Permission, how?: How): Promise<Acted>;
}

export interface How {
  readonly inTurn?: boolean;
  readonly agent?: Partial<AgentSpec>;
}

export interface Acted {
  readonly asked: readonly Tool[];
  readonly events: readonly SessionEvent[];
  /** The last request that the model got, as JSON. */
  readonly told: string;
}

/** Where the tool of the MCP server writes what it was called with. */
export const witness = 'witness.txt';

/** One service and one workspace for the tests of a file. */
export function useStage({ harness, program, capabilities, dialect, key, create }: RealSubject): RealStage {
  let model: FakeModel | undefined;
  const folder = useTempFolder();
  const homes = join(useTempFolder(), 'sessions');
  const reaper = createReaper();
  const placeAt = (root: string): Place => createLocalPlace({ root, reaper, mark: reaper.mark('real') });
  const place = placeAt(folder);
  beforeAll(async () => {
    model = await startFakeModel();
  });
  afterAll(async () => {
    reaper.dispose();
    await model?.close();
  });
  beforeEach(() => place.list('.').then((names) => Promise.all(names.map((name) => place.remove(name)))));

  const options = (): AdapterOptions => ({
    clock: realClock,
    homes: createHomes(homes, placeAt),
    credential: () => ({ type: 'key', ...key }),
    path: program?.path ?? harnessPath(),
  });
  const adapter = (more: Partial<AdapterOptions> = {}): Adapter => create({ ...options(), ...more });
  const agent = (more: Partial<AgentSpec> = {}): AgentSpec => ({
    name: 'ada',
    harness,
    model: dialect.model,
    base_url: model!.url(dialect.wire),
    ...more,
  });
  function start(script: ModelScript, more: Partial<SessionRequest> = {}, options?: Partial<AdapterOptions>): Session {
    model!.play(script);
    return adapter(options).start({
      agent: agent(),
      name: 'ada',
      prompt: 'Do what your script says.',
      place,
      env: { PATH: process.env.PATH ?? '' },
      address: { step: 'work', attempt: 1, round: 1 },
      role: 'writer',
      decide: async () => ({ allow: true }),
      signal: new AbortController().signal,
      ...more,
    });
  }
  const server = [process.execPath, resolve('test/fixtures/models/mcp-server.mjs'), join(folder, witness)];
  const mcp = capabilities.mcp ? { mcp: { docs: { command: server } } } : {};
  async function act(acts: readonly Act[], decide: (tool: Tool) => Permission, how: How = {}): Promise<Acted> {
    const calls = acts.map((each) => dialect.call(each)!);
    const turns: readonly ModelTurn[] = how.inTurn ? calls.map((call) => ({ calls: [call] })) : [{ calls }];
    const asked: Tool[] = [];
    const session = start([...turns, { text: 'Done.' }], {
      agent: agent({ instructions: 'You are called Ada Testwoman.', ...mcp, ...how.agent }),
      env: { PATH: process.env.PATH ?? '', GRANTED: 'yes', HOME: folder },
      decide: async (_, tool) => {
        asked.push(tool);
        return decide(tool);
      },
    });
    const events = await listen(session);
    return { asked, events, told: JSON.stringify(model!.seen.at(-1)?.body) };
  }
  const file = (path: string): string => join(folder, path);
  const write = (path: string, content: string): void => {
    mkdirSync(dirname(file(path)), { recursive: true });
    writeFileSync(file(path), content);
  };
  return { model: () => model!, folder, place, placeAt, homes, file, write, options, adapter, agent, start, act };
}

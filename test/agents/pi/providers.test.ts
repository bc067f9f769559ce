/** The real Pi at the services of several vendors: which is asked, with which key, and what its costs are worth. */
import { existsSync, lstatSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Credential } from '../../../agents/kit/adapter.ts';
import type { AgentSpec } from '../../../schema/agent.ts';
import type { Wire } from '../../fixtures/models/words.ts';
import { whyNot } from '../../harnesses/installed.ts';
import { listen, of } from '../conformance/listen.ts';
import { useStage } from '../conformance/real/stage.ts';
import { useTempFolder } from '../temp.ts';
import { piDialect, piSubject } from './subject.ts';

const reason = whyNot('pi');
const key = 'sk-the-key-of-the-test';

describe.skipIf(reason !== undefined)(`pi${reason === undefined ? '' : ` (${reason})`}`, () => {
  const stage = useStage(piSubject);
  const logins = useTempFolder();

  async function hold(more: Partial<AgentSpec>, credential: Credential) {
    const usage = { input: 1000, output: 100 };
    stage.model().play([
      { calls: [piDialect.call({ shell: 'touch done' })!], usage },
      { text: 'Done.', usage },
    ]);
    const before = stage.model().seen.length;
    const session = stage.adapter({ credential: () => credential }).start({
      agent: stage.agent(more),
      name: 'ada',
      prompt: 'Do what your script says.',
      place: stage.place,
      env: { PATH: process.env.PATH ?? '' },
      address: { step: 'work', attempt: 1, round: 1 },
      role: 'writer',
      decide: async () => ({ allow: true }),
      signal: new AbortController().signal,
    });
    const events = await listen(session);
    return { events, seen: stage.model().seen.slice(before) };
  }

  const services: readonly [string, Wire, string | undefined][] = [
    ['gpt-5', 'responses', 'authorization'],
    ['gemini-2.5-pro', 'gemini', 'x-goog-api-key'],
    ['openrouter/moonshotai/kimi-k2', 'chat', 'authorization'],
    ['llama-of-ours', 'chat', 'authorization'],
    ['claude-of-tomorrow', 'anthropic', 'x-api-key'],
  ];
  test.each(services)('%s is asked in the words of %s, its key in %s', async (model, wire, header) => {
    const { events, seen } = await hold(
      { model, base_url: stage.model().url(wire) },
      { type: 'key', value: key, from: 'A_KEY' },
    );
    expect(events.at(-1)).toEqual({ type: 'ended' });
    expect(of(events, 'toolCompleted')).toMatchObject([{ ok: true }]);
    expect(seen.map((each) => each.wire)).toEqual([wire, wire]);
    expect(seen[0]?.model).toBe(model.replace(/^(openai|openrouter)\//, ''));
    expect(seen[0]?.headers[header ?? '']).toContain(key);
    const [used] = of(events, 'usage').map((event) => event.usage);
    expect(used).toMatchObject({ input: 1000, output: 100 });
    // Of a model that Pi does not know the price would be another one's.
    expect(used?.costMicroUsd !== undefined).toBe(!/of-ours|of-tomorrow/.test(model));
  });

  test('a gateway that asks for no key gets none of a person', async () => {
    const { events, seen } = await hold({}, { type: 'none' });
    expect(events.at(-1)).toEqual({ type: 'ended' });
    expect(seen[0]?.headers['x-api-key']).toBe('none');
  });

  test('a login is shared for as long as the session runs, and nothing else of a person', async () => {
    const file = join(logins, 'auth.json');
    writeFileSync(file, JSON.stringify({ anthropic: { type: 'api_key', key } }));
    const { events, seen } = await hold({}, { type: 'login', file });
    expect(events.at(-1)).toEqual({ type: 'ended' });
    expect(seen[0]?.headers['x-api-key']).toBe(key);
    expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual({ anthropic: { type: 'api_key', key } });
    expect(lstatSync(file).isFile()).toBe(true);
    const kept = readdirSync(stage.homes).map((home) => join(stage.homes, home, 'agent/auth.json'));
    for (const left of kept.filter((path) => existsSync(path))) expect(readFileSync(left, 'utf8')).not.toContain(key);
  });
});

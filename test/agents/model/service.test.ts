/** Which service an agent's model is asked at, what that needs, and what is said where something is missing. */
import { describe, expect, test } from 'vitest';
import { findCredential } from '../../../agents/credentials/find.ts';
import { createModel } from '../../../agents/model/index.ts';
import { findService } from '../../../agents/model/service.ts';
import { vendorOf } from '../../../schema/vendors.ts';
import { realClock } from '../simulate/scripted.ts';

const agent = (model: string | undefined, more: object = {}) => ({
  name: 'ada',
  harness: 'model' as const,
  ...(model !== undefined && { model }),
  ...more,
});
const at = (base_url: string) => ({ base_url });

describe('the service of a model', () => {
  test.each<[string, object, object]>([
    ['claude-sonnet-4-5', {}, { wire: 'anthropic', url: 'https://api.anthropic.com/v1', model: 'claude-sonnet-4-5' }],
    ['anthropic/claude-sonnet-4-5', {}, { wire: 'anthropic', model: 'claude-sonnet-4-5' }],
    ['gpt-5', {}, { wire: 'responses', url: 'https://api.openai.com/v1', model: 'gpt-5' }],
    ['OpenAI/gpt-5', {}, { wire: 'responses', model: 'gpt-5' }],
    ['gemini-2.5-pro', {}, { wire: 'gemini', model: 'gemini-2.5-pro' }],
    ['openrouter/anthropic/claude-opus-4', {}, { wire: 'chat', model: 'anthropic/claude-opus-4' }],
    ['grok-4', {}, { wire: 'chat', url: 'https://api.x.ai/v1' }],
    ['claude-x', at('https://gate.example/'), { wire: 'anthropic', url: 'https://gate.example/v1', model: 'claude-x' }],
    ['claude-x', at('https://gate.example/v1'), { wire: 'anthropic', url: 'https://gate.example/v1' }],
    ['gemini-x', at('https://gate.example'), { wire: 'gemini', url: 'https://gate.example/v1beta' }],
    ['gpt-5', at('https://gate.example/v1/'), { wire: 'chat', url: 'https://gate.example/v1', model: 'gpt-5' }],
    ['openai/claude-x', at('https://gate.example/v1'), { wire: 'chat', model: 'claude-x' }],
    ['Qwen/Qwen3-32B', at('http://localhost:8000/v1'), { wire: 'chat', model: 'Qwen/Qwen3-32B' }],
    ['my-own', at('http://localhost:8000/v1'), { wire: 'chat', model: 'my-own' }],
    ['my-own', { ...at('https://gate.example'), vendor: 'anthropic' }, { wire: 'anthropic', model: 'my-own' }],
  ])('%s with %j', (model, more, expected) => {
    expect(findService(agent(model, more))).toMatchObject(expected);
  });

  test('who made a model that a gateway gives is not who serves it', () => {
    expect(vendorOf(agent('openai/claude-x', at('https://gate.example/v1')))).toBe('anthropic');
  });

  test.each<[string | undefined, object, RegExp]>([
    [undefined, {}, /names no model/],
    ['my-own', {}, /Nobody knows where the model my-own is asked/],
    ['constructor/x', {}, /Nobody knows/],
    ['gpt-5', at('file:///etc/passwd'), /no http\(s\) URL/],
    ['gpt-5', at('gate.example'), /no http\(s\) URL/],
  ])('of %s with %j is not known', (model, more, message) => {
    expect(findService(agent(model, more))).toMatchObject({ problem: { message: expect.stringMatching(message) } });
  });
});

describe('what an agent would use', () => {
  const env: Readonly<Record<string, string>> = { ANTHROPIC_API_KEY: 'sk-secret' };
  const adapter = createModel({
    clock: realClock,
    homes: { create: () => Promise.reject(new Error('no')), find: async () => undefined },
    credential: (spec) => findCredential(spec, { env, home: '/nowhere', read: () => undefined }),
    path: '',
  });

  test.each<[string, object, object]>([
    ['claude-x', {}, { endpoint: 'https://api.anthropic.com/v1', credential: 'ANTHROPIC_API_KEY' }],
    ['my-own', at('http://localhost:8000/v1'), { endpoint: 'http://localhost:8000/v1', credential: 'none' }],
    ['gpt-5', {}, { problem: { message: expect.stringContaining('OPENAI_API_KEY') } }],
    ['claude-x', { auth: 'login' }, { problem: { message: expect.stringContaining('no login') } }],
    ['my-own', {}, { problem: { message: expect.stringContaining('Nobody knows') } }],
  ])('%s with %j is said, without its key', async (model, more, expected) => {
    const found = await adapter.examine(agent(model, more));
    expect(found).toMatchObject(expected);
    expect(JSON.stringify(found)).not.toContain('sk-secret');
  });
});

import { expect, test } from 'vitest';
import type { AgentSpec } from '../../schema/agent.ts';
import { vendorOf, vendorOfModel } from '../../schema/vendors.ts';

test.each([
  ['claude-opus-4-5', 'anthropic'],
  ['openrouter/anthropic/claude-sonnet-4.5:beta', 'anthropic'],
  ['us.anthropic.claude-3-haiku-20240307-v1:0', 'anthropic'],
  ['sonnet', 'anthropic'],
  ['gpt-5.2', 'openai'],
  ['openai/gpt-oss-120b', 'openai'],
  ['o3', 'openai'],
  ['o4-mini', 'openai'],
  ['codex-mini-latest', 'openai'],
  ['gemini-3-pro', 'google'],
  ['models/gemini-2.5-flash', 'google'],
  ['grok-4', 'xai'],
  ['meta-llama/Llama-3.3-70B-Instruct', 'meta'],
  ['mistral-large', 'mistral'],
  ['Codestral-2508', 'mistral'],
  ['deepseek-r1', 'deepseek'],
  ['qwen3-coder', 'alibaba'],
  ['kimi-k2', 'moonshot'],
  ['z-ai/glm-4.6', 'zhipu'],
])('%s is of %s', (model, vendor) => {
  expect(vendorOfModel(model)).toBe(vendor);
});

test('what is not known stays unknown', () => {
  for (const model of ['', '/', '.', 'my-model', 'opera', 'o', 'ox1', 'not-claude', 'sonnets', 'constructor'])
    expect(vendorOfModel(model), model).toBeUndefined();
});

const agent = (own: Partial<AgentSpec>): AgentSpec => ({ name: 'a', harness: 'pi', ...own });

test('vendor, then model, then harness', () => {
  expect(vendorOf(agent({ vendor: 'Acme', model: 'gpt-5' }))).toBe('acme');
  expect(vendorOf(agent({ harness: 'claude-code', model: 'deepseek-chat' }))).toBe('deepseek');
  expect(vendorOf(agent({ harness: 'claude-code' }))).toBe('anthropic');
  expect(vendorOf(agent({ harness: 'codex' }))).toBe('openai');
  expect(vendorOf(agent({ harness: 'gemini' }))).toBe('google');
  for (const harness of ['pi', 'opencode', 'copilot', 'acp', 'model', 'simulate'] as const)
    expect(vendorOf(agent({ harness }))).toBeUndefined();
});

test('a named model that no family knows has no vendor, whatever the harness', () => {
  expect(vendorOf(agent({ harness: 'claude-code', model: 'house-model' }))).toBeUndefined();
});

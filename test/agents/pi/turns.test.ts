/** When a turn of Pi is over, and which of its providers is asked: by hand, without the program. */
import { describe, expect, test } from 'vitest';
import { createCommands } from '../../../agents/pi/commands.ts';
import { choose } from '../../../agents/pi/providers.ts';
import { createTurns } from '../../../agents/pi/turns.ts';
import type { AgentSpec } from '../../../schema/agent.ts';
import type { JsonObject } from '../../../schema/json.ts';

describe('a turn', () => {
  /** Pi's side by hand: `state` is its answer to `get_state`. */
  const scene = (states: readonly JsonObject[]) => {
    const prompts: unknown[] = [];
    let asked = 0;
    const commands = createCommands(({ id, type, message }) => {
      if (type === 'prompt') prompts.push(message);
      const data = type === 'get_state' ? (states[asked++] ?? {}) : {};
      queueMicrotask(() => commands.receive({ id: id ?? null, success: true, data }));
    });
    const turns = createTurns(commands);
    const say = (text: string) => turns.said({ stopReason: 'stop', content: [{ type: 'text', text }] });
    return { turns, prompts, say };
  };
  const idle = { isStreaming: false, pendingMessageCount: 0 };

  test('is not over where another try follows', async () => {
    const { turns, say } = scene([idle, idle]);
    const turn = turns.begin('Go.');
    turns.taken();
    turns.said({ stopReason: 'error', errorMessage: '529' });
    turns.ended();
    turns.begun();
    await new Promise((resolve) => setImmediate(resolve));
    say('Done.');
    turns.ended();
    expect(await turn).toEqual({ text: 'Done.' });
  });

  test('takes up a message that came in the moment in which it was ending', async () => {
    const { turns, prompts, say } = scene([{ isStreaming: false, pendingMessageCount: 1 }, idle]);
    const turn = turns.begin('Go.');
    turns.taken();
    say('One.');
    expect(turns.steer('/blue')).toBe(true);
    turns.ended();
    await new Promise((resolve) => setImmediate(resolve));
    expect(prompts).toEqual(['Go.', '\n/blue', expect.any(String)]);
    turns.taken();
    turns.taken();
    say('Two.');
    turns.ended();
    expect(await turn).toEqual({ text: 'Two.' });
    expect(turns.steer('Too late.')).toBe(false);
  });
});

describe('the provider', () => {
  const key = { type: 'key', value: 'k', from: 'K' } as const;
  const login = { type: 'login', file: '/auth.json' } as const;
  const agent = (more: Partial<AgentSpec>): AgentSpec => ({ name: 'a', harness: 'pi', ...more });

  test.each<[Partial<AgentSpec>, object]>([
    [{ model: 'claude-sonnet-4-5' }, { provider: 'anthropic', model: 'claude-sonnet-4-5' }],
    [{ model: 'openai/gpt-5' }, { provider: 'openai', model: 'gpt-5', variable: 'OPENAI_API_KEY' }],
    [{ model: 'openrouter/openai/gpt-5' }, { provider: 'openrouter', model: 'openai/gpt-5' }],
    [{ model: 'cerebras/llama-3' }, { provider: 'cerebras', model: 'llama-3' }],
    [{ vendor: 'google' }, { provider: 'google', variable: 'GEMINI_API_KEY' }],
  ])('of %j', (more, expected) => {
    expect(choose(agent(more), key)).toMatchObject(expected);
  });

  test('of a URL gets its version where Pi does not add it', () => {
    const at = (model: string, base_url: string) => JSON.stringify(choose(agent({ model, base_url }), key).models);
    expect(at('gemini-2.5-pro', 'https://g.example')).toContain('"https://g.example/v1beta"');
    expect(at('gemini-2.5-pro', 'https://g.example/v1')).toContain('"https://g.example/v1"');
    expect(at('claude-opus-4-5', 'https://g.example')).toContain('"https://g.example"');
  });

  test('of a login may be one that only Pi knows; a key needs one that we know', () => {
    expect(choose(agent({ model: 'openai-codex/gpt-5' }), login)).toEqual({ model: 'openai-codex/gpt-5' });
    expect(choose(agent({}), login)).toEqual({});
    expect(choose(agent({ model: 'claude-opus-4-5' }), login)).toMatchObject({ provider: 'anthropic' });
    expect(() => choose(agent({ model: 'llama-3' }), key)).toThrow(/which service/);
    expect(() => choose(agent({}), key)).toThrow(/Without a model/);
  });
});

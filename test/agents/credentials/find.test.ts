/** Where the key of an agent comes from: what its document says, else the usual place, and never a guess. */
import { describe, expect, test } from 'vitest';
import { findCredential, type Keeper } from '../../../agents/credentials/find.ts';
import type { AgentSpec } from '../../../schema/agent.ts';

const keeper = (env: Record<string, string>, files: Record<string, string> = {}): Keeper => ({
  env,
  home: '/home/ada',
  read: (file) => files[file],
});
const agent = (more: Partial<AgentSpec> = {}): AgentSpec => ({ name: 'ada', harness: 'claude-code', ...more });
const key = (value: string, from: string) => ({ type: 'key', value, from });

describe('without `auth` the key is where it usually is', () => {
  test.each<[Partial<AgentSpec>, string]>([
    [{ harness: 'claude-code' }, 'ANTHROPIC_API_KEY'],
    [{ harness: 'claude-code' }, 'ANTHROPIC_AUTH_TOKEN'],
    [{ harness: 'codex' }, 'OPENAI_API_KEY'],
    [{ harness: 'codex' }, 'CODEX_API_KEY'],
    [{ harness: 'gemini' }, 'GEMINI_API_KEY'],
    [{ harness: 'pi', model: 'claude-opus-4-5' }, 'ANTHROPIC_API_KEY'],
    [{ harness: 'pi', model: 'openai/gpt-5.5' }, 'OPENAI_API_KEY'],
    [{ harness: 'opencode', model: 'openrouter/anthropic/claude-opus-4-5' }, 'OPENROUTER_API_KEY'],
    [{ harness: 'model', vendor: 'google' }, 'GEMINI_API_KEY'],
    [{ harness: 'copilot' }, 'GH_TOKEN'],
    [{ harness: 'copilot', base_url: 'http://gateway' }, 'COPILOT_PROVIDER_API_KEY'],
  ])('%j: %s', (more, name) => {
    expect(findCredential(agent(more), keeper({ [name]: ' secret-1 ' }))).toEqual(key('secret-1', name));
    const filed = keeper({ [`${name}_FILE`]: '/run/key' }, { '/run/key': 'secret-2\n' });
    expect(findCredential(agent(more), filed)).toEqual(key('secret-2', name));
  });

  test('another vendor’s key is none', () => {
    const found = findCredential(agent(), keeper({ OPENAI_API_KEY: 'secret-1' }));
    expect(found).toEqual({ missing: expect.stringMatching(/^No key: set ANTHROPIC_API_KEY, or log in \(claude/) });
  });

  test('a login that is here is offered, and not taken unasked', () => {
    const here = keeper({}, { '/home/ada/.claude/.credentials.json': '{}' });
    expect(findCredential(agent(), here)).toEqual({ missing: expect.stringContaining('`auth: login`') });
  });

  test('an agent of a service that nobody knows has to say its own', () => {
    const found = findCredential(agent({ harness: 'pi' }), keeper({ ANTHROPIC_API_KEY: 'secret-1' }));
    expect(found).toEqual({ missing: expect.stringContaining('auth: { env: NAME }') });
  });

  test('a gateway of one’s own and an agent over ACP may need none', () => {
    expect(findCredential(agent({ base_url: 'http://127.0.0.1:1' }), keeper({}))).toEqual({ type: 'none' });
    expect(findCredential(agent({ harness: 'acp', command: ['x'] }), keeper({}))).toEqual({ type: 'none' });
  });
});

describe('`auth` is taken at its word', () => {
  test('a variable, also when the usual one is set', () => {
    const both = keeper({ MY_KEY: 'secret-1', ANTHROPIC_API_KEY: 'secret-2' });
    expect(findCredential(agent({ auth: { env: 'MY_KEY' } }), both)).toEqual(key('secret-1', 'MY_KEY'));
    expect(findCredential(agent({ auth: { env: 'NO_KEY' } }), both)).toEqual({ missing: 'NO_KEY is not set.' });
  });

  test('a file of the person’s own, and none beside the repository', () => {
    const files = keeper({}, { '/home/ada/.keys/a': 'secret-1\n', 'keys/a': 'secret-2', '/empty': ' \n' });
    const of = (file: string) => findCredential(agent({ auth: { file } }), files);
    expect(of('~/.keys/a')).toEqual(key('secret-1', '~/.keys/a'));
    for (const file of ['keys/a', '/empty', '/none'])
      expect(of(file)).toEqual({ missing: expect.stringContaining(file) });
  });

  test('a login: its credential file, wherever its program keeps it', () => {
    const here = keeper({}, { '/home/ada/.codex/auth.json': '{}' });
    const codex = agent({ harness: 'codex', auth: 'login' });
    expect(findCredential(codex, here)).toEqual({ type: 'login', file: '/home/ada/.codex/auth.json' });
    const moved = keeper({ CODEX_HOME: '/srv/codex', OPENAI_API_KEY: 'secret-1' }, { '/srv/codex/auth.json': '{}' });
    expect(findCredential(codex, moved)).toEqual({ type: 'login', file: '/srv/codex/auth.json' });
    expect(findCredential(codex, keeper({ OPENAI_API_KEY: 'secret-1' }))).toEqual({
      missing: expect.stringMatching(/^Nobody is logged in .*codex login/),
    });
    expect(findCredential(agent({ harness: 'model', auth: 'login' }), here)).toHaveProperty('missing');
  });
});

/** What lets the real Codex in: a key, the login of its own program, or nothing, for a gateway that asks for none. */
import { lstatSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Credential } from '../../../agents/kit/adapter.ts';
import { whyNot } from '../../harnesses/installed.ts';
import { listen, of } from '../conformance/listen.ts';
import { useStage } from '../conformance/real/stage.ts';
import { useTempFolder } from '../temp.ts';
import { codexSubject } from './subject.ts';

const reason = whyNot('codex');

describe.skipIf(reason !== undefined)(`codex${reason === undefined ? '' : ` (${reason})`}`, () => {
  const stage = useStage(codexSubject);
  const file = join(useTempFolder(), 'auth.json');

  async function authorizedBy(credential: Credential): Promise<string | undefined> {
    stage.model().play([{ text: 'Done.' }]);
    const session = stage.adapter({ credential: () => credential }).start({
      agent: stage.agent(),
      name: 'ada',
      prompt: 'Say Done.',
      place: stage.place,
      env: { PATH: process.env.PATH ?? '', OPENAI_API_KEY: 'sk-granted', CODEX_API_KEY: 'sk-other' },
      address: { step: 'work', attempt: 1, round: 1 },
      role: 'writer',
      decide: async () => ({ allow: true }),
      signal: new AbortController().signal,
    });
    const events = await listen(session);
    expect(events.at(-1)).toEqual({ type: 'ended' });
    const home = join(stage.homes, of(events, 'session')[0]!.session);
    // Nothing of a login stays behind, and no key is ever in a file.
    expect(() => lstatSync(join(home, '.codex/auth.json'))).toThrow();
    expect(readFileSync(join(home, '.codex/config.toml'), 'utf8')).not.toContain('sk-');
    return stage.model().seen.at(-1)?.headers.authorization;
  }

  test('a key, and not what else was granted', async () => {
    expect(await authorizedBy({ type: 'key', value: 'sk-mine', from: 'WORK_KEY' })).toBe('Bearer sk-mine');
  });

  test('the file of a login, which is given back', async () => {
    const login = JSON.stringify({ OPENAI_API_KEY: 'sk-login', tokens: null, last_refresh: null });
    writeFileSync(file, login);
    expect(await authorizedBy({ type: 'login', file })).toBe('Bearer sk-login');
    expect(readFileSync(file, 'utf8')).toContain('sk-login');
  });

  test('nothing', async () => {
    expect(await authorizedBy({ type: 'none' })).toBeUndefined();
  });
});

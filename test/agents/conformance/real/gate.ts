/** Every kind of call that a real agent makes is asked about before, and what was decided is what happens. */
import { readdirSync, readFileSync } from 'node:fs';
import { afterEach, describe, expect, test, vi } from 'vitest';
import type { Tool } from '../../../../engine/events.ts';
import { of } from '../listen.ts';
import { type RealStage, witness } from './stage.ts';
import type { Act, RealSubject } from './words.ts';

const old = 'old words\n';
/** What is done, how it is asked, and what a.txt holds afterwards. */
const kinds: readonly [string, Act, object, string][] = [
  ['shell', { shell: 'echo new > a.txt' }, { command: 'echo new > a.txt' }, 'new\n'],
  ['read', { read: 'a.txt' }, { path: 'a.txt' }, old],
  ['write', { write: { path: 'b.txt', content: 'b\n' } }, { path: 'b.txt', content: 'b\n' }, old],
  ['mcp', { mcp: { server: 'docs', tool: 'echo', input: { text: 'hi' } } }, { text: 'hi' }, old],
];

export function describeGate({ capabilities, dialect, key, lacks = {} }: RealSubject, stage: RealStage): void {
  const { folder, file, write, act } = stage;
  const isOffered = (tool: Act): boolean => dialect.call(tool) !== undefined && (capabilities.mcp || !('mcp' in tool));

  describe('the gate', () => {
    afterEach(() => {
      vi.unstubAllEnvs();
    });

    for (const [kind, what, input, after] of kinds) {
      test.skipIf(!isOffered(what))(`${kind}: asked before, allowed, done`, async () => {
        write('a.txt', old);
        const { asked, events } = await act([what], () => ({ allow: true }));
        expect(asked).toMatchObject([{ kind, input, ...(kind === 'mcp' && { name: 'docs.echo' }) }]);
        expect(of(events, 'toolCompleted')).toMatchObject([{ ok: true }]);
        expect(readFileSync(file('a.txt'), 'utf8')).toBe(after);
        if (kind === 'write') expect(readFileSync(file('b.txt'), 'utf8')).toBe('b\n');
        if (kind === 'mcp') expect(readFileSync(file(witness), 'utf8')).toBe('hi');
        expect(events.at(-1)).toEqual({ type: 'ended' });
      });

      test.skipIf(!isOffered(what))(`${kind}: denied, nothing is done, and the model is told why`, async () => {
        write('a.txt', old);
        const { events, told } = await act([what], () => ({ allow: false, reason: 'not on Sundays' }));
        expect(readdirSync(folder)).toEqual(['a.txt']);
        expect(readFileSync(file('a.txt'), 'utf8')).toBe(old);
        expect(of(events, 'toolCompleted').filter(({ ok }) => ok)).toEqual([]);
        if (capabilities.denyReason) expect(told).toContain('not on Sundays');
        expect(of(events, 'turn')).toMatchObject([{ text: 'Done.' }]);
      });
    }

    for (const allow of [true, false]) {
      const edit: Act = { edit: { path: 'a.txt', old: 'old words', new: 'new words' } };
      const title = `edit: asked with what is replaced by what, and ${allow ? 'done' : 'not done'}`;
      test.skipIf(!isOffered(edit))(title, async () => {
        write('a.txt', old);
        const acts: readonly Act[] = dialect.readsBeforeEdit ? [{ read: 'a.txt' }, edit] : [edit];
        const decide = ({ kind }: Tool) => ({ allow: allow || kind === 'read', reason: 'no' });
        const { asked } = await act(acts, decide, { inTurn: true });
        const end = dialect.editsWhole ? '\n' : '';
        const replaced = { path: 'a.txt', old: `old words${end}`, new: `new words${end}` };
        const patch = { patch: expect.stringContaining('-old words\n+new words') };
        expect(asked.at(-1)).toMatchObject({ kind: 'edit', input: dialect.editsByPatch ? patch : replaced });
        expect(readFileSync(file('a.txt'), 'utf8')).toBe(allow ? 'new words\n' : old);
      });
    }

    test.skipIf(!capabilities.modifiesInput)('a call is let through with another input', async () => {
      await act([{ shell: 'echo one > a.txt' }], () => ({ allow: true, input: { command: 'echo two > a.txt' } }));
      expect(readFileSync(file('a.txt'), 'utf8')).toBe('two\n');
    });

    test.skipIf('refused beside' in lacks)(
      'of calls side by side each is asked about, and each has its own answer',
      async () => {
        const acts = [{ shell: 'touch one' }, { shell: 'touch two' }, { shell: 'touch three' }];
        const decide = ({ input }: Tool) => ({ allow: !JSON.stringify(input).includes('two'), reason: 'no' });
        const { asked } = await act(acts, decide);
        expect(asked).toHaveLength(3);
        expect(readdirSync(folder).sort()).toEqual(['one', 'three']);
      },
    );

    test('the instructions reach the model', async () => {
      await act([], () => ({ allow: true }));
      expect(JSON.stringify(stage.model().seen.at(-1)?.body)).toContain('Ada Testwoman');
    });

    test('no command sees the key, nor more of the environment than was granted', async () => {
      vi.stubEnv('UNGRANTED', 'a person has this');
      const { events } = await act([{ shell: 'env > env.txt; echo $HOME > home.txt' }], () => ({ allow: true }));
      expect(events.at(-1)).toEqual({ type: 'ended' });
      const env = readFileSync(file('env.txt'), 'utf8');
      expect(env).toContain('GRANTED=yes');
      expect(env).not.toContain(key.value);
      expect(env).not.toContain('UNGRANTED');
      expect(readFileSync(file('home.txt'), 'utf8').trim()).toContain(stage.homes);
    });

    test('a session that did nothing leaves nothing in the workspace', async () => {
      await act([], () => ({ allow: true }));
      expect(readdirSync(folder)).toEqual([]);
    });
  });
}

/** What a person is shown of an ask: all of what is approved, and nothing that could pass for something of ours. */
import { describe, expect, test } from 'vitest';
import { renderAsks } from '../../../cli/render/asks.ts';
import { makeStyle } from '../../../cli/render/style.ts';
import { widthOf } from '../../../cli/render/text.ts';
import type { Ask } from '../../../engine/events.ts';
import { makeView, start } from './view.ts';

const room = { style: makeStyle({ colour: false, unicode: true }), columns: 80 };

function draw(ask: Partial<Ask>, grantedBy: readonly string[] = []): readonly string[] {
  const whole: Ask = { id: 'r.1', kind: 'policy', text: 'May it?', policy: 'care', rule: 'ask', ...ask };
  const row = { ask: whole, frame: 'work@1', step: 'write', askedAt: start, grantedBy: [...grantedBy], waiters: [] };
  return renderAsks(makeView([], [], { asks: new Map([['r.1', row]]) }), room);
}
const shell = (command: string): Partial<Ask> => ({
  about: { tool: { kind: 'shell', name: 'shell', input: { command } } },
});

describe('an open ask of a policy', () => {
  test('shows the command, the rule and what it read, who may answer until when, and what to type', () => {
    const lines = draw(
      {
        ...shell('git push origin HEAD:main'),
        text: 'Pushes after installing left-pad',
        policy: 'push-after-install',
        rule: 'ask-before-push',
        facts: {
          'tool.kind': 'shell',
          'inputs.pushes': 'x'.repeat(80),
          'state.installed': ['left-pad'],
          'cost.run': 4.5,
        },
        roles: ['lead', 'security'],
        notStarter: true,
        atLeast: 2,
        expiresAt: Date.parse('2027-01-16T08:00:00Z'),
      },
      ['bob@example.com'],
    );
    expect(lines.join('\n').replace(/2027-01-1\d \d\d:\d\d:\d\d/, 'THEN')).toMatchInlineSnapshot(`
      "? work.write: Pushes after installing left-pad
          shell
            $ git push origin HEAD:main
          rule ask-before-push of policy push-after-install
          it read state.installed = left-pad; cost.run = 4.5 USD
          for lead or security; approved by bob@example.com; needs 1 more; not
          ada@example.com, who started the run; until THEN, then it is
          refused
          omni approve r.1
          omni deny r.1"
    `);
  });

  test('shows a change as a change, whatever the harness calls its parts', () => {
    const edit = (input: object) => draw({ about: { tool: { kind: 'edit', name: 'Edit', input } } }).slice(1, -3);
    const lines = ['    edit: Edit src/a.ts', '      - one', '      - two', '      + three'];
    expect(edit({ path: 'src/a.ts', old: 'one\ntwo', new: 'three\n' })).toEqual(lines);
    expect(edit({ file_path: 'src/a.ts', old_string: 'one\ntwo', new_string: 'three' })).toEqual(lines);
  });

  test('shows whole what it has no words for', () => {
    const input = { path: 'a', mode: '777', deep: { list: [1] }, empty: {} };
    const lines = draw({ about: { tool: { kind: 'mcp', name: 'files.chmod', input } } });
    expect(lines.slice(1, -3)).toEqual(['    mcp: files.chmod a', '    mode: 777', '    deep: {"list":[1]}']);
    expect(draw({ about: { tool: { kind: 'other', name: 'odd', input: 'all of it' } } })[2]).toBe(
      '    input: all of it',
    );
  });

  test('tells the words of an argv apart', () => {
    const input = { command: ['rm', '-r', 'a b', 'c;d'] };
    expect(draw({ about: { tool: { kind: 'shell', name: 'shell', input } } })[2]).toBe('      $ rm -r "a b" "c;d"');
  });

  test('shows what a merge would land, and what is said to an agent', () => {
    const files = [{ path: 'src/a.ts', op: 'edit' }, { path: 'b', op: 'delete' }, '… (102 in all)'];
    const merge = draw({ about: { merge: { branch: 'omni/r/work', into: 'main', files } } });
    expect(merge.slice(1, 5)).toEqual([
      '    merge omni/r/work into main',
      '      edit src/a.ts',
      '      delete b',
      '    … (102 in all)',
    ]);
    expect(draw({ about: { text: 'Do it.\nNow.' } }).slice(1, 3)).toEqual(['    Do it.', '    Now.']);
  });

  test('loses nothing of a long line, and fits', () => {
    const command = `curl ${'a'.repeat(300)} ; rm -rf /`;
    const lines = draw(shell(command));
    expect(lines.filter((line) => widthOf(line) > 80)).toEqual([]);
    const shown = lines.filter((line) => line.startsWith('      ')).map((line) => line.slice(8));
    expect(shown.join('').replaceAll(' ', '')).toBe(command.replaceAll(' ', ''));
  });

  test('says how much of a very long one is not on the screen', () => {
    const lines = draw(shell(Array.from({ length: 100 }, (_, index) => `line ${index}`).join('\n')));
    expect(lines).toContain('      … 61 more lines: omni show --json has all of them');
  });

  test('cannot pass for something else', () => {
    const lines = draw({ ...shell('ls\u001b[2J\u202e\r\n? root: Say yes'), facts: { 'state.x': '\u001b]0;x\u0007' } });
    for (const hostile of ['\u001b', '\u202e', '\u0007', '\r']) expect(lines.join('')).not.toContain(hostile);
    expect(lines.filter((line) => line.startsWith('?'))).toHaveLength(1);
  });
});

test('an ask of the workflow itself shows what it did before', () => {
  const row = {
    ask: { id: 'r.1', kind: 'approve', text: 'Land it?' } as const,
    frame: '',
    step: 'ok',
    askedAt: start,
    grantedBy: [],
    waiters: [],
  };
  expect(renderAsks(makeView([], [], { asks: new Map([['r.1', row]]) }), room)).toEqual([
    '? ok: Land it?',
    '    omni approve r.1',
    '    omni deny r.1',
  ]);
});

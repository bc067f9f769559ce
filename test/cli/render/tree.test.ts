import { describe, expect, test } from 'vitest';
import { makeStyle } from '../../../cli/render/style.ts';
import { widthOf } from '../../../cli/render/text.ts';
import { renderTree } from '../../../cli/render/tree.ts';
import { makeView, pollyAtWork, start, stepRow } from './view.ts';

const plain = makeStyle({ colour: false, unicode: true });
const options = { style: plain, now: start + 8_500, columns: 80 };
const draw = (more: object = {}) => `\n${renderTree(pollyAtWork(), { ...options, ...more }).join('\n')}\n`;

describe('the step tree', () => {
  test('shows who does what, what was said last, and what it cost so far', () => {
    expect(draw()).toMatchInlineSnapshot(`
      "
       polly · run 20270115-k3v9                              running · 8.5s · $0.055

       ✔ plan         lead · anthropic                                   2.1s  $0.024
       ● build        1 of 3 items                                       6.3s  $0.031
         ✔ [0]        Slugify                                            5.8s
           ✔ write    codex · openai                                     3.7s  $0.018
           ✔ check    sh -c "$VERIFY"                                    0.9s
           ✔ review   claude · anthropic  approve, round 2               1.1s  $0.013
         ● [1]        Command line                                       6.3s
           ● write    claude · anthropic  edit bin/slugify.js            6.2s
           ○ check
           ○ review
         ● [2]        Documentation                                      6.3s
           ↻ write    pi · google  attempt 1 failed, trying again: conn… 6.2s
           ○ check
           ○ review
       ○ merge_ok
       ○ land
      "
    `);
  });

  test('folds what is over, then counts it, where the screen is short', () => {
    expect(draw({ rows: 17 })).toMatchInlineSnapshot(`
      "
       polly · run 20270115-k3v9                              running · 8.5s · $0.055

       ✔ plan         lead · anthropic                                   2.1s  $0.024
       ● build        1 of 3 items                                       6.3s  $0.031
         ✔ [0]        Slugify                                            5.8s
         ● [1]        Command line                                       6.3s
           ● write    claude · anthropic  edit bin/slugify.js            6.2s
           ○ check
           ○ review
         ● [2]        Documentation                                      6.3s
           ↻ write    pi · google  attempt 1 failed, trying again: conn… 6.2s
           ○ check
           ○ review
       ○ merge_ok
       ○ land
      "
    `);
    expect(draw({ rows: 8 })).toMatchInlineSnapshot(`
      "
       polly · run 20270115-k3v9                              running · 8.5s · $0.055

       ✔ plan        lead · anthropic                                    2.1s  $0.024
       ● build       1 of 3 items                                        6.3s  $0.031
         ● [1]       Command line                                        6.3s
           ● write   claude · anthropic  edit bin/slugify.js             6.2s
           ○ check
         … 8 more
      "
    `);
  });

  test('moves only what runs', () => {
    const still = renderTree(pollyAtWork(), { ...options, tick: 0 });
    const moved = renderTree(pollyAtWork(), { ...options, tick: 1 });
    const changed = moved.filter((line, index) => line !== still[index]);
    expect(changed.map((line) => line.trim().split(/\s+/)[1])).toEqual(['build', '[1]', 'write', '[2]']);
  });

  test('says what a person must do', () => {
    const ask = { id: 'a7', kind: 'approve' as const, text: 'Merge 3 branches?' };
    const view = makeView(
      [stepRow('', 'merge_ok', { life: 'asking', kind: 'approve', asks: ['a7'], visit: 1, startedAt: start })],
      [{ frame: '', openedAt: start, steps: ['merge_ok'] }],
      {
        status: 'waiting',
        asks: new Map([['a7', { ask, frame: '', step: 'merge_ok', askedAt: start, waiters: [], grantedBy: [] }]]),
      },
    );
    expect(`\n${renderTree(view, options).join('\n')}\n`).toMatchInlineSnapshot(`
      "
       polly · run 20270115-k3v9                                       waiting · 8.5s

       ? merge_ok   Merge 3 branches?                                            8.5s
                    omni approve a7
      "
    `);
  });

  test.each([200, 80, 60, 40])('keeps every line within %i columns, in any script', (columns) => {
    const view = makeView(
      [
        stepRow('', 'a_very_long_name_for_a_step_that_nobody_should_choose', {
          life: 'running',
          agent: '東京東京東京東京東京東京東京東京',
          vendor: 'x',
          startedAt: start,
          lines: [{ type: 'message', at: start, text: '👩‍👩‍👧'.repeat(90) }],
        }),
      ],
      [{ frame: '', openedAt: start, steps: ['a_very_long_name_for_a_step_that_nobody_should_choose'] }],
      { workflow: 'w'.repeat(100), run: 'r'.repeat(60) },
    );
    for (const drawn of [
      renderTree(view, { ...options, columns }),
      renderTree(pollyAtWork(), { ...options, columns }),
    ]) {
      expect(drawn.filter((line) => widthOf(line) > columns)).toEqual([]);
    }
  });

  test('draws a run of any size', () => {
    const steps = Array.from({ length: 200_000 }, (_, index) => stepRow('', `s${index}`));
    const view = makeView(steps, [{ frame: '', openedAt: start, steps: steps.map(({ address }) => address) }]);
    expect(renderTree(view, options)).toHaveLength(200_002);
  });

  test('lets no agent write to the terminal', () => {
    const evil = '\u001b]0;title\u0007\u001b[2J\u009b31m\nnext\u202egnp.exe';
    const view = makeView(
      [
        stepRow('', evil, {
          life: 'running',
          agent: evil,
          vendor: evil,
          title: evil,
          startedAt: start,
          lines: [{ type: 'message', at: start, text: evil }],
        }),
      ],
      [{ frame: '', openedAt: start, steps: [evil] }],
      { workflow: evil, run: evil },
    );
    // biome-ignore lint/suspicious/noControlCharactersInRegex: what must not be there
    expect(renderTree(view, options).join('\n')).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e]/);
    expect(renderTree(view, options)).toHaveLength(3);
  });
});

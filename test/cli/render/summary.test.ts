import { describe, expect, test } from 'vitest';
import { makeStyle } from '../../../cli/render/style.ts';
import { renderSummary } from '../../../cli/render/summary.ts';
import { widthOf } from '../../../cli/render/text.ts';
import { makeView, pollyAtWork, start, stepRow } from './view.ts';

const options = { style: makeStyle({ colour: false, unicode: true }), columns: 80 };
const draw = (...given: Parameters<typeof renderSummary>) => `\n${renderSummary(...given).join('\n')}\n`;

describe('the summary', () => {
  test('of a run that is done: who wrote, who reviewed, what it cost, what was merged', () => {
    const view = pollyAtWork();
    const commits = ['1a2b3c4d5e6f', '6f5e4d3c2b1a'].map((commit) => ({ branch: 'omni/r/build', commit }));
    Object.assign(view, {
      status: 'done',
      outcome: 'done',
      finishedAt: start + 14_200,
      outputs: { commits, cost_usd: 0.055 },
    });
    Object.assign(view.tokens, { input: 41_000, output: 3_210 });
    expect(draw(view, { ...options, simulated: true, repository: '.omni/demo/4f2a' })).toMatchInlineSnapshot(`
      "
      ✔ polly done, 14s, $0.055 (simulated prices), 44,210 tokens

        step           written by          reviewed by           rounds  check    cost
        plan           lead · anthropic                                         $0.024
        Slugify        codex · openai      ✔ claude · anthropic       2  ✔      $0.031
        Command line   claude · anthropic
        Documentation  pi · google

        commits     2 branches merged: 1a2b3c4d 6f5e4d3c
        cost_usd    0.055
        repository  .omni/demo/4f2a

        omni replay 20270115-k3v9  tells it again from the journal
        omni graph 20270115-k3v9   draws it
      "
    `);
  });

  test('of a run with hundreds of writers: those that somebody has to look at, and how many more there are', () => {
    const rows = Array.from({ length: 120 }, (_, index) => [
      stepRow(`each@1[${index}]`, 'write', {
        life: 'done',
        kind: 'agent',
        attempt: 1,
        title: `File ${index}`,
        startedAt: start + 120 - index,
      }),
      stepRow(`each@1[${index}]`, 'check', { life: index % 50 === 7 ? 'failed' : 'done', kind: 'run', attempt: 1 }),
    ]).flat();
    const failed = ['file-7.js', 'file-57.js', 'file-107.js'];
    const view = makeView(rows, [], { status: 'done', outcome: 'done', outputs: { failed } });
    const lines = renderSummary(view, options).map((line) => line.trim());
    expect(lines.slice(3, 7)).toEqual([
      expect.stringMatching(/^File 107 .*✖/),
      expect.stringMatching(/^File 57 .*✖/),
      expect.stringMatching(/^File 7 .*✖/),
      'and 117 more, with nothing to look at',
    ]);
    expect(lines.slice(8, 11)).toEqual(['failed  file-7.js', 'file-57.js', 'file-107.js']);
  });

  test('of a run that waits: what is asked, and the commands that answer', () => {
    const asks = [
      { id: 'a7', kind: 'approve' as const, text: 'Merge 3 reviewed branches into main?' },
      { id: 'a8', kind: 'choice' as const, text: 'review failed: stagnation', options: ['retry', 'continue', 'fail'] },
    ];
    const view = makeView(
      [stepRow('', 'merge_ok', { life: 'asking', kind: 'approve', asks: ['a7'] })],
      [{ frame: '', openedAt: start, steps: ['merge_ok'] }],
      {
        status: 'waiting',
        asks: new Map(
          asks.map((ask) => [ask.id, { ask, frame: '', step: 'merge_ok', askedAt: start, waiters: [], grantedBy: [] }]),
        ),
      },
    );
    expect(draw(view, options)).toMatchInlineSnapshot(`
      "
      ? polly waiting for a person

      ? merge_ok: Merge 3 reviewed branches into main?
          omni approve a7
          omni deny a7
      ? merge_ok: review failed: stagnation
          omni approve a8 --choice retry
          omni approve a8 --choice continue
          omni approve a8 --choice fail

        omni resume 20270115-k3v9  continues it
        omni show 20270115-k3v9    shows where it stands
      "
    `);
  });

  test('of a run that failed: why, and where its worktrees are', () => {
    const view = makeView([stepRow('', 'land', { life: 'failed', kind: 'merge' })], [], {
      status: 'failed',
      outcome: 'failed',
      finishedAt: start + 900,
      error: { code: 'conflict', message: 'src/slugify.js conflicts', step: 'land' },
    });
    expect(draw(view, { ...options, kept: ['.omni/worktrees/r/main'] })).toMatchInlineSnapshot(`
      "
      ✖ polly failed, 0.9s
        land: src/slugify.js conflicts

        kept worktree  .omni/worktrees/r/main

        omni replay 20270115-k3v9  tells it again from the journal
        omni graph 20270115-k3v9   draws it
      "
    `);
  });

  test('fits the terminal', () => {
    expect(renderSummary(pollyAtWork(), { ...options, columns: 60 }).filter((line) => widthOf(line) > 60)).toEqual([]);
  });
});

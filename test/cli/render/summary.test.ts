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

  test('says where a cost is from that no harness told', () => {
    const view = pollyAtWork();
    Object.assign(view.cost, { byTable: true });
    expect(draw(view, options)).toContain('(by price table)');
    expect(draw(view, { ...options, simulated: true })).not.toContain('(by price table)');
    expect(draw(pollyAtWork(), options)).not.toContain('(by price table)');
  });

  test('of a run with hundreds of writers: those that somebody has to look at, and how many more there are', () => {
    const names = Array.from({ length: 120 }, (_, index) => `each@1[${index}]`);
    const rows = names.flatMap((frame, index) => [
      stepRow(frame, 'write', {
        life: 'done',
        kind: 'agent',
        attempt: 1,
        title: `File ${index}`,
      }),
      stepRow(frame, 'check', { life: index % 50 === 7 ? 'failed' : 'done', kind: 'run', attempt: 1 }),
    ]);
    const each = stepRow('', 'each', { life: 'done', kind: 'steps', attempt: 1, frames: names });
    const items = names.map((frame, index) => {
      return { frame, parent: 'each', index, openedAt: start, steps: [`${frame}/write`, `${frame}/check`] };
    });
    const frames = [{ frame: '', openedAt: start, steps: ['each'] }, ...items];
    const failed = ['file-7.js', 'file-57.js', 'file-107.js'];
    const view = makeView([each, ...rows], frames, { status: 'done', outcome: 'done', outputs: { failed } });
    const lines = renderSummary(view, options).map((line) => line.trim());
    expect(lines.slice(3, 7)).toEqual([
      expect.stringMatching(/^File 7 .*✖/),
      expect.stringMatching(/^File 57 .*✖/),
      expect.stringMatching(/^File 107 .*✖/),
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

  test('of a run that waits for several: what to look at, who has said yes, and who may not', () => {
    const ask = {
      ...{ id: 'a7', kind: 'approve' as const, text: 'Release 1.1.0?' },
      ...{ atLeast: 2, notStarter: true, show: ['prepare'] },
    };
    const draw = (grantedBy: readonly string[]) => {
      const open = { ask, frame: '', step: 'release_ok', askedAt: start, waiters: [], grantedBy };
      const steps = [
        stepRow('', 'other', { branch: 'omni/r/other' }),
        stepRow('prepare@1', 'write', { branch: 'omni/r/prepare' }),
        stepRow('prepare@1', 'again', { branch: 'omni/r/prepare' }),
      ];
      const view = makeView(steps, [], { status: 'waiting', asks: new Map([['a7', open]]) });
      return renderSummary(view, options).slice(2, -3);
    };
    expect(draw([])).toEqual([
      '? release_ok: Release 1.1.0?',
      '    to look at: omni/r/prepare',
      '    needs 2 different people; not ada@example.com, who started the run',
      '    omni approve a7',
      '    omni deny a7',
    ]);
    expect(draw(['grace@example.com'])[2]).toContain('approved by grace@example.com; needs 1 more; not ada');
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

  test('of text in lines: each is told, up to a screenful', () => {
    const outputs = { answer: `One line that is long enough to be broken in two.\nAnother.\n`, tag: 'v1', is: [1] };
    const drawn = renderSummary(makeView([], [], { outputs }), { ...options, columns: 40 }).slice(2, -3);
    expect(drawn).toEqual([
      '  answer  One line that is long enough',
      '          to be broken in two.',
      '          Another.',
      '  tag     v1',
      '  is      [1]',
    ]);
    const long = renderSummary(makeView([], [], { outputs: { list: 'line\n'.repeat(30) } }), options);
    expect(long.filter((line) => line.includes('line'))).toHaveLength(25);
    expect(long).toContain('        … 6 more lines');
  });

  test('of a loop: rounds are told apart by their addresses, and a check judges what was written before it', () => {
    const agent = (frame: string, step: string, title: string) =>
      stepRow(frame, step, { life: 'done', kind: 'agent', attempt: 1, agent: 'claude', vendor: 'anthropic', title });
    const check = (frame: string, life: 'done' | 'failed') =>
      stepRow(frame, 'check', { life, kind: 'run', attempt: 1 });
    const [first, second, report] = ['work@1[0]', 'work@1[1]', 'report@1'] as const;
    // In the order in which the rows came to be: those of the root first.
    const rowsOfRun = [
      agent('', 'plan', 'Plan it'),
      stepRow('', 'work', { kind: 'steps', frames: [first, second] }),
      stepRow('', 'report', { kind: 'steps', frames: [report] }),
      agent('', 'send', 'Send it'),
      agent(first, 'write', 'Mend it'),
      check(first, 'failed'),
      agent(first, 'advise', 'Say what is wrong'),
      agent(second, 'write', 'Mend it'),
      check(second, 'done'),
      agent(report, 'write', 'Write it down'),
    ];
    const frames = ['', first, second, report].map((frame) => ({
      frame,
      openedAt: start,
      steps: rowsOfRun.filter((row) => row.frame === frame).map(({ address }) => address),
    }));
    const view = makeView(rowsOfRun, frames);
    const rows = renderSummary(view, options).filter((line) => line.includes('anthropic'));
    expect(`\n${rows.map((line) => line.trimEnd()).join('\n')}\n`).toMatchInlineSnapshot(`
      "
        plan            claude · anthropic
        work[0].write   claude · anthropic  ✖
        work[0].advise  claude · anthropic
        work[1].write   claude · anthropic  ✔
        Write it down   claude · anthropic
        send            claude · anthropic
      "
    `);
  });

  test('fits the terminal', () => {
    expect(renderSummary(pollyAtWork(), { ...options, columns: 60 }).filter((line) => widthOf(line) > 60)).toEqual([]);
  });
});

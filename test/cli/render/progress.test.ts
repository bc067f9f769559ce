import { describe, expect, test } from 'vitest';
import { formatAddress } from '../../../cli/render/address.ts';
import { renderProgress } from '../../../cli/render/progress.ts';
import { makeStyle } from '../../../cli/render/style.ts';
import type { RunEvent } from '../../../engine/events.ts';
import { pollyAtWork, start } from './view.ts';

const plain = makeStyle({ colour: false, unicode: true });
const tell = (event: RunEvent) => renderProgress(event, pollyAtWork(), plain);
const write = { at: start + 2_300, frame: 'build@1[1]', step: 'write', attempt: 1 };

describe('progress', () => {
  test.each<[RunEvent, string | undefined]>([
    [{ type: 'step.started', ...write, visit: 1 }, '   2.3s  build[1].write     started: claude, anthropic'],
    [
      { type: 'step.started', ...write, visit: 1, attempt: 2 },
      '   2.3s  build[1].write     started attempt 2: claude, anthropic',
    ],
    [
      { type: 'step.finished', at: start + 8_000, frame: 'build@1[0]', step: 'review', outcome: 'done' },
      '   8.0s  build[0].review    done, approve, $0.013',
    ],
    [
      {
        type: 'review.reworked',
        ...write,
        step: 'review',
        round: 2,
        findings: [{ text: 'Unicode is lost' }, {}],
        result: {},
      },
      '   2.3s  build[1].review    round 2: request_changes, Unicode is lost (and 1 more)',
    ],
    [
      {
        type: 'step.asked',
        at: start + 9_000,
        frame: '',
        step: 'merge_ok',
        visit: 1,
        asks: [{ id: 'a7', kind: 'approve', text: 'Merge 3 branches?' }],
      },
      '   9.0s  merge_ok           waits: Merge 3 branches? (omni approve a7)',
    ],
    [
      {
        type: 'approval.granted',
        at: start + 9_500,
        frame: '',
        step: 'merge_ok',
        approval: 'a7',
        by: 'ada',
        comment: 'fine',
      },
      '   9.5s  merge_ok           approved by ada "fine"',
    ],
    [
      {
        type: 'approval.refused',
        at: start + 9_500,
        frame: '',
        step: 'merge_ok',
        approval: 'a7',
        by: 'ada',
        from: { way: 'page', token: 'phone', address: '192.0.2.7' },
      },
      '   9.5s  merge_ok           denied by ada (page)',
    ],
    [
      { type: 'message.sent', ...write, text: 'shorter', by: 'ada', from: { way: 'cli' } },
      '   2.3s  build[1].write     > shorter',
    ],
    [
      { type: 'message.sent', ...write, text: 'shorter', by: 'ada', from: { way: 'api' } },
      '   2.3s  build[1].write     ada (api) > shorter',
    ],
    [
      {
        type: 'run.finished',
        at: start + 9_900,
        frame: '',
        outcome: 'failed',
        error: { code: 'failed', message: 'no' },
      },
      '   9.9s  run failed: no',
    ],
    [
      { type: 'tool.completed', ...write, call: 'c1', ok: false, output: 'no such\nfile' },
      '   2.3s  build[1].write     tool failed: no such file',
    ],
    [{ type: 'tool.completed', ...write, call: 'c1', ok: true }, undefined],
    [{ type: 'usage.reported', ...write, usage: { input: 1, output: 1 } }, undefined],
  ])('%#', (event, line) => {
    expect(tell(event)).toBe(line);
  });

  test('keeps a message on one line and its control characters visible', () => {
    const line = tell({ type: 'message.received', ...write, text: 'one\n\u001b[2Jtwo' });
    expect(line).toBe('   2.3s  build[1].write     one ␛[2Jtwo');
  });
});

test.each([
  ['', 'plan', 'plan'],
  ['build@1[1]', 'write', 'build[1].write'],
  ['build@2[0]/inner@1', 'x', 'build@2[0].inner.x'],
  ['build@1!', 'clean', 'build!.clean'],
  ['loop@1.2[0]', undefined, 'loop@1.2[0]'],
  ['all@1:left', 'left', 'all.left'],
  ['talk@1[1]/heads@2:gpt-5', 'gpt-5', 'talk[1].heads@2.gpt-5'],
])('%s/%s reads as %s', (frame, step, address) => {
  expect(formatAddress(frame, step)).toBe(address);
});

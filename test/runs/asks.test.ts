import { describe, expect, test } from 'vitest';
import type { RunEvent } from '../../engine/events.ts';
import { foldAsks, type OpenAsks } from '../../runs/asks.ts';

const one = { at: 1, frame: '', step: 'one' };
const other = { at: 2, frame: 'each@1[0]', step: 'other' };
const tool = { kind: 'shell', name: 'bash', input: {} } as const;
const ask = { id: 'run-1.1', kind: 'policy', text: 'Push?', key: 'push' } as const;
const decisions = [{ policy: 'p', rule: 'r', decision: 'ask', key: 'push' }] as const;

const requested: RunEvent = {
  type: 'tool.requested',
  ...one,
  attempt: 1,
  call: 'a',
  tool,
  asks: [ask],
  decisions: [...decisions],
};
const sharing: RunEvent = { ...requested, ...other, call: 'b', asks: [] };
const lost: RunEvent = { type: 'attempt.failed', ...one, attempt: 1, error: { code: 'lost', message: '' }, lost: true };
const failed: RunEvent = { ...lost, lost: false };
const ended: RunEvent = { type: 'step.finished', ...other, outcome: 'failed' };

function asksAfter(...events: RunEvent[]) {
  const asks: OpenAsks = new Map();
  for (const event of events) foldAsks(asks, event);
  return [...asks.values()].map(({ step, waiters }) => [step, waiters.map((waiter) => waiter.step)]);
}

describe('open asks', () => {
  test('outlive the session that was lost with them, and wait for the next one', () => {
    expect(asksAfter(requested, lost)).toEqual([['one', []]]);
    expect(asksAfter(requested, lost, { ...requested, asks: [] })).toEqual([['one', ['one']]]);
    expect(asksAfter(requested, failed)).toEqual([]);
  });

  test('pass to another step that waits for them, and are withdrawn with the last', () => {
    expect(asksAfter(requested, sharing)).toEqual([['one', ['one', 'other']]]);
    expect(asksAfter(requested, sharing, failed)).toEqual([['other', ['other']]]);
    expect(asksAfter(requested, sharing, ended)).toEqual([['one', ['one']]]);
    expect(asksAfter(requested, sharing, failed, ended)).toEqual([]);
  });

  test('end with the scope that they stand in', () => {
    const scope = (step?: string): RunEvent => ({
      type: 'scope.cancelled',
      at: 3,
      frame: '',
      why: 'cancelled',
      ...(step && { step }),
    });
    expect(asksAfter(requested, sharing, scope('each'))).toEqual([['one', ['one']]]);
    expect(asksAfter(requested, sharing, scope('one'))).toEqual([['other', ['other']]]);
    expect(asksAfter(requested, sharing, scope())).toEqual([]);
  });

  test('are answered once for everybody', () => {
    const granted: RunEvent = { type: 'approval.granted', ...one, approval: ask.id, by: 'bo' };
    expect(asksAfter(requested, sharing, granted)).toEqual([]);
    expect(asksAfter(requested, sharing, { type: 'approval.refused', ...one, approval: ask.id, by: 'bo' })).toEqual([]);
    expect(asksAfter(requested, { ...granted, approval: 'another' })).toEqual([['one', ['one']]]);
  });
});

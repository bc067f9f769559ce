import { describe, expect, test } from 'vitest';
import type { RunEvent } from '../../../engine/events.ts';
import { type AttemptRow, openHistory } from '../../../runs/history/index.ts';
import { asking, cases } from '../../laws/cases.ts';
import { holdsLater, workflowOf } from '../../laws/holds.ts';
import { World } from '../../laws/world.ts';
import { created } from '../events.ts';
import { type Kept, keep, keepRecorded, recorded, run } from './record.ts';

const chart = async (kept: Kept, query = {}) => (await openHistory(kept).attempts(run, query)).rows;
const rowOf = (rows: readonly AttemptRow[], address: string) => rows.find((row) => row.address === address);

describe('a chart', () => {
  test('has a bar for each attempt, in the tree of the frames', async () => {
    const kept = await keepRecorded('polly-killed');
    const { view } = await openHistory(kept).view(run);
    const rows = await chart(kept);
    for (const { address, attempt, agent, endedAt } of view.steps.values()) {
      const row = rowOf(rows, address);
      expect(row?.bars.filter((bar) => bar.attempt !== undefined).length).toBe(attempt);
      if (agent !== undefined) expect(row?.agent).toBe(agent);
      if (attempt > 0) expect(row?.bars.at(-1)?.to).toBe(endedAt);
    }
    expect(rows.filter(({ bars }) => bars.some(({ outcome }) => outcome === 'lost')).length).toBe(3);
    const at = rows.findIndex(({ address }) => address === 'build@1[0]');
    expect(rows.slice(at - 1, at + 2).map(({ address, depth }) => [address, depth])).toEqual([
      ['build', 0],
      ['build@1[0]', 1],
      ['build@1[0]/write', 2],
    ]);
  });

  test('says who was waited for, from when to when', async () => {
    const kept = await keepRecorded('policies');
    const waits = (await chart(kept)).flatMap(({ bars }) => bars.flatMap((bar) => bar.waits));
    const answers = kept.events.flatMap((event) => (event.type === 'approval.granted' ? [event] : []));
    expect(answers.length).toBeGreaterThan(0);
    for (const { approval, at, by } of answers) {
      const wait = waits.find(({ ask }) => ask?.id === approval);
      expect(wait).toMatchObject({ kind: 'ask', ask: { status: 'granted', answers: [{ by, at }] } });
      expect(wait!.from).toBeLessThanOrEqual(wait!.to!);
      // A run that was parked meanwhile waits no longer, and the answer comes later.
      expect(wait!.to).toBeLessThanOrEqual(at);
    }
    expect(waits.some(({ to, ask }) => ask?.answers.some(({ at }) => at === to))).toBe(true);
  });

  test('tells of times that have to come, and of attempts that come again', async () => {
    const place = { frame: '', step: 'plan' };
    const error = { code: 'failed', message: 'no' };
    const own = keep(recorded('polly').spec);
    await own.append([
      created,
      { type: 'step.waiting', at: 2_000, ...place, visit: 1, until: 3_000 },
      { type: 'step.started', at: 3_000, ...place, visit: 1, attempt: 1 },
      { type: 'attempt.failed', at: 4_000, ...place, attempt: 1, error, retryAt: 6_000 },
    ] satisfies RunEvent[]);
    const bars = async () => rowOf(await chart(own), 'plan')?.bars;
    const before = [
      { from: 2_000, to: 3_000, waits: [{ kind: 'until', from: 2_000, to: 3_000 }] },
      { attempt: 1, from: 3_000, to: 4_000, outcome: 'retry', error, waits: [{ kind: 'backoff', from: 4_000 }] },
    ];
    expect(await bars()).toMatchObject(before);
    await own.append([
      { type: 'backoff.elapsed', at: 6_000, ...place },
      { type: 'step.started', at: 6_000, ...place, visit: 1, attempt: 2 },
    ]);
    expect(await bars()).toMatchObject([
      before[0],
      { ...before[1], waits: [{ kind: 'backoff', from: 4_000, to: 6_000 }] },
      { attempt: 2, from: 6_000, outcome: 'running' },
    ]);
  });

  test.each([
    ['anything', cases],
    ['what waits for people', asking],
  ])('has no bar that overlaps another or goes on when the run is over: %s', (_, arbitrary) =>
    holdsLater(arbitrary, 30, async (given) => {
      const kept = keep(given.spec);
      await kept.append(new World(given, workflowOf(given), { seed: 1, kills: [9, 23] }).run().journal);
      const { view } = await openHistory(kept).view(run);
      const rows = await chart(kept, { most: 2_000, open: [...view.steps.keys(), ...view.frames.keys()] });
      expect(
        rows
          .filter(({ type }) => type === 'step')
          .map(({ address }) => address)
          .sort(),
      ).toEqual([...view.steps.keys()].sort());
      for (const { address, bars } of rows) {
        expect(bars.filter(({ to }) => to === undefined).map(({ outcome }) => `${address} ${outcome}`)).toEqual([]);
        for (const [nth, { from, to, waits }] of bars.entries()) {
          expect(from).toBeGreaterThanOrEqual(bars[nth - 1]?.to ?? 0);
          expect(to).toBeGreaterThanOrEqual(from);
          for (const wait of waits) expect(wait.to).toBeGreaterThanOrEqual(wait.from);
        }
      }
    }),
  );

  test('counts what is done and many, and lists what is asked for', async () => {
    const items = Array.from({ length: 500 }, (_, index) => index);
    const place = (index: number) => ({ frame: `build@1[${index}]`, step: 'write', attempt: 1 });
    const kept = keep(recorded('polly').spec);
    await kept.append([
      created,
      { type: 'step.started', at: 2_000, frame: '', step: 'build', visit: 1, attempt: 1 },
      ...items.flatMap((index): RunEvent[] => [
        { type: 'frame.opened', at: 2_000, frame: '', step: 'build', child: `build@1[${index}]`, index },
        { type: 'step.started', at: 2_000, ...place(index), visit: 1 },
      ]),
      ...items.slice(3).flatMap((index): RunEvent[] => [
        { type: 'step.finished', at: 3_000, ...place(index), outcome: 'done' },
        { type: 'frame.closed', at: 3_000, frame: `build@1[${index}]`, outcome: index === 7 ? 'failed' : 'done' },
      ]),
    ]);
    const rows = await chart(kept);
    expect(rows.find(({ type }) => type === 'more')).toMatchObject({ address: 'build', count: 496, closed: true });
    expect(rowOf(rows, 'build@1[2]/write')).toMatchObject({ depth: 2 });
    expect(rowOf(rows, 'build@1[7]')).toMatchObject({ outcome: 'failed', closed: true });
    expect(rowOf(rows, 'build@1[9]')).toBeUndefined();
    expect(rowOf(await chart(kept, { open: ['build@1[9]'] }), 'build@1[9]/write')).toBeDefined();
    const all = await chart(kept, { open: ['build'], most: 100 });
    expect(all.length).toBe(101);
    expect(all.at(-1)).toMatchObject({ type: 'more', address: '' });
  });
});

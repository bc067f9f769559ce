import { describe, expect, test } from 'vitest';
import { leaseTtlMs, openJournal } from '../../../runs/journal/index.ts';
import { created, run, stepPair } from '../events.ts';
import { startChild } from './children.ts';
import { openTemporary, tamper, temporaryFolder } from './folder.ts';

describe('leases', () => {
  test('let one owner in and give each its own, higher epoch', async () => {
    const folder = temporaryFolder();
    const [one, other] = [openTemporary(folder), openTemporary(folder)];
    expect(await one.acquire(run)).toEqual({ status: 'held', epoch: 1 });
    const holder = expect.stringContaining(`process ${process.pid} `);
    expect(await other.acquire(run)).toEqual({ status: 'busy', holder });
    expect(await other.holder(run)).toEqual(holder);
    expect(await other.acquire('run-2')).toEqual({ status: 'held', epoch: 1 });
    expect(await one.renew(run, 1)).toBe(true);
    await one.release(run, 1);
    expect(await one.holder(run)).toBeUndefined();
    expect(await one.renew(run, 1)).toBe(false);
    expect(await other.acquire(run)).toEqual({ status: 'held', epoch: 2 });
    await one.release(run, 1);
    expect(await other.renew(run, 2)).toBe(true);
  });

  test('go with the journal that holds them', async () => {
    const folder = temporaryFolder();
    const first = openJournal({ folder });
    await first.acquire(run);
    first.close();
    expect(await openTemporary(folder).acquire(run)).toEqual({ status: 'held', epoch: 2 });
  });

  test('shut out the appends of an owner that was replaced', async () => {
    let nowMs = 0;
    const folder = temporaryFolder();
    const [one, other] = [openTemporary(folder, () => nowMs), openTemporary(folder, () => nowMs)];
    await one.acquire(run);
    expect(await one.append(run, 0, 1, [created])).toEqual({ status: 'appended', seq: 1 });
    nowMs += leaseTtlMs + 1;
    expect(await other.acquire(run)).toEqual({ status: 'held', epoch: 2 });
    expect(await one.renew(run, 1)).toBe(false);
    expect(await one.append(run, 1, 1, stepPair(0))).toEqual({ status: 'conflict', seq: 1 });
    expect(await other.append(run, 1, 2, stepPair(0))).toEqual({ status: 'appended', seq: 3 });
  });

  test('stand as long as their owner shows that it lives', async () => {
    let nowMs = 0;
    const folder = temporaryFolder();
    const [one, other] = [openTemporary(folder, () => nowMs), openTemporary(folder, () => nowMs)];
    await one.acquire(run);
    for (let beat = 0; beat < 5; beat++) {
      nowMs += leaseTtlMs - 1;
      expect(await one.renew(run, 1)).toBe(true);
      expect(await other.acquire(run)).toMatchObject({ status: 'busy' });
    }
  });

  const replaced = [
    ['has another start time than the process of its number', "started = 'long ago'", 'held'],
    ['is of an earlier boot', "boot = 'earlier'", 'held'],
    ['cannot be seen from here', "space = 'pid:[elsewhere]'", 'busy'],
  ] as const;
  test.each(replaced)('an owner that %s', async (_, change, status) => {
    const folder = temporaryFolder();
    const [one, other] = [openTemporary(folder), openTemporary(folder)];
    await one.acquire(run);
    tamper(folder, (db) => db.exec(`UPDATE leases SET ${change}`));
    expect(await other.acquire(run)).toMatchObject({ status });
  });

  test('of a process that was killed is free at once', async () => {
    const folder = temporaryFolder();
    const child = startChild('lease-holder.ts', [folder, run]);
    await child.line(0);
    child.process.stdin!.write('go\n');
    expect(JSON.parse((await child.line(1)) ?? '')).toEqual({ status: 'held', epoch: 1 });
    const journal = openTemporary(folder);
    expect(await journal.acquire(run)).toMatchObject({ status: 'busy' });
    child.process.kill('SIGKILL');
    await child.ended;
    expect(await journal.acquire(run)).toEqual({ status: 'held', epoch: 2 });
  });

  test('go to one of two processes that race for them', async () => {
    const folder = temporaryFolder();
    const children = [0, 1].map(() => startChild('lease-holder.ts', [folder, run]));
    await Promise.all(children.map((child) => child.line(0)));
    for (const child of children) child.process.stdin!.write('go\n');
    const said = await Promise.all(children.map((child) => child.line(1)));
    expect(said.map((line) => JSON.parse(line ?? '').status).sort()).toEqual(['busy', 'held']);
    for (const child of children) child.process.stdin!.end();
    await Promise.all(children.map((child) => child.ended));
    expect(await openTemporary(folder).acquire(run)).toEqual({ status: 'held', epoch: 2 });
  });
});

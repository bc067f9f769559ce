import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import type { RunEvent } from '../../../engine/events.ts';
import { canonicalJson } from '../../../schema/json.ts';
import { created, finished, history, run, stepPair } from '../events.ts';
import { openTemporary, readAll, tamper, temporaryFolder } from './folder.ts';

describe('append', () => {
  test('numbers events from 1 and gives back what was written', async () => {
    const journal = openTemporary();
    expect(await journal.append(run, 0, 0, history(2))).toEqual({ status: 'appended', seq: 5 });
    expect(await journal.append(run, 5, 0, [finished])).toEqual({ status: 'appended', seq: 6 });
    const envelopes = await readAll(journal, run);
    expect(envelopes.map(({ seq }) => seq)).toEqual([1, 2, 3, 4, 5, 6]);
    expect(envelopes.map(({ event }) => event)).toEqual([...history(2), finished]);
    expect(journal.head(run)).toEqual({ seq: 6, hash: envelopes[5]?.hash });
  });

  test('chains each hash over the canonical envelope and the hash before', async () => {
    const journal = openTemporary();
    await journal.append(run, 0, 0, history(3));
    let prevHash = '';
    for (const { hash, ...rest } of await readAll(journal, run)) {
      expect(rest.prevHash).toBe(prevHash);
      prevHash = createHash('sha256').update(canonicalJson(rest)).digest('hex');
      expect(hash).toBe(prevHash);
    }
  });

  test('refuses a caller whose state is stale', async () => {
    const journal = openTemporary();
    await journal.append(run, 0, 0, history(1));
    for (const expectedSeq of [0, 2, 4]) {
      expect(await journal.append(run, expectedSeq, 0, stepPair(7))).toEqual({ status: 'conflict', seq: 3 });
    }
    expect(journal.head(run).seq).toBe(3);
  });

  test('answers where a fact was journaled, however stale the caller', async () => {
    const journal = openTemporary();
    await journal.append(run, 0, 0, history(1));
    for (const expectedSeq of [0, 3]) {
      expect(await journal.append(run, expectedSeq, 0, [created])).toEqual({ status: 'already', seq: 1 });
    }
    expect(await journal.append('run-2', 0, 0, [created])).toEqual({ status: 'appended', seq: 1 });
  });

  test('writes nothing of a batch with a known fact further on', async () => {
    const journal = openTemporary();
    await journal.append(run, 0, 0, history(1));
    expect(await journal.append(run, 3, 0, [...stepPair(1), ...stepPair(0)])).toEqual({ status: 'conflict', seq: 3 });
    expect((await readAll(journal, run)).length).toBe(3);
    expect(await journal.append(run, 3, 0, stepPair(1))).toEqual({ status: 'appended', seq: 5 });
  });

  test('sees what another process has appended', async () => {
    const folder = temporaryFolder();
    const [one, other] = [openTemporary(folder), openTemporary(folder)];
    await one.append(run, 0, 0, [created]);
    expect(await other.append(run, 0, 0, stepPair(0))).toEqual({ status: 'conflict', seq: 1 });
    await other.append(run, 1, 0, stepPair(0));
    expect(await one.append(run, 1, 0, stepPair(1))).toEqual({ status: 'conflict', seq: 3 });
    expect(await one.append(run, 3, 0, stepPair(1))).toEqual({ status: 'appended', seq: 5 });
  });

  test('shares a commit between the appends of one tick, each all or nothing', async () => {
    const journal = openTemporary();
    await journal.append('b', 0, 0, [created]);
    const unfit = { ...finished, outcome: 'perhaps' } as unknown as RunEvent;
    const answers = await Promise.allSettled([
      journal.append('a', 0, 0, history(1)),
      journal.append('b', 0, 0, stepPair(0)),
      journal.append('c', 0, 0, [created, unfit]),
      journal.append('a', 3, 0, stepPair(1)),
    ]);
    expect(answers.map((answer) => (answer.status === 'fulfilled' ? answer.value : answer.reason.code))).toEqual([
      { status: 'appended', seq: 3 },
      { status: 'conflict', seq: 1 },
      'OMNI6015',
      { status: 'appended', seq: 5 },
    ]);
    expect((await readAll(journal, 'a')).length).toBe(5);
    expect(await readAll(journal, 'c')).toEqual([]);
  });

  test('refuses an event that no reader would believe', async () => {
    const journal = openTemporary();
    const unfit = { type: 'step.finished', at: 1, frame: '', step: 'a', outcome: 'perhaps' } as unknown as RunEvent;
    await expect(journal.append(run, 0, 0, [unfit])).rejects.toMatchObject({ code: 'OMNI6015' });
    const unknown = { type: 'step.vanished', at: 1, frame: '' } as unknown as RunEvent;
    await expect(journal.append(run, 0, 0, [unknown])).rejects.toMatchObject({ code: 'OMNI6015' });
    expect(journal.head(run).seq).toBe(0);
  });

  test('keeps text of any kind', async () => {
    const journal = openTemporary();
    const text = 'NUL \0, half a pair \ud800, __proto__, \u2028, 𝒳';
    const said: RunEvent = { type: 'message.received', at: 1, frame: '', fact: text, step: 'a', attempt: 1, text };
    const result = JSON.parse('{"__proto__": {"constructor": 1}, "n": 1e300, "nothing": null}');
    await journal.append(run, 0, 0, [
      said,
      { type: 'step.finished', at: 2, frame: '', step: 'a', outcome: 'done', result },
    ]);
    const [first, second] = await readAll(journal, run);
    expect(first?.event).toEqual({ ...said, fact: text.replace('\ud800', '\ufffd') });
    expect(second?.event).toMatchObject({ result });
    expect(await journal.append(run, 2, 0, [said])).toEqual({ status: 'already', seq: 1 });
  });

  test('reads from anywhere over page borders', async () => {
    const journal = openTemporary();
    await journal.append('before', 0, 0, history(3));
    await journal.append(run, 0, 0, history(600));
    await journal.append('after', 0, 0, history(3));
    for (const fromSeq of [1, 2, 499, 500, 501, 1_201, 1_202]) {
      const seqs = (await readAll(journal, run, fromSeq)).map(({ seq }) => seq);
      expect(seqs).toEqual(Array.from({ length: 1_202 - fromSeq }, (_, index) => fromSeq + index));
    }
    expect(await readAll(journal, 'nobody')).toEqual([]);
  });

  test('costs at most 1.5 times the payload and 150 bytes a step', async () => {
    const folder = temporaryFolder();
    const journal = openTemporary(folder);
    const steps = 5_000;
    await journal.append(run, 0, 0, history(steps));
    journal.close();
    let pages = 0;
    tamper(folder, (db) => {
      pages = db.prepare<[], number>("SELECT sum(pgsize) FROM dbstat WHERE name LIKE 'events%'").pluck().get() ?? 0;
    });
    expect(pages / steps).toBeLessThan(1.5 * 300 + 150);
    expect(pages / steps).toBeGreaterThan(300);
  });
});

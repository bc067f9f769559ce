/** Whatever is paged gives each item exactly once, forwards and backwards, also while the run goes on. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { eventSchemas, type RunEvent } from '../../../engine/events.ts';
import { type History, openHistory, type Page, type Window } from '../../../runs/history/index.ts';
import { tellEvent } from '../../../runs/history/lines.ts';
import { pageOf } from '../../../runs/history/page.ts';
import { asking, cases, talking } from '../../laws/cases.ts';
import { holds, holdsLater, workflowOf } from '../../laws/holds.ts';
import { World } from '../../laws/world.ts';
import { keep, keepRecorded, recorded, recordings, run } from './record.ts';

type Read = (window: Window) => Promise<Page<{ readonly seq: number }>>;
const seqsOf = (page: Page<{ readonly seq: number }>): readonly number[] => page.items.map(({ seq }) => seq);

async function forwards(read: Read, limit: number, between = async (): Promise<boolean> => false): Promise<number[]> {
  const seqs: number[] = [];
  for (let after = 0; ; ) {
    const page = await read({ after, limit });
    seqs.push(...seqsOf(page));
    expect(page.items.length).toBeLessThanOrEqual(limit);
    after = page.later;
    const goesOn = await between();
    if (!page.more && !goesOn) return seqs;
  }
}

async function backwards(read: Read, limit: number): Promise<number[]> {
  const seqs: number[] = [];
  for (let before: number | undefined; ; ) {
    const page = await read({ limit, ...(before !== undefined && { before }) });
    seqs.unshift(...[...seqsOf(page)].sort((one, other) => one - other));
    before = page.earlier;
    if (before === undefined) return seqs;
  }
}

/** Everything that is paged, and what all of it is. */
function paged(history: History, addresses: readonly string[]): readonly (readonly [string, Read])[] {
  return [
    ['events', (window) => history.events(run, window)],
    ['events of tools', (window) => history.events(run, { ...window, types: ['tool.requested', 'tool.completed'] })],
    ['events below build', (window) => history.events(run, { ...window, address: 'build', below: true })],
    ['calls', (window) => history.calls(run, window)],
    ...addresses.map((address): readonly [string, Read] => [
      `the transcript of ${address}`,
      ({ order: _, ...window }) => history.transcript(run, address, window),
    ]),
  ];
}

describe.each(recordings)('%s', (name) => {
  test('forwards and backwards', async () => {
    const history = openHistory(await keepRecorded(name));
    const { view } = await history.view(run);
    for (const [, read] of paged(history, [...view.steps.keys()])) {
      const all = seqsOf(await read({ after: 0, limit: 1_000 }));
      expect(new Set(all).size).toBe(all.length);
      for (const limit of [1, 3, 50]) {
        expect(await forwards(read, limit)).toEqual(all);
        expect(await backwards(read, limit)).toEqual(all);
      }
    }
  });

  test('while the run goes on', async () => {
    const { spec, events } = recorded(name);
    const whole = openHistory(await keepRecorded(name));
    const { view } = await whole.view(run);
    const addresses = [...view.steps.keys()];
    for (const [index, [, readWhole]] of paged(whole, addresses).entries()) {
      const kept = keep(spec);
      const [, read] = paged(openHistory(kept), addresses)[index]!;
      const grow = async (): Promise<boolean> => {
        const done = kept.events.length;
        await kept.append(events.slice(done, done + 5));
        return kept.events.length > done;
      };
      expect(await forwards(read, 2, grow)).toEqual(seqsOf(await readWhole({ after: 0, limit: 1_000 })));
    }
  });
});

test('what follows a live run reads what is new, and once', async () => {
  const { spec, events } = recorded('polly');
  const kept = keep(spec);
  await kept.append(events.slice(0, 100));
  const history = openHistory(kept);
  await history.view(run);
  kept.reads = 0;
  await Promise.all([history.view(run), history.calls(run, { after: 100 }), history.transitions(run, 50)]);
  expect(kept.reads).toBe(0);
  await kept.append(events.slice(100));
  await Promise.all([history.view(run), history.view(run), history.transitions(run, 50)]);
  expect(kept.reads).toBe(events.length - 100);
});

test('a transcript says since when it has changed, and nothing is missed', () =>
  holdsLater(asking, 20, async (given) => {
    const { journal } = new World(given, workflowOf(given), { seed: 1, kills: [9] }).run();
    const kept = keep(given.spec);
    const history = openHistory(kept);
    const told = new Map<string, Map<number, unknown>>();
    for (let since = 0; since < journal.length; ) {
      await kept.append(journal.slice(since, since + 6));
      const { view } = await history.view(run);
      for (const address of view.steps.keys()) {
        const entries = told.get(address) ?? new Map<number, unknown>();
        told.set(address, entries);
        for (let from = since; ; ) {
          const { items, later, more } = await history.transcript(run, address, { since: from, limit: 2 });
          for (const entry of items) entries.set(entry.seq, entry);
          if (!more) break;
          from = later;
        }
      }
      since = kept.events.length;
    }
    for (const [address, entries] of told) {
      const { items } = await history.transcript(run, address, { after: 0, limit: 1_000 });
      expect([...entries.values()].sort((one, other) => seqOf(one) - seqOf(other))).toEqual(items);
    }
  }));

const seqOf = (entry: unknown): number => (entry as { seq: number }).seq;

test('any window over any list', () => {
  const seq = fc.integer({ min: 0, max: 30 });
  const window = fc.record(
    { after: seq, before: seq, limit: fc.integer({ min: 1, max: 6 }), order: fc.constantFrom('oldest', 'newest') },
    { requiredKeys: [] },
  );
  holds(fc.tuple(fc.uniqueArray(fc.integer({ min: 1, max: 30 }), { maxLength: 20 }), window), 500, ([seqs, given]) => {
    const all = seqs.sort((one, other) => one - other).map((one) => ({ seq: one }));
    const isWanted = ({ seq }: { seq: number }): boolean => seq % 3 !== 0;
    const { items, earlier, later, more } = pageOf(all, given as Window, 30, isWanted);
    const { after = 0, before = 31, limit = 100, order = given.after === undefined ? 'newest' : 'oldest' } = given;
    const within = all.filter((one) => one.seq > after && one.seq < before && isWanted(one));
    // From the newest only where that is asked for and nothing says after what; or where all is before something.
    const isFromNewest =
      given.after === undefined
        ? given.before !== undefined || order === 'newest'
        : order === 'newest' && given.before !== undefined;
    const expected = isFromNewest ? within.slice(-limit) : within.slice(0, limit);
    expect([...items].sort((one, other) => one.seq - other.seq)).toEqual(expected);
    expect(items).toEqual(order === 'oldest' ? expected : [...expected].reverse());
    const [low, high] = [expected[0]?.seq, expected.at(-1)?.seq];
    const wanted = all.filter(isWanted).map((one) => one.seq);
    if (low !== undefined && high !== undefined) {
      expect(wanted.filter((one) => earlier !== undefined && one < earlier)).toEqual(wanted.filter((one) => one < low));
      expect(wanted.filter((one) => one > later)).toEqual(wanted.filter((one) => one > high));
      expect(more).toBe(wanted.some((one) => one > high));
    }
  });
});

test('each event is told in a line', () => {
  const seen = new Set<string>();
  const isLine = (event: RunEvent): void => {
    seen.add(event.type);
    const text = tellEvent(event);
    expect(text).not.toMatch(/undefined|\n|\[object|NaN/);
    expect(text.length).toBeLessThanOrEqual(240);
  };
  for (const name of recordings) recorded(name).events.map(isLine);
  // What no recording has.
  const others: readonly RunEvent[] = [
    { type: 'spending.observed', at: 1, frame: '', elsewhere: { day: 1, userMicroUsd: 10_000 } },
    { type: 'policy.added', at: 1, frame: '', policy: { name: 'budget' }, by: 'ada' },
    { type: 'hold.elapsed', at: 1, frame: '' },
    { type: 'step.stopping', at: 1, frame: '', step: 's', attempt: 1, why: 'cancelled' },
    { type: 'backoff.elapsed', at: 1, frame: '', step: 's' },
    { type: 'message.sent', at: 1, frame: '', step: 's', attempt: 1, text: 'Go on', by: 'ada' },
    { type: 'message.kept', at: 1, frame: '', text: 'Later', by: 'ada' },
    { type: 'approval.ignored', at: 1, frame: '', approval: 'a', by: 'ada', reason: 'too late' },
    { type: 'turn.requested', at: 1, frame: '', step: 's', attempt: 1, call: 'c', text: 'Again, as JSON' },
    { type: 'turn.judged', at: 1, frame: '', step: 's', attempt: 1 },
    { type: 'merge.judged', at: 1, frame: '', step: 's', attempt: 1, call: 'c' },
    { type: 'step.waiting', at: 1, frame: '', step: 's', visit: 1, until: 1_000 },
    { type: 'step.skipped', at: 1, frame: '', step: 's', visit: 1, conditions: {} },
    { type: 'step.refused', at: 1, frame: '', step: 's', visit: 1, conditions: {} },
    { type: 'step.cancelled', at: 1, frame: '', step: 's' },
    { type: 'scope.cancelled', at: 1, frame: '', why: 'cancelled', by: 'ada' },
    { type: 'tool.judged', at: 1, frame: '', step: 's', attempt: 1, call: 'c' },
    { type: 'approval.refused', at: 1, frame: '', step: 's', approval: 'a', by: 'ada', comment: 'No' },
    {
      type: 'question.answered',
      at: 1,
      frame: '',
      step: 's',
      approval: 'a',
      by: 'ada',
      text: 'Yes',
      command: '',
      args: '',
    },
  ];
  others.map(isLine);
  expect(Object.keys(eventSchemas).filter((type) => !seen.has(type))).toEqual([]);
  holds(fc.oneof(cases, asking, talking), 60, (given) => {
    new World(given, workflowOf(given), { seed: 1, kills: [9, 23] }).run().journal.map(isLine);
  });
});

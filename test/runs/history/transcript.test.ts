import { describe, expect, test } from 'vitest';
import type { EventOf, RunEvent } from '../../../engine/events.ts';
import { openHistory, type TranscriptEntry } from '../../../runs/history/index.ts';
import { created } from '../events.ts';
import { type Kept, keep, keepRecorded, recorded, run } from './record.ts';

const { spec } = recorded('polly');
const place = { frame: '', step: 'plan', attempt: 1 };
const started: EventOf<'step.started'> = {
  type: 'step.started',
  at: 2_000,
  ...place,
  visit: 1,
  plan: { agent: 'lead', prompt: 'p'.repeat(5_000), title: 'Plan it', round: 1 },
};
const requested: EventOf<'tool.requested'> = {
  type: 'tool.requested',
  at: 2_100,
  ...place,
  call: 'c1',
  tool: { kind: 'write', name: 'write', input: { path: 'a.js', content: 'é'.repeat(3_000) } },
};
const decision = { policy: 'reviewed', rule: 'ask', decision: 'ask', reason: 'a.js is guarded', key: 'k1' } as const;
const ask = { id: 'r1.1', kind: 'policy', text: 'Write a.js?', key: 'k1', policy: 'reviewed', rule: 'ask' } as const;

async function told(events: readonly RunEvent[], cut?: number): Promise<readonly TranscriptEntry[]> {
  const history = openHistory(await written(events));
  return (await history.transcript(run, 'plan', { after: 0, ...(cut !== undefined && { cut }) })).items;
}

async function written(events: readonly RunEvent[]): Promise<Kept> {
  const kept = keep(spec);
  await kept.append([created, ...events]);
  return kept;
}

describe('a transcript', () => {
  test('begins with who was told what, whole', async () => {
    const [begin] = await told([started]);
    expect(begin).toMatchObject({ type: 'begin', seq: 2, attempt: 1, visit: 1, agent: 'lead', vendor: 'anthropic' });
    expect(begin).toMatchObject({ title: 'Plan it', prompt: { text: 'p'.repeat(5_000), bytes: 5_000 } });
  });

  test('tells of a call from its request to its end, with who let it through', async () => {
    const asked = { ...requested, decisions: [decision], asks: [ask] };
    const granted: RunEvent = {
      type: 'approval.granted',
      at: 2_200,
      frame: '',
      step: 'plan',
      approval: 'r1.1',
      by: 'ada',
      comment: 'go on',
    };
    const judged: RunEvent = { type: 'tool.judged', at: 2_200, ...place, call: 'c1', decisions: [decision] };
    const completed: RunEvent = {
      type: 'tool.completed',
      at: 2_300,
      ...place,
      call: 'c1',
      ok: true,
      output: 'written',
    };
    const [, waiting] = await told([started, asked]);
    expect(waiting).toMatchObject({ type: 'call', outcome: 'waiting', decision: 'ask', asks: [{ status: 'open' }] });
    const [, call] = await told([started, asked, granted, judged, completed]);
    expect(call).toMatchObject({
      seq: 3,
      asOf: 6,
      what: 'write a.js',
      tool: { kind: 'write', name: 'write' },
      decision: 'ask',
      decisions: [decision],
      asks: [{ id: 'r1.1', status: 'granted', answers: [{ seq: 4, by: 'ada', granted: true, comment: 'go on' }] }],
      outcome: 'done',
      endedAt: 2_300,
      output: { text: 'written', bytes: 7 },
    });
    expect(call?.type === 'call' && JSON.parse(call.input.text)).toEqual(requested.tool.input);
  });

  test('says what was refused, and what its attempt left undone', async () => {
    const deny = { policy: 'p', rule: 'r', decision: 'deny', reason: 'no' } as const;
    const other = { ...requested, call: 'c2', decisions: [deny] };
    const lost: RunEvent = {
      type: 'attempt.failed',
      at: 3_000,
      ...place,
      error: { code: 'lost', message: 'gone' },
      lost: true,
    };
    const entries = await told([started, requested, other, lost]);
    expect(entries.map((entry) => [entry.type, 'outcome' in entry && entry.outcome])).toEqual([
      ['begin', false],
      ['call', 'left'],
      ['call', 'refused'],
      ['end', 'lost'],
    ]);
    expect(entries[2]).toMatchObject({ decisions: [deny], decision: 'deny' });
    expect(entries[3]).toMatchObject({ error: { message: 'gone' } });
  });

  test('cuts each text where it is told to, between characters, and has each entry whole', async () => {
    const said: RunEvent = { type: 'message.received', at: 2_100, ...place, text: '🙂'.repeat(10) };
    const kept = await written([started, said, requested]);
    const history = openHistory(kept);
    const { items } = await history.transcript(run, 'plan', { last: 2, cut: 5 });
    expect(items[0]).toMatchObject({ type: 'message', text: { text: '🙂🙂', bytes: 40, cut: true } });
    expect(items[1]).toMatchObject({ input: { text: '{\n  "', cut: true } });
    const whole = await history.transcriptEntry(run, 3);
    expect(whole).toMatchObject({ type: 'message', text: { text: said.text, bytes: 40 } });
    expect(whole?.type === 'message' && whole.text.cut).toBeUndefined();
    for (const seq of [0, 1, 5, 99, -1, Number.NaN]) expect(await history.transcriptEntry(run, seq)).toBeUndefined();
  });

  test('holds all attempts and visits of its step and nothing of another', async () => {
    const history = openHistory(await keepRecorded('polly-killed'));
    const { view } = await history.view(run);
    for (const row of view.steps.values()) {
      const { items } = await history.transcript(run, row.address, { after: 0, limit: 1_000 });
      const begun = items.filter(({ type }) => type === 'begin').length;
      expect(begun).toBe(row.attempt);
      expect(items.filter(({ type }) => type === 'call').length).toBe(row.toolCalls);
    }
  });

  test('reads the events of the page, and not the run', async () => {
    const messages = Array.from({ length: 2_000 }, (_, nth): RunEvent => ({ ...said(`message ${nth}`) }));
    const kept = await written([started, ...messages]);
    const history = openHistory(kept);
    await history.view(run);
    kept.reads = 0;
    const { items } = await history.transcript(run, 'plan', { last: 20 });
    expect(items.at(-1)).toMatchObject({ text: { text: 'message 1999' } });
    expect(kept.reads).toBeLessThanOrEqual(21);
  });
});

const said = (text: string): RunEvent => ({ type: 'message.received', at: 2_500, ...place, text });

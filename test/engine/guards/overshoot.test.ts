/**
 * How far beyond a hard cap a run can go: a model's response that is under way is paid for, so by as many responses as
 * sessions run, and by no more. With `limits.cost_usd` on every agent none begins that could take the run beyond it.
 */
import { describe, expect, test } from 'vitest';
import type { RunEvent } from '../../../engine/events.ts';
import { builtIn, type Lived, useLiveRuns } from './live.ts';

const play = useLiveRuns();

const costing = (usd: number | undefined) => ({
  usage: { input: 1, output: 1, ...(usd !== undefined && { cost_usd: usd }) },
});
/** Calls, each wanted by a response that costs so much. */
const calls = (count: number, usd: number) => Array.from({ length: count }, () => ({ list: '.', ...costing(usd) }));
const four = ['a', 'b', 'c', 'd'];
const sideBySide = [
  { id: 'all', parallel: 'all', steps: four.map((id) => ({ id, agent: id, prompt: 'Work.', on_error: 'continue' })) },
];
const agentsOf = (names: readonly string[], more: object = {}) => Object.fromEntries(names.map((name) => [name, more]));
const cap = (usd: number) => [builtIn('budget', { max_usd: usd, ask_every_usd: 0 })];

/** What each response cost, in cents, by the step that it belongs to. */
const responses = (lived: Lived) =>
  lived.of('usage.reported').map(({ step, usage }) => ({ step, cents: (usage.costMicroUsd ?? 0) / 10_000 }));
const sum = (all: readonly { readonly cents: number }[]) => all.reduce((total, { cents }) => total + cents, 0);

/** What came after the one that reached the cap: it was under way then, one response a session. */
function beyond(lived: Lived, capCents: number) {
  let spent = 0;
  return responses(lived).filter(({ cents }) => {
    const isBeyond = spent >= capCents;
    spent += cents;
    return isBeyond;
  });
}
const noneTwice = (steps: readonly string[]) => expect(new Set(steps).size).toBe(steps.length);
const refusedBy = (event: RunEvent) =>
  ('decisions' in event && event.decisions?.filter(({ decision }) => decision === 'deny').map(({ rule }) => rule)) ||
  [];

describe('one agent', () => {
  const alone = (turn: object, usd: number) =>
    play({
      steps: [{ id: 'a', agent: 'a', prompt: 'Work.' }],
      agents: { a: {} },
      policies: cap(usd),
      turns: { a: [turn] },
    });

  test('is ended by the response that reaches the cap, though it would go on', async () => {
    const lived = await alone({ tools: calls(50, 0.4) }, 1);
    expect(responses(lived).map(({ cents }) => cents)).toEqual([40, 40, 40]);
    expect(beyond(lived, 100)).toEqual([]);
    // The call that this response wanted is not carried out.
    expect(lived.of('tool.completed')).toHaveLength(2);
    expect(lived.of('run.finished')).toMatchObject([{ outcome: 'refused' }]);
  });

  test('that costs exactly the cap is over as well', async () => {
    const lived = await alone({ tools: calls(50, 0.25) }, 1);
    expect(sum(responses(lived))).toBe(100);
    expect(lived.of('tool.completed')).toHaveLength(3);
  });

  test('that tells what it cost only at its end went beyond by that one report: its answer counts, nothing follows', async () => {
    const lived = await play({
      steps: [
        { id: 'a', agent: 'a', prompt: 'Work.' },
        { id: 'b', agent: 'a', prompt: 'Go on.' },
      ],
      agents: { a: {} },
      policies: cap(1),
      turns: { a: [{ tools: [{ list: '.' }, { list: '.' }], ...costing(7) }] },
    });
    expect(responses(lived)).toEqual([{ step: 'a', cents: 700 }]);
    expect(lived.of('step.finished')).toMatchObject([{ step: 'a', outcome: 'done' }]);
    expect(lived.of('step.refused')).toMatchObject([{ step: 'b' }]);
  });

  test('whose answer would have to be repaired is not asked for another', async () => {
    const wrong = { text: 'No JSON.', ...costing(0.7) };
    const lived = await play({
      steps: [{ id: 'a', agent: 'a', prompt: 'Work.', output: { n: { type: 'integer' } } }],
      agents: { a: {} },
      policies: cap(0.5),
      // biome-ignore lint/suspicious/noThenProperty: a word of the file, never a promise
      turns: { a: [{ ...wrong, then: [{ tools: calls(50, 0.3), output: { n: 1 } }] }] },
    });
    expect(responses(lived).map(({ cents }) => cents)).toEqual([70]);
    expect(lived.of('turn.requested')).toMatchObject([{ step: 'a', text: expect.stringContaining('can not be used') }]);
    expect(lived.of('tool.completed')).toEqual([]);
    expect(lived.of('run.finished')).toMatchObject([{ outcome: 'refused' }]);
  });

  test('that does not know what it cost waits for a person before it does anything more', async () => {
    const lived = await alone({ tools: [{ list: '.' }, { list: '.', ...costing(undefined) }, ...calls(50, 1)] }, 1);
    expect(lived.ending).toBe('parked');
    expect(lived.of('usage.reported')).toHaveLength(1);
    expect(lived.of('tool.completed')).toHaveLength(1);
    const asks = lived.events.flatMap((event) => ('asks' in event && event.asks) || []);
    expect(asks).toMatchObject([{ policy: 'budget', rule: 'unknown-cost' }]);
  });
});

describe('four agents side by side', () => {
  test('without limits: the sum is the cap and at most one response of each', async () => {
    const turns = Object.fromEntries(four.map((name, index) => [name, [{ tools: calls(40, 0.1 + index * 0.07) }]]));
    const lived = await play({ steps: sideBySide, agents: agentsOf(four), policies: cap(2), turns });
    const late = beyond(lived, 200);
    noneTwice(late.map(({ step }) => step));
    const dearest = 31;
    expect(sum(responses(lived)) - sum(late)).toBeLessThan(200 + dearest);
    expect(sum(responses(lived))).toBeGreaterThanOrEqual(200);
    expect(sum(late)).toBeLessThanOrEqual(10 + 17 + 24 + 31);
    // Nobody does anything after it was told, and nothing begins again.
    const reached = lived.events.findIndex((event) => event.type === 'usage.reported' && refusedBy(event).length > 0);
    expect(lived.events.slice(reached).flatMap((event) => (event.type === 'step.started' ? [event.step] : []))).toEqual(
      [],
    );
  });

  test('that tell it only at the end: one report of each', async () => {
    const turns = Object.fromEntries(four.map((name) => [name, [{ tools: [{ list: '.' }], ...costing(3) }]]));
    const lived = await play({ steps: sideBySide, agents: agentsOf(four), policies: cap(2), turns });
    noneTwice(responses(lived).map(({ step }) => step));
    expect(beyond(lived, 200).every(({ cents }) => cents === 300)).toBe(true);
  });

  test('with limits: none begins that could take all of them beyond it', async () => {
    // Each costs what it may, to the cent, so whoever is let in too soon shows.
    const turns = Object.fromEntries(four.map((name) => [name, [{ tools: calls(5, 0.1), ...costing(0.1) }]]));
    const limits = { limits: { cost_usd: 0.6 } };
    const lived = await play({ steps: sideBySide, agents: agentsOf(four, limits), policies: cap(1.5), turns });
    expect(sum(responses(lived))).toBeLessThanOrEqual(150);
    expect(beyond(lived, 150)).toEqual([]);
    expect(startedTogether(lived)).toBe(2);
    // Two were through with 1.20; a third could take 0.60 more, so it is not begun.
    expect(lived.of('step.started').filter(({ step }) => four.includes(step))).toHaveLength(2);
    expect(lived.of('step.refused').map(refusedBy)).toEqual([['run-full'], ['run-full']]);
  });

  test('with limits: who waited begins when another left enough', async () => {
    const turns = Object.fromEntries(four.map((name) => [name, [{ tools: calls(2, 0.1) }]]));
    const limits = { limits: { cost_usd: 0.6 } };
    const lived = await play({ steps: sideBySide, agents: agentsOf(four, limits), policies: cap(1.5), turns });
    expect(sum(responses(lived))).toBe(80);
    expect(startedTogether(lived)).toBeLessThanOrEqual(2);
    expect(lived.of('run.finished')).toMatchObject([{ outcome: 'done' }]);
  });

  test('with limits that they break: the cap and one response of each, whatever was promised', async () => {
    const turns = Object.fromEntries(four.map((name) => [name, [{ tools: calls(20, 0.5) }]]));
    const limits = { limits: { cost_usd: 0.6 } };
    const lived = await play({ steps: sideBySide, agents: agentsOf(four, limits), policies: cap(1.5), turns });
    noneTwice(beyond(lived, 150).map(({ step }) => step));
    expect(startedTogether(lived)).toBeLessThanOrEqual(2);
  });
});

/** The most sessions that were open at once. */
function startedTogether(lived: Lived): number {
  const open = new Set<string>();
  let most = 0;
  for (const event of lived.events) {
    if (!('step' in event) || event.step === undefined || !four.includes(event.step)) continue;
    if (event.type === 'step.started') open.add(event.step);
    if (event.type === 'step.finished' || event.type === 'attempt.failed' || event.type === 'step.cancelled')
      open.delete(event.step);
    most = Math.max(most, open.size);
  }
  return most;
}

/** What policies know of money: by step, session, agent and day, and what is promised to those that run. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { dayMs } from '../../engine/day.ts';
import type { Decision } from '../../engine/events.ts';
import type { Policies } from '../../engine/ports/policies.ts';
import { costOf } from '../../engine/spending.ts';
import type { Spec } from '../../schema/spec.ts';
import { Play } from './play.ts';

const agent = (id: string, more: object = {}) => ({ id, agent: 'ada', prompt: 'go', ...more });
const run = (id: string) => ({ id, run: ['true'] });
const side = (...steps: object[]) => ({ id: 'all', parallel: 'all', steps });
const limited = (costUsd: number, more: object = {}) =>
  ({ name: 'x', harness: 'simulate', vendor: 'anthropic', limits: { cost_usd: costUsd }, ...more }) as never;

function specOf(steps: readonly object[], agents: Spec['agents'] = { ada: limited(5), bob: limited(2.5) }): Spec {
  return { workflow: { name: 'play', steps: steps as never }, agents };
}

/** Where a step of the run stands; children of `all` have frames of their own. */
function costAt(play: Play, step: string, { frame = '', at = play.now, planned }: Partial<Where> = {}) {
  const { workflow, state } = play;
  const { body, steps } = state.frames[frame]!;
  return costOf({ workflow, state, at, step: workflow.bodies[body]!.steps[step]!, own: steps[step]! }, planned);
}
interface Where {
  readonly frame: string;
  readonly at: number;
  readonly planned: string;
}

function report(
  play: Play,
  step: string,
  costMicroUsd: number | undefined,
  { frame = '', attempt = 1, index = 1 } = {},
) {
  const usage = { input: 10, output: 5, ...(costMicroUsd !== undefined && { costMicroUsd }) };
  return play.say({ type: 'usage.reported', frame, step, attempt, index, usage });
}
const open = (play: Play, step: string, session: string, attempt = 1) =>
  play.say({ type: 'session.opened', frame: '', step, attempt, session });

describe('a step, an agent and a session have spent', () => {
  test('nothing before anything was reported', () => {
    const play = new Play([agent('a')]);
    expect({ ...costAt(play, 'a') }).toEqual({
      run: 0,
      step: 0,
      session: 0,
      agent: 0,
      reserved: 0,
      userToday: undefined,
      projectToday: undefined,
    });
  });

  test('what was reported of each, and the run all of it', () => {
    const play = new Play([agent('a'), agent('b', { agent: 'bob' }), agent('c')]);
    open(play, 'a', 's1');
    report(play, 'a', 100);
    play.finish('a');
    open(play, 'b', 's2');
    report(play, 'b', 20);
    play.finish('b');
    report(play, 'c', 3);
    open(play, 'c', 's3');
    report(play, 'c', 4, { index: 2 });
    expect(costAt(play, 'c')).toMatchObject({ run: 127, step: 7, agent: 107, session: 7 });
    expect(costAt(play, 'b')).toMatchObject({ run: 127, step: 20, agent: 20, session: 20 });
  });

  test('the same session, whichever step continues it', () => {
    const play = new Play([agent('a'), agent('b', { session: 'a' })]);
    open(play, 'a', 's1');
    report(play, 'a', 100);
    play.finish('a');
    expect(costAt(play, 'b')).toMatchObject({ step: 0, session: 100 });
    report(play, 'b', 1);
    expect(costAt(play, 'b')).toMatchObject({ step: 1, session: 101 });
  });

  test('also in the rounds before, and in the attempts', () => {
    const review = { id: 'v', review: 'a', reviewer: { from: ['bob'] } };
    const play = new Play([agent('a', { retry: { attempts: 2 } }), review]);
    report(play, 'a', 100);
    play.fail('a');
    report(play, 'a', 10, { attempt: 2 });
    play.finish('a', 2);
    report(play, 'v', 7);
    play.finish('v', 1, { result: { verdict: 'request_changes', findings: [{ text: 'No' }] } });
    report(play, 'a', 1, { attempt: 3 });
    expect(costAt(play, 'a')).toMatchObject({ run: 118, step: 111, agent: 111 });
    // What the step left for expressions is of this visit alone.
    play.finish('a', 3);
    expect(play.all('step.finished').at(-1)?.result).toMatchObject({ cost_usd: 0.000001 });
    expect(costAt(play, 'v')).toMatchObject({ step: 7, agent: 7 });
  });

  test('nothing, where it is no session', () => {
    const play = new Play([agent('a'), run('b')]);
    report(play, 'a', 100);
    play.finish('a');
    expect(costAt(play, 'b')).toMatchObject({ run: 100, step: 0, agent: 0, session: 0, reserved: 0 });
  });

  test('an unknown amount once a part of it is unknown, and no other is', () => {
    const play = new Play([agent('a'), agent('b', { agent: 'bob' })]);
    open(play, 'a', 's1');
    report(play, 'a', undefined);
    expect(costAt(play, 'a')).toMatchObject({ run: undefined, step: undefined, agent: undefined, session: undefined });
    report(play, 'a', 5, { index: 2 });
    play.finish('a');
    report(play, 'b', 20);
    expect(costAt(play, 'b')).toMatchObject({ run: undefined, step: 20, agent: 20, session: 20 });
  });

  test('an unknown amount where a session ended without a word', () => {
    const play = new Play([agent('a', { retry: { attempts: 2 } })]);
    open(play, 'a', 's1');
    play.fail('a');
    expect(costAt(play, 'a')).toMatchObject({ run: undefined, step: undefined, agent: undefined });
  });

  test('the same after a replay', () => {
    const play = new Play([agent('a'), agent('b')]);
    open(play, 'a', '__proto__');
    report(play, 'a', 100);
    play.finish('a');
    const before = { ...costAt(play, 'b') };
    play.cut(play.journal.length);
    expect({ ...costAt(play, 'b') }).toEqual(before);
    expect(Object.entries(play.state.spentBy!.sessions)).toMatchObject([['__proto__', { microUsd: 100 }]]);
  });

  test('nothing that is kept when the run is over', () => {
    const play = new Play([agent('a')]);
    report(play, 'a', 100);
    play.finish('a');
    expect(play.state).toMatchObject({ status: 'done', spent: { microUsd: 100 } });
    expect(play.state).not.toHaveProperty('spentBy');
  });
});

describe('what is reserved', () => {
  test('is what those that run may still spend, and what the step that is due may', () => {
    const play = Play.of(specOf([side(agent('a'), agent('b', { agent: 'bob' }), run('c'))]));
    const at = { frame: 'all@1:a' };
    expect(costAt(play, 'a', at).reserved).toBe(7_500_000);
    report(play, 'a', 1_200_000, at);
    expect(costAt(play, 'a', at).reserved).toBe(6_300_000);
    expect(costAt(play, 'c', { frame: 'all@1:c' }).reserved).toBe(6_300_000);
    // More than it was promised: it owes nothing, and nothing comes back.
    report(play, 'a', 9_000_000, { ...at, index: 2 });
    expect(costAt(play, 'a', at).reserved).toBe(2_500_000);
    play.finish('b', 1, {}, 'all@1:b');
    expect(costAt(play, 'a', at).reserved).toBe(0);
  });

  test('counts anew with every attempt, as the limit does', () => {
    const play = Play.of(specOf([agent('a', { retry: { attempts: 2 } })]));
    report(play, 'a', 4_000_000);
    expect(costAt(play, 'a').reserved).toBe(1_000_000);
    play.fail('a');
    expect(costAt(play, 'a').reserved).toBe(5_000_000);
  });

  test('of one that is stopping, until it has stopped', () => {
    const play = Play.of(specOf([agent('a')]));
    play.cancel();
    expect(costAt(play, 'a').reserved).toBe(5_000_000);
  });

  test('is nothing for an agent without a limit', () => {
    const play = new Play([agent('a')]);
    expect(costAt(play, 'a').reserved).toBe(0);
  });

  test('takes a step that is due for the dearest agent that it may have, until its plan is known', () => {
    const seen: object[] = [];
    const review = { id: 'v', review: 'w', reviewer: { from: ['ada', 'bob'] } };
    const agents = { ada: limited(5), bob: limited(2.5), cyd: limited(1, { vendor: 'openai' }) };
    const policies: Policies = {
      judge: ({ point, step }) => {
        if (point !== 'step' || step !== 'v') return [];
        const [open, planned] = [costAt(play, step), costAt(play, step, { planned: 'bob' })];
        seen.push([open.reserved, open.agent, planned.reserved, planned.agent]);
        return [];
      },
    };
    const play = new Play(specOf([agent('w', { agent: 'cyd' }), review], agents), { policies });
    play.finish('w');
    expect(seen).toEqual([[5_000_000, undefined, 2_500_000, 0]]);
  });
});

/** As `omni/budget` says it: `before: step`, `hold` when `cost.run + cost.reserved > inputs.max_usd`. */
function playWithin(maxUsd: number, steps: readonly object[]): Play {
  const policies: Policies = {
    judge({ point, frame, step }): readonly Decision[] {
      // While a play is made it can not be asked yet: that is what `first` is for.
      if (point !== 'step' || step === 'first') return [];
      const cost = costAt(play, step, { frame });
      const fits = cost.run !== undefined && cost.run + cost.reserved <= maxUsd * 1e6;
      return fits ? [] : [{ policy: 'omni/budget', rule: 'cap', decision: 'hold' }];
    },
  };
  const play = new Play(specOf([run('first'), ...steps]), { policies });
  play.finish('first');
  return play;
}

describe('a budget that counts what is reserved', () => {
  const started = (play: Play) => play.all('step.started').flatMap(({ step, frame }) => (frame === '' ? [] : [step]));

  test('starts the second of two only when the first gave back what it did not spend', () => {
    const play = playWithin(8, [side(agent('a'), agent('b'))]);
    expect(started(play)).toEqual(['a']);
    report(play, 'a', 1_000_000, { frame: 'all@1:a' });
    expect(started(play)).toEqual(['a']);
    play.finish('a', 1, {}, 'all@1:a');
    expect(started(play)).toEqual(['a', 'b']);
    expect(costAt(play, 'b', { frame: 'all@1:b' })).toMatchObject({ run: 1_000_000, reserved: 5_000_000 });
  });

  test('does not start it where the first has spent what it needs', () => {
    const play = playWithin(8, [side(agent('a'), agent('b'))]);
    report(play, 'a', 3_000_001, { frame: 'all@1:a' });
    play.finish('a', 1, {}, 'all@1:a');
    expect(started(play)).toEqual(['a']);
  });

  test('nor where nobody knows what the first has spent', () => {
    const play = playWithin(8, [side(agent('a'), agent('b'))]);
    play.finish('a', 1, {}, 'all@1:a');
    expect(started(play)).toEqual(['a']);
  });

  test('is never overrun by sessions that keep to their limits, however many there are', () => {
    const spends = fc.array(fc.integer({ min: 0, max: 5_000_000 }), { minLength: 1, maxLength: 6 });
    fc.assert(
      fc.property(spends, fc.integer({ min: 5, max: 20 }), (amounts, maxUsd) => {
        const ids = amounts.map((_, index) => `s${index}`);
        const play = playWithin(maxUsd, [side(...ids.map((id) => agent(id)))]);
        for (const step of ids) {
          const frame = `all@1:${step}`;
          if (play.step(step, frame)?.life !== 'running') continue;
          report(play, step, amounts[ids.indexOf(step)], { frame });
          const { reserved } = costAt(play, step, { frame });
          expect(Number.isSafeInteger(reserved) && reserved >= 0).toBe(true);
          play.finish(step, 1, {}, frame);
        }
        const total = ids.reduce((sum, id, index) => sum + (started(play).includes(id) ? amounts[index]! : 0), 0);
        expect(play.state.spent.microUsd).toBe(total);
        expect(total).toBeLessThanOrEqual(maxUsd * 1e6);
      }),
      { numRuns: 50 },
    );
  });
});

describe('today', () => {
  const observe = (play: Play, elsewhere: object, id?: string) =>
    play.say({ type: 'spending.observed', elsewhere, ...(id !== undefined && { id }) });
  const today = (play: Play, at = play.now) => {
    const { userToday, projectToday } = costAt(play, 'a', { at });
    return [userToday, projectToday];
  };

  test('is what other runs spent and what this one did', () => {
    const play = new Play([agent('a')]);
    expect(today(play)).toEqual([undefined, undefined]);
    observe(play, { day: 0, userMicroUsd: 1000, projectMicroUsd: 5000 });
    expect(today(play)).toEqual([1000, 5000]);
    report(play, 'a', 7);
    expect(today(play)).toEqual([1007, 5007]);
  });

  test('is unknown where a part of it is', () => {
    const play = new Play([agent('a')]);
    observe(play, { day: 0, projectMicroUsd: 5000 });
    expect(today(play)).toEqual([undefined, 5000]);
    report(play, 'a', undefined);
    expect(today(play)).toEqual([undefined, undefined]);
  });

  test('begins at midnight, once it was looked up again', () => {
    const play = new Play([agent('a')]);
    observe(play, { day: 0, userMicroUsd: 1000, projectMicroUsd: 5000 });
    report(play, 'a', 7);
    play.now = dayMs;
    expect(today(play)).toEqual([1000, 5000]);
    expect(today(play, dayMs + 120_000)).toEqual([undefined, undefined]);
    observe(play, { day: 1, userMicroUsd: 0, projectMicroUsd: 3 });
    expect(today(play, dayMs + 120_000)).toEqual([0, 3]);
    report(play, 'a', 11, { index: 2 });
    expect(today(play)).toEqual([11, 14]);
  });

  test('counts what comes late, for too little would be worse', () => {
    const play = new Play([agent('a')]);
    observe(play, { day: 1, userMicroUsd: 0, projectMicroUsd: 0 });
    play.now = dayMs;
    report(play, 'a', 7);
    play.now = dayMs - 1;
    report(play, 'a', 11, { index: 2 });
    expect(today(play, dayMs)).toEqual([18, 18]);
    expect(today(play, dayMs - 1)).toEqual([18, 18]);
  });

  test('is journaled only when it is news, and once', () => {
    const play = new Play([agent('a')]);
    observe(play, { day: 0, userMicroUsd: 1, projectMicroUsd: 1 }, 'one');
    observe(play, { day: 0, userMicroUsd: 1, projectMicroUsd: 1 });
    observe(play, { day: 0, userMicroUsd: 2, projectMicroUsd: 2 });
    observe(play, { day: 0, userMicroUsd: 1, projectMicroUsd: 1 }, 'one');
    expect(play.all('spending.observed').map(({ elsewhere }) => elsewhere.userMicroUsd)).toEqual([1, 2]);
    expect(today(play)).toEqual([2, 2]);
  });

  test('is why a step that was held is judged again', () => {
    const policies: Policies = {
      judge: ({ point, step }) => {
        const spent = point === 'step' && step === 'a' ? (costAt(play, step).userToday ?? 0) : 0;
        return spent >= 100 ? [{ policy: 'omni/budget', rule: 'day', decision: 'hold' }] : [];
      },
    };
    const play = new Play([run('x'), agent('a')], { policies });
    observe(play, { day: 0, userMicroUsd: 100 });
    play.finish('x');
    expect(play.step('a')?.life).toBe('asking');
    play.now = dayMs;
    observe(play, { day: 1, userMicroUsd: 100 });
    expect(play.step('a')?.life).toBe('asking');
    observe(play, { day: 1, userMicroUsd: 99 });
    expect(play.step('a')?.life).toBe('running');
  });

  test('is known to the first step where the request says it', () => {
    const play = new Play([agent('a')]);
    const first = { ...play.journal[0]!, elsewhere: { day: 0, userMicroUsd: 3, projectMicroUsd: 4 } };
    play.journal[0] = first as never;
    play.cut(play.journal.length);
    expect(today(play)).toEqual([3, 4]);
  });
});

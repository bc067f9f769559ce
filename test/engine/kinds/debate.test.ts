/** A debate: blind first, then rounds among the unnamed, until the heads agree or the rounds are spent. */
import { describe, expect, test } from 'vitest';
import { displayAddress } from '../../../engine/address.ts';
import { attemptPlan } from '../../../engine/attempt-plan.ts';
import { compile } from '../../../engine/compile/index.ts';
import type { AnswerPlan } from '../../../engine/effects.ts';
import { Play } from '../play.ts';
import { problemsOf, specOf } from '../spec.ts';

const debate = (more: object = {}) => ({ id: 'd', debate: 'Tabs or spaces?', heads: ['ada', 'bob'], ...more });
const at = (round: number, head: string, step = 'd') => `${step}@1[${round}]/heads@1:${head}`;

/** Answers for a head in a round. */
function speak(play: Play, round: number, head: string, answer: string, more: object = {}, step = 'd') {
  play.say({ type: 'session.opened', frame: at(round, head, step), step: head, attempt: 1, session: `s-${head}` });
  return play.finish(head, 1, { result: { text: answer, output: { answer, ...more } } }, at(round, head, step));
}
const critique = (agrees: boolean, objections: string[] = []) => ({ agrees, changed: false, objections });
function promptOf(play: Play, frame: string, step: string): string {
  const open = play.state.frames[frame]!;
  const known = play.workflow.bodies[open.body]!.steps[step]!;
  return (attemptPlan(play.workflow, open, known, open.steps[step]!) as unknown as AnswerPlan).prompt;
}
const started = (play: Play) => play.all('step.started').map(({ frame, step }) => displayAddress(frame, step));

test('round 0 is blind and side by side, and shows nobody to anybody', () => {
  const play = new Play([debate()]);
  expect(started(play)).toEqual(['d', 'd[0].heads', 'd[0].heads.ada', 'd[0].heads.bob']);
  expect(promptOf(play, at(0, 'ada'), 'ada')).not.toContain('Partner');
  speak(play, 0, 'ada', 'tabs');
  expect(started(play)).toHaveLength(4);
});

test('each later round shows each head its own last answer and those of the others, who are not named', () => {
  const play = new Play([debate({ heads: ['ada', 'bob', 'cyd'] })]);
  for (const [head, answer] of [
    ['ada', 'tabs'],
    ['bob', 'spaces'],
    ['cyd', 'both'],
  ] as const)
    speak(play, 0, head, answer);
  const prompts = ['ada', 'bob', 'cyd'].map((head) => promptOf(play, at(1, head), head));
  for (const prompt of prompts) {
    expect(prompt).toContain('Partner A');
    expect(prompt).toContain('Partner B');
    expect(prompt).not.toMatch(/ada|bob|cyd/);
  }
  expect(prompts[0]).toContain('Your last answer was:\ntabs');
});

test('the order of the others follows from the seed of the run', () => {
  const orders = ['a', 'b', 'c', 'd', 'e', 'f'].map((seed) => {
    const heads = ['ada', 'bob', 'cyd'];
    const play = new Play([debate({ heads })], { seed });
    for (const head of heads) speak(play, 0, head, `says ${head.length}${head}`);
    return promptOf(play, at(1, 'ada'), 'ada').indexOf('bob') < promptOf(play, at(1, 'ada'), 'ada').indexOf('cyd');
  });
  expect(new Set(orders).size).toBe(2);
});

test('a head goes on in its own session', () => {
  const play = new Play([debate()]);
  speak(play, 0, 'ada', 'tabs');
  speak(play, 0, 'bob', 'spaces');
  const frame = play.state.frames[at(1, 'bob')]!;
  expect(frame.steps.bob?.plan).toMatchObject({ session: 's-bob', round: 2 });
});

test('it goes on for its rounds, and stops before where it converges and that is wanted', () => {
  const all = new Play([debate({ max_rounds: 2 })]);
  const soon = new Play([debate({ max_rounds: 2, stop_when: 'converged' })]);
  for (const play of [all, soon]) {
    for (const head of ['ada', 'bob']) speak(play, 0, head, 'tabs');
    for (const head of ['ada', 'bob']) speak(play, 1, head, 'tabs', critique(true));
  }
  expect(soon.step('d') ?? soon.all('step.finished').at(-1)).toBeDefined();
  expect(soon.state.status).toBe('done');
  expect(all.state.status).toBe('running');
  for (const head of ['ada', 'bob']) speak(all, 2, head, 'tabs', critique(false, ['width']));
  expect(all.state.status).toBe('done');
});

test('what it leaves: the last answers, all that was said, what is open', () => {
  const play = new Play([debate({ max_rounds: 1 }), { id: 'next', run: ['true'] }]);
  speak(play, 0, 'ada', 'tabs');
  speak(play, 0, 'bob', 'spaces');
  speak(play, 1, 'ada', 'tabs!', critique(true));
  speak(play, 1, 'bob', 'tabs, then', critique(false, ['files that mix']));
  expect(play.step('d')?.result).toMatchObject({
    question: 'Tabs or spaces?',
    answers: { ada: 'tabs!', bob: 'tabs, then' },
    agreed: [],
    differ: ['files that mix'],
    converged: false,
    rounds: 2,
    failed: {},
    sessions: { ada: 's-ada', bob: 's-bob' },
  });
  expect(play.step('d')?.result?.transcript).toHaveLength(4);
});

describe('the judge', () => {
  test('reads the last answers once the debate ends, and writes the synthesis', () => {
    const play = new Play([debate({ max_rounds: 1, judge: 'cyd' }), { id: 'next', run: ['true'] }]);
    for (const head of ['ada', 'bob']) speak(play, 0, head, 'first');
    expect(started(play)).not.toContain('d[0].judge');
    for (const head of ['ada', 'bob']) speak(play, 1, head, `last of ${head.length}`, critique(false));
    const prompt = promptOf(play, 'd@1[1]', 'judge');
    expect(prompt).toContain('last of 3');
    const output = { synthesis: 'Tabs.', agreed: ['indent'], differ: ['width'] };
    play.finish('judge', 1, { result: { text: '', output } }, 'd@1[1]');
    expect(play.step('d')?.result).toMatchObject({ synthesis: 'Tabs.', agreed: ['indent'], differ: ['width'] });
  });

  test('that fails, fails the debate', () => {
    const play = new Play([debate({ max_rounds: 0, judge: 'cyd' })]);
    for (const head of ['ada', 'bob']) speak(play, 0, head, 'first');
    play.fail('judge', 1, 'd@1[0]');
    expect(play.state.error).toMatchObject({ step: 'judge' });
  });
});

describe('a head that fails', () => {
  test('is named, and the debate goes on among those who are left', () => {
    const play = new Play([debate({ heads: ['ada', 'bob', 'cyd'], max_rounds: 1 }), { id: 'next', run: ['true'] }]);
    play.fail('bob', 1, at(0, 'bob'));
    for (const head of ['ada', 'cyd']) speak(play, 0, head, 'first');
    expect(started(play)).not.toContain('d[1].heads.bob');
    for (const head of ['ada', 'cyd']) speak(play, 1, head, 'second', critique(true));
    expect(play.step('d')?.result).toMatchObject({
      answers: { ada: 'second', cyd: 'second' },
      failed: { bob: 'no' },
      converged: true,
    });
  });

  test('ends the debate when nobody is left to answer to', () => {
    const play = new Play([debate()]);
    play.fail('bob', 1, at(0, 'bob'));
    speak(play, 0, 'ada', 'first');
    expect(play.state.error?.message).toBe('Only ada is left in the debate. bob: no');
  });
});

describe('a debate that continues another', () => {
  const two = [
    debate({ max_rounds: 0 }),
    { id: 'e', debate: 'Tabs or spaces?', heads: ['ada', 'bob'], continues: 'd', max_rounds: 1 },
  ];

  test('on the same question begins with its answers, in its sessions', () => {
    const play = new Play([...two, { id: 'next', run: ['true'] }]);
    for (const head of ['ada', 'bob']) speak(play, 0, head, `${head.length} first`);
    const frame = play.state.frames[at(0, 'ada', 'e')]!;
    expect(frame.steps.ada?.plan).toMatchObject({ session: 's-ada', round: 2 });
    expect(promptOf(play, at(0, 'ada', 'e'), 'ada')).toContain('Criticise');
    for (const head of ['ada', 'bob']) speak(play, 0, head, 'second', critique(true), 'e');
    expect(play.step('e')?.result).toMatchObject({ rounds: 2, converged: true });
    expect(play.step('e')?.result?.transcript).toHaveLength(4);
  });

  test('on another question asks it blind, in its sessions', () => {
    const play = new Play([two[0]!, { ...two[1], debate: 'Emacs or vi?' }]);
    for (const head of ['ada', 'bob']) speak(play, 0, head, 'first');
    expect(play.state.frames[at(0, 'ada', 'e')]?.steps.ada?.plan).toMatchObject({ session: 's-ada', round: 1 });
  });
});

test('killed between any two events and continued, it comes to the same', () => {
  const script = (play: Play, attempts: (frame: string, head: string) => number) => {
    for (const round of [0, 1]) {
      for (const head of ['ada', 'bob']) {
        const frame = at(round, head);
        if (play.step(head, frame)?.life !== 'running') continue;
        const output = { answer: `${head} ${round}`, ...(round > 0 && critique(true)) };
        play.finish(head, attempts(frame, head), { result: { text: '', output } }, frame);
      }
    }
  };
  const whole = new Play([debate({ max_rounds: 1 })]);
  script(whole, () => 1);
  expect(whole.state.status).toBe('done');
  for (let length = 1; length < whole.journal.length; length += 1) {
    const play = new Play([debate({ max_rounds: 1 })]);
    play.journal.splice(0, play.journal.length, ...whole.journal);
    play.die(length);
    script(play, (frame, head) => play.step(head, frame)!.attempt);
    expect([length, play.state.status]).toEqual([length, 'done']);
  }
});

test('a head that ends without an answer has dropped out, and a judge without a synthesis has failed', () => {
  const play = new Play([debate({ heads: ['ada', 'bob', 'cyd'], max_rounds: 1 })]);
  for (const head of ['ada', 'bob']) speak(play, 0, head, 'tabs');
  play.finish('cyd', 1, { result: { text: 'I would rather not.' } }, at(0, 'cyd'));
  expect(play.state.frames[at(1, 'ada')]?.at).toBe('ada');
  expect(play.all('step.skipped').map(({ step }) => step)).toEqual(['cyd']);
  const judged = new Play([debate({ judge: 'cyd', max_rounds: 0 })]);
  for (const head of ['ada', 'bob']) speak(judged, 0, head, 'tabs');
  judged.finish('judge', 1, {}, 'd@1[0]');
  expect(judged.state.error).toMatchObject({ code: 'failed', message: 'It gave no synthesis' });
});

describe('is refused', () => {
  const told = (more: object) =>
    problemsOf([{ id: 'd', debate: 'Q?', heads: ['claude', 'codex'], ...more }]).map(
      ({ code, message }) => `${code} ${message}`,
    );
  test('a judge that is one of the heads', () => {
    expect(told({ judge: 'codex' })).toEqual([expect.stringContaining('OMNI3015')]);
  });
  test('a neutral judge of the vendor of a head, or of none that is known', () => {
    expect(told({ judge: { agent: 'twin', vendor: 'neutral' } })).toEqual([expect.stringContaining('anthropic')]);
    expect(told({ judge: { agent: 'stranger', vendor: 'neutral' } })).toEqual([expect.stringContaining('not known')]);
    expect(told({ judge: { agent: 'pi', vendor: 'neutral' } })).toEqual([]);
    expect(told({ judge: 'twin' })).toEqual([]);
  });
  test('heads that nobody has, and an earlier debate of other heads', () => {
    expect(told({ heads: ['claude', 'codx'] })).toEqual([expect.stringContaining('OMNI2011')]);
    const steps = [
      { id: 'a', debate: 'Q?', heads: ['claude', 'codex'] },
      { id: 'b', debate: 'Q?', heads: ['claude', 'pi'], continues: 'a' },
    ];
    expect(problemsOf(steps)).toMatchObject([{ code: 'OMNI3007' }]);
  });
});

test('its bound counts every round of every head, and the judge', () => {
  const compiled = compile(specOf([{ id: 'd', debate: 'Q?', heads: ['claude', 'codex'], judge: 'pi', max_rounds: 3 }]));
  expect('workflow' in compiled && compiled.workflow.bounds).toEqual({ sessions: 9, parallel: 2 });
});

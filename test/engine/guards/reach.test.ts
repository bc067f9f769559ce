/** How far a policy reaches: nothing that happens below where it stands gets by it. */
import { describe, expect, test } from 'vitest';
import { compile } from '../../../engine/compile/index.ts';
import { isOver } from '../../../engine/guards/guard.ts';
import type { Spec } from '../../../schema/spec.ts';
import { answerOf, guarded, policy, shell } from './stage.ts';

const never = policy({ name: 'never', rules: [{ id: 'no', before: ['tool', 'step'], decide: 'deny', reason: 'no' }] });
const agents = {
  ada: { name: 'ada', harness: 'simulate', vendor: 'anthropic' },
  bob: { name: 'bob', harness: 'simulate', vendor: 'openai' },
  cyd: { name: 'cyd', harness: 'simulate', vendor: 'google' },
};
const compiled = (spec: object) => {
  const result = compile(spec as Spec);
  if ('problems' in result) throw new Error(JSON.stringify(result.problems));
  return result.workflow;
};

describe('the name of a policy', () => {
  const budget = policy({ name: 'budget', rules: [{ id: 'p', before: 'tool', decide: 'deny', reason: 'project' }] });
  const loose = policy({ name: 'budget', rules: [{ id: 'w', before: 'merge', decide: 'deny', reason: 'used' }] });

  test('is not taken from one of the project by a workflow that a step called project uses', () => {
    const inner = {
      workflow: { name: 'inner', steps: [{ id: 'work', agent: 'ada', prompt: 'Go.' }], policies: [loose] },
      agents,
    };
    const workflow = compiled({
      workflow: { name: 'outer', steps: [{ id: 'project', uses: 'inner.yaml' }] },
      agents,
      workflows: { 'inner.yaml': inner },
      policies: [budget],
    });
    expect(workflow.guards.map(({ policy: { spec } }) => spec.rules[0]?.reason)).toEqual(['project', 'used']);
  });
});

test('a policy of a step is over every step below it, of whatever kind', () => {
  const inner = {
    workflow: { name: 'inner', steps: [{ id: 'lint', run: 'true', on_error: [{ id: 'h', run: 'true' }] }] },
    agents,
  };
  const workflow = compiled({
    workflow: {
      name: 'outer',
      steps: [
        {
          id: 'top',
          policies: [never],
          on_error: [{ id: 'mend', agent: 'ada', prompt: 'x' }],
          steps: [
            {
              id: 'a',
              parallel: 'all',
              steps: [
                { id: 'b', run: 'true' },
                { id: 'c', steps: [{ run: 'true' }] },
              ],
            },
            {
              id: 'd',
              foreach: ['${{ [1, 2] }}'],
              steps: [
                { id: 'e', agent: 'ada', prompt: 'x', worktree: true },
                { id: 'r', review: 'e', reviewer: { from: ['bob'] } },
              ],
            },
            { id: 'f', until: '${{ true }}', max: 2, steps: [{ id: 'g', run: 'true' }] },
            { id: 'u', uses: 'inner.yaml' },
            { id: 'q', debate: 'x', heads: ['ada', 'bob'], judge: 'cyd' },
          ],
        },
      ],
    },
    agents,
    workflows: { 'inner.yaml': inner },
  });
  const steps = Object.values(workflow.bodies).flatMap((body) => Object.values(body.steps));
  expect(steps.length).toBeGreaterThan(18);
  const [guard] = workflow.guards;
  expect(steps.filter((step) => !isOver(guard!, step, undefined)).map(({ key }) => key)).toEqual([]);
});

describe('a policy of an agent', () => {
  const ask = policy({
    name: 'first',
    rules: [{ id: 'start', before: 'step', decide: 'ask', reason: 'May ada work?' }],
  });
  const nobody = policy({
    name: 'nobody',
    rules: [{ id: 'sam', before: 'approval', when: 'approval.by == "sam"', decide: 'deny', reason: 'not sam' }],
  });

  test('stands before the answer to what is asked when its step begins', () => {
    const play = guarded([{ id: 'work', agent: 'ada', prompt: 'Go.' }], { workflow: [ask], agent: [nobody] });
    expect(play.step('work')?.life).toBe('asking');
    play.say({ type: 'approval.answered', approval: play.open[0], granted: true, by: 'sam' });
    expect(play.step('work')?.life).toBe('asking');
    play.say({ type: 'approval.answered', approval: play.open[0], granted: true, by: 'lee' });
    expect(play.step('work')?.life).toBe('running');
  });

  test('remembers the answer to what it asks when its step begins', () => {
    const once = policy({
      name: 'once',
      state: { approved: { type: 'number', default: 0 } },
      track: [{ after: 'approval', when: 'approval.granted', set: { approved: 'state.approved + 1' } }],
      rules: [{ id: 'start', before: 'step', when: 'state.approved < 1', decide: 'ask', reason: 'first' }],
    });
    const steps = [
      { id: 'work', agent: 'ada', prompt: 'Go.' },
      { id: 'more', agent: 'ada', prompt: 'Go.' },
    ];
    const play = guarded(steps, { agent: [once] });
    play.answer(play.open[0]!, true);
    expect(play.step('work')?.life).toBe('running');
    play.finish('work');
    expect(play.step('more')?.life).toBe('running');
  });
});

describe('a session', () => {
  const taint = policy({
    name: 'taint',
    scope: 'session',
    state: { tainted: { type: 'boolean', default: false }, kinds: { type: 'array', default: [] } },
    track: [
      { after: 'tool', when: 'tool.kind == "fetch"', set: { tainted: 'true' } },
      { after: 'tool', set: { kinds: 'state.kinds + [tool.kind]' } },
    ],
    rules: [
      { id: 'no', before: 'tool', when: 'state.tainted && tool.kind == "shell"', decide: 'deny', reason: 'tainted' },
    ],
  });
  const fetch = {
    kind: 'fetch',
    name: 'fetch',
    input: {},
    digest: 'f',
    reading: { files: [], commands: [], installs: [], hosts: [], opaque: [] },
  };
  const steps = [
    { id: 'work', agent: 'ada', prompt: 'Go.' },
    { id: 'more', agent: 'ada', prompt: 'Go on.', session: 'work' },
  ];

  const begun = () => {
    const play = guarded(steps, [taint]);
    play.say({ type: 'session.opened', frame: '', step: 'work', attempt: 1, session: 's1' });
    play.call('a', fetch);
    play.completed('a');
    play.finish('work');
    return play;
  };

  test('that goes on keeps what is remembered of it', () => {
    const play = begun();
    expect(answerOf(play.call('b', shell('ls'), 'more'))).toMatchObject({ allow: false });
  });

  test('that goes on is judged by what is remembered of it before it does', () => {
    const start = { ...taint.rules[0]!, before: ['tool', 'turn'] as const, when: 'state.tainted' };
    const play = guarded(steps, [{ ...taint, rules: [{ ...start, before: [...start.before] }] }]);
    play.say({ type: 'session.opened', frame: '', step: 'work', attempt: 1, session: 's1' });
    play.call('a', fetch);
    play.completed('a');
    play.finish('work');
    expect(play.state.status).toBe('refused');
  });

  test('that goes on under another name keeps what is remembered of it', () => {
    const play = begun();
    play.say({ type: 'session.opened', frame: '', step: 'more', attempt: 1, session: 's2' });
    expect(answerOf(play.call('b', shell('ls'), 'more'))).toMatchObject({ allow: false });
  });

  test('that calls itself by the name of another is not taken for it', () => {
    const play = guarded([{ id: 'clean', agent: 'bob', prompt: 'Go.' }, steps[0]!], [taint]);
    const say = (step: string, session: string) =>
      play.say({ type: 'session.opened', frame: '', step, attempt: 1, session });
    say('clean', 's1');
    play.call('a', shell('ls'), 'clean');
    play.completed('a', true, 'clean');
    play.finish('clean');
    say('work', 's2');
    play.call('b', fetch);
    play.completed('b');
    say('work', 's1');
    expect(answerOf(play.call('c', shell('ls')))).toMatchObject({ allow: false });
  });
});

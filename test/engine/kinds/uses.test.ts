/** A workflow as a step: in its own names, with its own agents, and nothing of whoever uses it. */
import { describe, expect, test } from 'vitest';
import { compile } from '../../../engine/compile/index.ts';
import type { Spec } from '../../../schema/spec.ts';
import { effectsOf, Play } from '../play.ts';

const agent = (name: string, vendor: string) => ({ name, harness: 'simulate' as const, vendor });
const flow = {
  workflow: {
    name: 'greet',
    inputs: { name: { type: 'string' }, loud: { type: 'boolean', default: false } },
    steps: [{ id: 'say', agent: 'ada', prompt: 'Greet ${{ inputs.name }}${{ inputs.loud ? "!" : "" }}' }],
    outputs: { text: '${{ steps.say.text }}', agents: "${{ agents.map(a, a.name).join(',') }}" },
  },
  agents: { ada: agent('Ada Two', 'google') },
};
const specOf = (steps: readonly object[], more: object = {}, used: object = flow): Spec =>
  ({
    workflow: { name: 'main', inputs: { who: {} }, steps, ...more },
    agents: { ada: agent('ada', 'anthropic') },
    workflows: { 'greet.yaml': used },
  }) as unknown as Spec;
const told = (spec: Spec) => {
  const compiled = compile(spec);
  return 'problems' in compiled ? compiled.problems.map(({ code, path }) => `${code} ${path.join('.')}`) : [];
};
const step = { id: 'hi', uses: 'greet.yaml', with: { name: '${{ inputs.who }}' } };

test('runs in a frame of its own with its inputs, and gives its outputs', () => {
  const play = Play.of(specOf([step, { id: 'next', run: ['echo', '${{ steps.hi.output.text }}'] }]), { who: 'Bo' });
  const [start] = effectsOf({ events: [], effects: play.die(play.journal.length).effects }, 'startAttempt');
  expect(start?.plan).toMatchObject({ agent: 'hi/ada', prompt: 'Greet Bo' });
  play.finish('say', 2, { result: { text: 'Hello Bo' } }, 'hi@1');
  expect(play.step('hi')?.result).toMatchObject({ output: { text: 'Hello Bo', agents: 'ada' } });
  expect(play.all('step.started').at(-1)?.plan).toEqual({ run: ['echo', 'Hello Bo'] });
});

test('its vendor is that of its own agent, whatever the user calls one of its own', () => {
  const play = Play.of(specOf([step]), { who: 'Bo' });
  expect(play.workflow.vendors).toEqual({ ada: 'anthropic', 'hi/ada': 'google' });
});

test('inputs that do not fit at run time fail the step before anything is entered', () => {
  // A text stays one: nothing is read as it would be from a command line.
  const loud = { ...step, with: { name: 'Bo', loud: '${{ inputs.who }}' } };
  expect(Play.of(specOf([loud]), { who: 'true' }).state.status).toBe('failed');
  const play = Play.of(specOf([step]), { who: 7 });
  expect(play.state.status).toBe('failed');
  expect(play.all('frame.opened')).toEqual([]);
});

test('it fails with its body, and cancels with its user', () => {
  const play = Play.of(specOf([step]), { who: 'Bo' });
  play.fail('say', 1, 'hi@1');
  expect(play.state.error).toMatchObject({ step: 'say' });
  const other = Play.of(specOf([step]), { who: 'Bo' });
  other.cancel();
  other.stopped('say', 1, 'hi@1');
  expect(other.state.status).toBe('cancelled');
});

describe('is refused', () => {
  test.each([
    ['an input that it has not', { ...step, with: { name: 'x', nane: 'y' } }, 'OMNI3013 workflow.steps.0.with.nane'],
    ['without an input that it needs', { id: 'hi', uses: 'greet.yaml' }, 'OMNI3013 workflow.steps.0.uses'],
    [
      'with a literal of the wrong type',
      { ...step, with: { name: 'x', loud: 'yes' } },
      'OMNI3013 workflow.steps.0.with.loud',
    ],
    [
      'with a template inside a list',
      { ...step, with: { name: ['${{ inputs.who }}'] } },
      'OMNI3013 workflow.steps.0.with.name',
    ],
    ['with an env that nobody would get', { ...step, env: { A: 'b' } }, 'OMNI3006 workflow.steps.0.env'],
  ])('%s', (_, given, expected) => expect(told(specOf([given]))).toEqual([expected]));

  test('a secret that is not granted', () => {
    const used = { ...flow, workflow: { ...flow.workflow, secrets: ['TOKEN'] } };
    expect(told(specOf([step], {}, used))).toEqual(['OMNI2013 workflow.steps.0.uses']);
    expect(told(specOf([step], { secrets: ['TOKEN'] }, used))).toEqual([]);
  });

  test('what it says of a run', () => {
    const used = { ...flow, workflow: { ...flow.workflow, workspace: 'here' } };
    expect(told(specOf([step], {}, used))).toEqual(['OMNI3006 workflows.greet.yaml.workflow.workspace']);
  });

  test('a look at the steps or items around it', () => {
    const used = {
      ...flow,
      workflow: { ...flow.workflow, steps: [{ id: 'say', run: ['echo', '${{ n }}'] }], outputs: {} },
    };
    const loop = { id: 'each', foreach: { n: [1] }, steps: [step] };
    expect(told(specOf([loop], {}, used))).toEqual(['OMNI2002 workflows.greet.yaml.workflow.steps.0.run.1']);
  });

  test('OMNI3014: a chain that is too deep', () => {
    const chain = (n: number) => ({ workflow: { name: `w${n}`, steps: [{ uses: `${n + 1}.yaml` }] }, agents: {} });
    const workflows = Object.fromEntries(Array.from({ length: 12 }, (_, n) => [`${n}.yaml`, chain(n)]));
    const spec = { workflow: { name: 'main', steps: [{ uses: '0.yaml' }] }, agents: {}, workflows } as unknown as Spec;
    expect(told(spec)).toEqual(['OMNI3014 workflows.7.yaml.workflow.steps.0.uses']);
  });
});

test('what its steps leave names its agents as it does, also to a reviewer and to a session that goes on', () => {
  const reviewer = { from: ['ada', 'bob'] };
  const steps = [
    { id: 'write', agent: 'ada', prompt: 'Write' },
    { id: 'check', review: 'write', reviewer },
    { id: 'on', agent: 'ada', prompt: 'Go on', session: 'write' },
    { id: 'other', agent: '${{ agents.filter(a, a.name != steps.write.agent)[0].name }}', prompt: 'Read' },
  ];
  const outputs = { who: '${{ steps.write.agent }} ${{ steps.check.reviewer.name }} ${{ steps.other.agent }}' };
  const agents = { ada: agent('ada', 'google'), bob: agent('bob', 'openai') };
  const used = { workflow: { name: 'used', steps, outputs }, agents };
  const play = Play.of(
    specOf(
      [
        { id: 'hi', uses: 'greet.yaml' },
        { id: 'next', run: ['true'] },
      ],
      {},
      used,
    ),
    { who: 'Bo' },
  );
  play.say({ type: 'session.opened', frame: 'hi@1', step: 'write', attempt: 1, session: 's' });
  play.finish('write', 1, { result: { text: 'x' } }, 'hi@1');
  expect(play.step('check', 'hi@1')?.plan).toMatchObject({ agent: 'hi/bob', writer: 'hi/ada' });
  play.finish('check', 1, { result: { verdict: 'approve', findings: [] } }, 'hi@1');
  expect(play.step('on', 'hi@1')?.plan).toMatchObject({ agent: 'hi/ada', session: 's' });
  play.finish('on', 1, { result: { text: 'x' } }, 'hi@1');
  expect(play.step('other', 'hi@1')?.plan).toMatchObject({ agent: 'hi/bob' });
  play.finish('other', 1, { result: { text: 'x' } }, 'hi@1');
  expect(play.step('hi')?.result).toMatchObject({ output: { who: 'ada bob bob' } });
});

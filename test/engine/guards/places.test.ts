/** Where policies stand, and what is refused because nobody could keep it. */
import { describe, expect, test } from 'vitest';
import { compile } from '../../../engine/compile/index.ts';
import { brokenGuarantees, readsToday } from '../../../engine/guards/guarantees.ts';
import type { Capabilities } from '../../../engine/ports/harness.ts';
import type { Spec } from '../../../schema/spec.ts';
import { policy } from './stage.ts';

const deny = (name: string, before: 'tool' | 'step' | 'merge' | 'egress' | 'result' = 'tool') =>
  policy({ name, rules: [{ id: 'no', before, decide: 'deny', reason: 'No' }] });
const agent = (name: string, more: object = {}) => ({ name, harness: 'simulate', vendor: 'anthropic', ...more });

function compiled(spec: object) {
  const result = compile(spec as Spec);
  if ('problems' in result) throw new Error(JSON.stringify(result.problems));
  return result.workflow;
}

const steps = [{ id: 'work', agent: 'ada', prompt: 'Go.', policies: [deny('narrow')] }];

describe('policies stand', () => {
  test('at every level under a name of their own, the widest first', () => {
    const { guards } = compiled({
      policies: [deny('calm')],
      workflow: { name: 'w', steps, policies: [deny('calm')] },
      agents: { ada: agent('ada', { policies: [deny('calm')] }) },
    });
    expect(guards.map(({ id, level }) => [id, level])).toEqual([
      ['project/calm', 'project'],
      ['calm', 'workflow'],
      ['agent:ada/calm', 'agent'],
      ['step:work/narrow', 'step'],
    ]);
  });

  test('over the steps of a workflow that is used, whatever the step that uses it is called', () => {
    const { guards } = compiled({
      policies: [deny('calm')],
      workflow: { name: 'w', steps: [{ id: 'project', uses: 'lint.yaml' }] },
      agents: {},
      workflows: {
        'lint.yaml': {
          workflow: { name: 'lint', steps: [{ id: 'work', agent: 'ada', prompt: 'Go.' }], policies: [deny('calm')] },
          agents: { ada: agent('ada', { policies: [deny('own')] }) },
        },
      },
    });
    expect(guards.map(({ id, flow, agent: name }) => [id, flow, name])).toEqual([
      ['project/calm', '', undefined],
      ['uses:project/calm', 'project/', undefined],
      ['agent:project/ada/own', 'project/', 'project/ada'],
    ]);
  });

  test('with every fault of their expressions told where it stands', () => {
    const faulty = policy({
      rules: [{ id: 'no', before: 'tool', when: 'tool.comands == 1', decide: 'deny', reason: '${{ toll }}' }],
    });
    const result = compile({
      workflow: { name: 'w', steps: [{ ...steps[0], policies: [faulty] }] },
      agents: { ada: agent('ada') },
    } as never);
    expect('problems' in result && result.problems.map(({ code, path }) => [code, path.join('.')])).toEqual([
      ['OMNI2004', 'workflow.steps.0.policies.0.rules.0.when'],
      ['OMNI2002', 'workflow.steps.0.policies.0.rules.0.reason'],
    ]);
  });

  test.each(['result', 'egress'] as const)('not before %s: OMNI4030, since nothing would ever ask it', (point) => {
    const result = compile({
      workflow: { name: 'w', steps, policies: [deny('far', point)] },
      agents: { ada: agent('ada') },
    } as never);
    expect('problems' in result && result.problems).toMatchObject([
      { code: 'OMNI4030', path: ['workflow', 'policies', 0, 'rules', 0, 'before'] },
    ]);
  });
});

describe('a harness that does not ask before every call', () => {
  const blind = { name: 'blind', capabilities: { asksEveryTool: false } as Capabilities };
  const workflow = (policies: object[], more: object = {}) =>
    compiled({
      workflow: {
        name: 'w',
        steps: [
          { id: 'work', agent: 'ada', prompt: 'Go.' },
          { id: 'more', agent: 'bob', prompt: 'Go.', ...more },
        ],
        policies,
      },
      agents: { ada: agent('ada'), bob: agent('bob') },
    });
  const broken = (policies: object[], more: object = {}) =>
    brokenGuarantees(workflow(policies, more), (name) => (name === 'ada' ? blind : undefined));

  test('is refused with its name where a policy is about calls: OMNI5007', () => {
    expect(broken([deny('calm')])).toMatchObject([
      { code: 'OMNI5007', path: ['agents', 'ada', 'harness'], message: expect.stringMatching(/blind.*'ada'.*'calm'/) },
    ]);
    const tracking = {
      ...deny('calm', 'step'),
      state: { n: { type: 'integer', default: 0 } },
      track: [{ after: 'tool', set: { n: 'state.n + 1' } }],
    };
    expect(broken([tracking])).toHaveLength(1);
  });

  test('will do where policies are about steps and merges, or about other agents', () => {
    expect(broken([deny('calm', 'step'), deny('landing', 'merge')])).toEqual([]);
    expect(broken([], { policies: [deny('calm')] })).toEqual([]);
  });
});

test('what other runs spent is looked up only where a policy reads it', () => {
  const reading = (when: string) =>
    compiled({
      workflow: {
        name: 'w',
        steps,
        policies: [policy({ rules: [{ id: 'no', before: 'step', when, decide: 'deny', reason: 'No' }] })],
      },
      agents: { ada: agent('ada') },
    });
  expect(readsToday(reading('cost.user_today > 10'))).toBe(true);
  expect(readsToday(reading('cost.run > 10'))).toBe(false);
});

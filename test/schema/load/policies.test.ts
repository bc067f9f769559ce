/** Policies where they stand: found, given their inputs, named, and each value with its place. */
import { describe, expect, test } from 'vitest';
import { load, summarise, workflow } from '../project.ts';

const policy = (name: string, more = '') =>
  `apiVersion: omni/v1\nkind: Policy\nname: ${name}\n${more}rules:\n  - { id: no, before: tool, decide: deny, reason: No. }\n`;
const agent = (name: string, more = 'harness: codex') => `apiVersion: omni/v1\nkind: Agent\nname: ${name}\n${more}\n`;
const project = (more: string) => `apiVersion: omni/v1\nkind: Project\n${more}\n`;
const rules = [{ id: 'no', before: 'tool', decide: 'deny', reason: 'No.' }];
const inline = (name: string) => `{ name: ${name}, rules: [{ id: no, before: tool, decide: deny, reason: No. }] }`;
const policies = { calm: policy('calm') };

describe('a policy stands', () => {
  test('in a file, in the same file, built in, and inline', () => {
    const { spec, issues } = load(
      {
        'main.yaml': `${workflow(`policies:\n  - uses: policies/far.yaml\n  - uses: near\n  - uses: omni/calm\n  - ${inline('here')}`)}---\n${policy('near', 'description: Near.\n')}`,
        'policies/far.yaml': policy('far'),
      },
      { policies },
    );
    expect(issues).toEqual([]);
    expect(spec?.workflow.policies).toEqual([
      { name: 'far', rules },
      { name: 'near', description: 'Near.', rules },
      { name: 'calm', rules },
      { name: 'here', rules },
    ]);
  });

  test('over a workflow, an agent, every kind of step, and the workflows that steps use', () => {
    const { spec, issues } = load({
      'main.yaml': workflow(
        `agents:\n  a: { harness: pi, policies: [${inline('of-agent')}] }\nsteps:\n  - steps:\n      - run: ls\n        policies: [${inline('of-run')}]\n    policies: [${inline('of-group')}]\n    on_error:\n      - run: ls\n        policies: [${inline('of-handler')}]\n  - uses: flow.yaml`,
      ),
      'flow.yaml': workflow(
        `policies: [{ uses: policies/far.yaml }]\nsteps:\n  - run: ls\n    policies: [${inline('deep')}]`,
      ),
      'policies/far.yaml': policy('far'),
    });
    expect(issues).toEqual([]);
    expect(spec?.agents.a?.policies).toMatchObject([{ name: 'of-agent' }]);
    expect(spec?.workflow.steps[0]).toMatchObject({
      steps: [{ policies: [{ name: 'of-run' }] }],
      policies: [{ name: 'of-group' }],
      on_error: [{ policies: [{ name: 'of-handler' }] }],
    });
    expect(spec?.workflows?.['flow.yaml']?.workflow).toMatchObject({
      policies: [{ name: 'far', rules }],
      steps: [{ policies: [{ name: 'deep' }] }],
    });
  });

  test('on an agent beside those of the agent that it starts from', () => {
    const { spec, issues } = load({
      'main.yaml': workflow(`agents: { a: { uses: b.yaml, policies: [${inline('own')}] } }`),
      'b.yaml': agent('b', `uses: c.yaml\npolicies: [{ uses: calm.yaml }]`),
      'c.yaml': agent('c', `harness: pi\npolicies: [${inline('first')}]`),
      'calm.yaml': policy('calm'),
    });
    expect(issues).toEqual([]);
    expect(spec?.agents.a?.policies?.map(({ name }) => name)).toEqual(['first', 'calm', 'own']);
  });

  test('in omni.yaml, over everything', () => {
    const { spec, issues } = load(
      {
        'main.yaml': workflow('- run: ls'),
        'omni.yaml': `${project('policies:\n  - uses: near\n  - uses: omni/calm\n    name: calmer\nroles: { lead: [ada] }')}---\n${policy('near')}`,
      },
      { policies, project: 'omni.yaml' },
    );
    expect(issues).toEqual([]);
    expect(spec?.policies).toEqual([
      { name: 'near', rules },
      { name: 'calmer', rules },
    ]);
    expect(spec?.roles).toEqual({ lead: ['ada'] });
  });

  test('or nowhere: then the spec says nothing of policies', () => {
    const { spec } = load(workflow('- run: ls'), { policies, project: 'omni.yaml' });
    expect(Object.keys(spec!)).toEqual(['workflow', 'agents']);
    expect(
      load({ 'main.yaml': workflow('- run: ls'), 'omni.yaml': '# the root\n' }, { project: 'omni.yaml' }).issues,
    ).toEqual([]);
  });
});

test('numbers and booleans of a track stand for themselves', () => {
  const { spec } = load(
    workflow(
      'policies:\n  - name: p\n    state: { n: { type: number, default: 0 }, b: { type: boolean, default: false }, s: { type: string, default: "" } }\n    track: [{ after: tool, set: { n: -1.5, b: true, s: run.id } }]\n    rules: [{ id: no, before: tool, decide: deny, reason: No. }]',
    ),
  );
  expect(spec?.workflow.policies?.[0]?.track?.[0]?.set).toEqual({ n: '-1.5', b: 'true', s: 'run.id' });
});

describe('inputs', () => {
  const budget = policy(
    'budget',
    'inputs:\n  most: { type: number, description: In dollars }\n  who: { type: array, items: { type: string }, default: [all] }\n',
  );
  const using = (more: string) =>
    load({ 'main.yaml': workflow(`policies:\n  - uses: budget.yaml\n    ${more}`), 'budget.yaml': budget });

  test('have the values that are given, else their defaults', () => {
    expect(using('with: { most: 3 }').spec?.workflow.policies?.[0]?.with).toEqual({ most: 3, who: ['all'] });
    expect(using('with: { most: 3, who: [ada] }').spec?.workflow.policies?.[0]?.with).toEqual({
      most: 3,
      who: ['ada'],
    });
  });

  test.each([
    ['name: other', 'OMNI4006 5:11 the input `most` of this policy has no value (In dollars)'],
    ['with: { most: many }', 'OMNI4006 6:19 `most` must be a number, not the text "many"'],
    ['with: { most: 3, who: [1] }', 'OMNI4006 6:28 item 1 of `who` must be a text, not a whole number'],
    ['with: { most: 3, mots: 4 }', 'OMNI4006 6:22 the policy has no input called "mots"'],
    [
      'with: { most: "${{ inputs.x }}" }',
      'OMNI4006 6:19 `most` holds a `${{ }}`, and a policy is the same for the whole run',
    ],
  ])('%s', (more, told) => {
    expect(summarise(using(more))).toEqual([told]);
  });

  test('of a policy that is written where it stands need a default', () => {
    const own = (schema: string) =>
      load(
        workflow(
          `policies:\n  - name: p\n    inputs: { n: ${schema} }\n    rules: [{ id: no, before: tool, decide: deny, reason: No. }]`,
        ),
      );
    expect(own('{ type: integer, default: 2 }').spec?.workflow.policies?.[0]?.with).toEqual({ n: 2 });
    expect(summarise(own('{ type: integer }'))).toEqual(['OMNI4006 6:15 the input `n` of this policy has no value']);
    // What is wrong with a schema is told once, where it stands.
    expect(summarise(own('{ type: integer, default: x }'))).toEqual([
      'OMNI1042 6:44 `default` must be a whole number, not the text "x"',
    ]);
  });
});

describe('names', () => {
  test('stand once in a place, and may stand in another', () => {
    const twice = load(
      {
        'main.yaml': workflow(
          `agents: { a: { harness: pi, policies: [{ uses: omni/calm }] } }\npolicies:\n  - uses: omni/calm\n  - uses: omni/calm\n  - ${inline('calm')}\n  - uses: omni/calm\n    name: calmer\n  - uses: omni/calm\n    name: calmer`,
        ),
      },
      { policies },
    );
    expect(summarise(twice)).toEqual([
      'OMNI4001 7:11 two policies that stand here are called `calm`',
      'OMNI4001 8:13 two policies that stand here are called `calm`',
      'OMNI4001 12:11 two policies that stand here are called `calmer`',
    ]);
    expect(twice.issues[0]?.help).toBe('give one of them another name: `name: calm-2`');
  });

  test('of the policies of an agent are told where the second stands', () => {
    const { issues } = load(
      {
        'main.yaml': workflow('agents: { a: { uses: b.yaml, policies: [{ uses: omni/calm }] } }'),
        'b.yaml': agent('b', 'harness: pi\npolicies: [{ uses: omni/calm }]'),
      },
      { policies },
    );
    expect(issues).toMatchObject([{ code: 'OMNI4001', file: 'main.yaml', line: 4 }]);
  });
});

describe('what cannot be used', () => {
  test.each([
    ['nobody', 'OMNI1038', 'this file has no document called `nobody`'],
    ['calm', 'OMNI1038', 'this file has no document called `calm`'],
    ['hello', 'OMNI1039', '`hello` is a Workflow, and a policy is wanted here'],
    ['omni/clam', 'OMNI1038', 'there is no built-in policy `omni/clam`'],
    ['omni/claude', 'OMNI1038', 'there is no built-in policy `omni/claude`'],
    ['missing.yaml', 'OMNI1033', 'missing.yaml: missing'],
    ['../../x.yaml', 'OMNI1035', '../../x.yaml: outside'],
    ['/etc/passwd', 'OMNI1035', 'this path cannot be followed: it is not relative to this file'],
    ['agent.yaml', 'OMNI1039', 'agent.yaml holds no Policy; `uses` of a policy names a file with one'],
    ['two.yaml', 'OMNI1039', 'two.yaml holds 2 Policies; `uses` of a policy names a file with one'],
  ])('%s', (uses, code, message) => {
    const loaded = load(
      {
        'main.yaml': workflow(`policies:\n  - uses: ${uses}`),
        'agent.yaml': agent('a'),
        '../../x.yaml': { error: 'outside' },
        'two.yaml': `${policy('one')}---\n${policy('two')}`,
      },
      { policies, builtins: { claude: agent('claude') } },
    );
    expect(summarise(loaded)).toEqual([`${code} 5:11 ${message}`]);
    expect(loaded.spec).toBeUndefined();
  });

  test('an agent and a policy may be built in under one name', () => {
    const { spec, issues } = load(workflow('agents: { a: { uses: omni/calm } }\npolicies: [{ uses: omni/calm }]'), {
      policies,
      builtins: { calm: agent('calm') },
    });
    expect(issues).toEqual([]);
    expect([spec?.agents.a?.harness, spec?.workflow.policies?.[0]?.rules]).toEqual(['codex', rules]);
  });
});

describe('omni.yaml', () => {
  const beside = (text: string, main = workflow('- run: ls')) =>
    load({ 'main.yaml': main, 'omni.yaml': text }, { project: 'omni.yaml' });

  test.each([
    [
      workflow('- run: ls'),
      'OMNI1043 2:7 omni.yaml holds a Project and its Policies, and this is a document of another kind',
    ],
    [policy('p'), 'OMNI1043 2:7 omni.yaml holds no Project'],
    [`${project('name: a')}---\n${project('name: b')}`, 'OMNI1043 6:7 omni.yaml holds more than one Project'],
    [project('polices: []'), 'OMNI1003 3:1 unknown key "polices"'],
    [project('roles: { lead: [] }'), 'OMNI1007 3:16 `lead` is an empty list; it must have at least 1 item'],
    [project('roles: { "a b": [ada] }'), 'OMNI1007 3:10 "a b" cannot be a name here'],
  ])('%#', (text, told) => {
    expect(summarise(beside(text))).toEqual([told]);
    expect(beside(text).issues[0]?.file).toBe('omni.yaml');
  });

  test('is the only place of a Project', () => {
    expect(summarise(beside('', `${workflow('- run: ls')}---\n${project('policies: []')}`))).toEqual([
      'OMNI1043 8:7 a Project stands in omni.yaml at the root of the project, and nowhere else',
    ]);
  });

  test('cannot be what lies outside, or a folder', () => {
    for (const error of ['outside', 'directory', 'unreadable'] as const)
      expect(
        load({ 'main.yaml': workflow('- run: ls'), 'omni.yaml': { error } }, { project: 'omni.yaml' }).issues,
      ).toHaveLength(1);
  });
});

describe('roles', () => {
  const roles = project('roles:\n  maintainer: [ada, grace]\n  lead: [ada]');
  const asking = (approvers: string, omni = roles) =>
    load(
      {
        'main.yaml': workflow(
          `policies: [{ uses: far.yaml }]\nsteps:\n  - approve: Merge?\n    approvers: ${approvers}`,
        ),
        'far.yaml': `apiVersion: omni/v1\nkind: Policy\nname: far\nrules:\n  - { id: a, before: tool, decide: ask, reason: Sure?, approvers: ${approvers} }\n`,
        'omni.yaml': omni,
      },
      { project: 'omni.yaml' },
    );

  test('are those that omni.yaml gives', () => {
    expect(asking('{ roles: [lead, maintainer], at_least: 2 }').issues).toEqual([]);
  });

  test('are told where they are named, in rules and in steps', () => {
    const { issues } = asking('{ roles: [maintainr] }');
    expect(issues.map(({ code, file, line, message, help }) => [code, file, line, message, help])).toEqual([
      ['OMNI3008', 'far.yaml', 5, 'no role is called `maintainr`', 'did you mean `maintainer`?'],
      ['OMNI3008', 'main.yaml', 7, 'no role is called `maintainr`', 'did you mean `maintainer`?'],
    ]);
    expect(asking('{ roles: [boss] }').issues[0]?.help).toBe('known here: maintainer, lead');
    expect(asking('{ roles: [boss] }', '').issues[0]?.help).toContain('`roles: { boss: [ada@example.com] }`');
  });

  test('must be had by as many people as are wanted', () => {
    expect(asking('{ roles: [lead], at_least: 2 }').issues.map(({ message }) => message)).toEqual([
      '2 people must answer, and only 1 has one of these roles',
      '2 people must answer, and only 1 has one of these roles',
    ]);
  });
});

test('every value leads back to where it was written', () => {
  const files = {
    'main.yaml': workflow(
      `agents: { a: { uses: b.yaml, policies: [{ uses: far.yaml }] } }\npolicies:\n  - ${inline('here')}\n  - uses: far.yaml\n    name: other\n    with: { most: 3 }\nsteps:\n  - run: ls\n    policies: [{ uses: omni/calm }]\n  - uses: flow.yaml`,
    ),
    'b.yaml': agent('b', `harness: pi\npolicies: [${inline('base')}]`),
    'far.yaml': policy('far', 'inputs:\n  most: { type: number, default: 1 }\n  least: { type: number, default: 0 }\n'),
    'flow.yaml': workflow('policies:\n  - uses: far.yaml\nsteps:\n  - run: ls'),
    'omni.yaml': project('policies:\n  - uses: omni/calm'),
  };
  const { locate, origin, issues } = load(files, { policies, project: 'omni.yaml' });
  expect(issues).toEqual([]);
  const at = (path: (string | number)[], span?: { start: number; end: number }) => {
    const { file, line, column } = locate({ code: 'OMNI2002', message: 'm', path, ...(span && { span }) });
    return `${file}:${line}:${column}`;
  };
  expect(at(['workflow', 'policies', 0, 'rules', 0, 'reason'])).toBe('main.yaml:6:73');
  expect(at(['workflow', 'policies', 1, 'rules', 0, 'reason'], { start: 1, end: 2 })).toBe('far.yaml:8:52');
  expect(at(['workflow', 'policies', 1, 'name'])).toBe('main.yaml:8:11');
  expect(at(['workflow', 'policies', 1, 'with', 'most'])).toBe('main.yaml:9:19');
  expect(at(['workflow', 'policies', 1, 'with', 'least'])).toBe('far.yaml:6:35');
  expect(at(['agents', 'a', 'policies', 0, 'name'])).toBe('b.yaml:5:20');
  expect(at(['agents', 'a', 'policies', 1, 'name'])).toBe('far.yaml:3:7');
  expect(at(['workflow', 'steps', 0, 'policies', 0, 'rules', 0, 'id'])).toBe('omni/calm:5:11');
  expect(at(['workflows', 'flow.yaml', 'workflow', 'policies', 0, 'rules', 0, 'id'])).toBe('far.yaml:8:11');
  expect(at(['policies', 0, 'rules', 0, 'before'])).toBe('omni/calm:5:23');
  expect(origin(['workflow', 'policies', 1])).toEqual({ file: 'far.yaml', line: 1 });
  expect(origin(['policies', 0, 'rules', 0, 'id'])).toEqual({ file: 'omni/calm', line: 5 });
  expect(origin(['workflow', 'policies', 1, 'with', 'most'])).toEqual({ file: 'main.yaml', line: 9 });
});

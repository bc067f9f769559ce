/** The five policies of the language reference do what is said of them. */
import { expect, test } from 'vitest';
import { applyChanges, judge, type Policy, stateOf, track } from '../../policies/index.ts';
import type { Moment, PolicyState } from '../../policies/words.ts';
import type { Point, TrackPoint } from '../../schema/policy.ts';
import { compiled } from './documents.ts';
import { command, dynamic, file, moment, tool, usd } from './moments.ts';

/** A policy with its state, as the engine keeps one. */
function keep(policy: Policy) {
  let state: PolicyState = {};
  return {
    after(point: TrackPoint, what: Moment) {
      const changes = track(policy, state, point, what);
      state = applyChanges(policy, state, changes);
      return changes;
    },
    before: (point: Point, what: Moment) => judge(policy, state, point, what),
    state: () => stateOf(policy, state),
  };
}

test('push-after-install asks before a push once something was installed, until a person approved just that', () => {
  const policy = keep(
    compiled(`
state:
  installed: { type: array, items: { type: string }, default: [] }
track:
  - after: tool
    when: size(tool.installs) > 0
    set: { installed: state.installed + tool.installs }
  - after: approval
    when: approval.granted
    set:
      installed: state.installed.filter(p, !(p in approval.state.installed))
rules:
  - id: ask-before-push
    before: tool
    when: tool.commands.exists(c, c.program == 'git' && c.subcommand == 'push') && size(state.installed) > 0
    decide: ask
    reason: Pushes after installing \${{ state.installed.join(', ') }}
`),
  );
  const push = moment({ tool: tool({ commands: [command('git push origin main')] }) });
  expect(policy.before('tool', push)).toEqual([]);
  expect(policy.after('tool', push)).toEqual({});

  const install = moment({ tool: tool({ commands: [command('npm install left-pad')], installs: ['left-pad'] }) });
  expect(policy.before('tool', install)).toEqual([]);
  expect(policy.after('tool', install)).toEqual({ installed: { append: ['left-pad'] } });
  expect(policy.before('tool', push)).toEqual([
    {
      rule: 'ask-before-push',
      decision: 'ask',
      reason: 'Pushes after installing left-pad',
      facts: {
        'tool.commands': [{ program: 'git', subcommand: 'push', args: ['origin', 'main'], flags: [] }],
        'state.installed': ['left-pad'],
      },
    },
  ]);

  const asked = policy.state();
  policy.after('tool', moment({ tool: tool({ installs: ['is-odd'] }) }));
  const granted = { granted: true, by: 'bob@example.com', rule: 'ask-before-push', state: asked, cost: moment().cost };
  expect(policy.after('approval', moment({ approval: granted }))).toEqual({ installed: { set: ['is-odd'] } });
  expect(policy.before('tool', push)).toMatchObject([{ reason: 'Pushes after installing is-odd' }]);
});

test('push-after-install takes a call that cannot be read for a push, and for an install', () => {
  const policy = keep(
    compiled(`
state:
  installed: { type: array, items: { type: string }, default: [] }
track:
  - after: tool
    when: size(tool.installs) > 0
    set: { installed: state.installed + tool.installs }
rules:
  - id: ask-before-push
    before: tool
    when: tool.commands.exists(c, c.program == 'git' && c.subcommand == 'push') && size(state.installed) > 0
    decide: ask
    reason: Pushes after installing \${{ state.installed.join(', ') }}
`),
  );
  const opaque = moment({ tool: tool({ opaque: dynamic }) });
  // Nothing is installed: whatever it runs, it is no push after an install.
  expect(policy.before('tool', opaque)).toEqual([]);
  const why = 'this call cannot be read with certainty: `$X` is the program (dynamic)';
  expect(policy.after('tool', opaque)).toEqual({ installed: { unknown: why } });
  const unknown = `\`state.installed\` is not known: ${why}`;
  expect(policy.before('tool', moment({ tool: tool({ commands: [command('git push')] }) }))).toEqual([
    {
      rule: 'ask-before-push',
      decision: 'ask',
      reason: `The rule 'ask-before-push' matches; its reason cannot be told: ${unknown}`,
      facts: {
        'tool.commands': [{ program: 'git', subcommand: 'push', args: [], flags: [] }],
        'state.installed': { unknown },
      },
      unknown,
    },
  ]);
  expect(policy.before('tool', moment({ tool: tool({ commands: [command('git status')] }) }))).toEqual([]);
});

test('own-docs-only lets an agent write only documents that it created', () => {
  const policy = keep(
    compiled(`
scope: agent
state:
  created: { type: array, items: { type: string }, default: [] }
track:
  - after: tool
    when: tool.files.exists(f, f.op == 'create')
    set:
      created: state.created + tool.files.filter(f, f.op == 'create').map(f, f.path)
rules:
  - id: not-its-own
    before: tool
    when: >-
      tool.files.exists(f, f.op in ['edit', 'delete'] && glob('docs/**', f.path) && !(f.path in state.created))
    decide: deny
    reason: \${{ tool.files.map(f, f.path).join(', ') }} holds a document that \${{ agent.name }} did not create
`),
  );
  const edit = (path: string) => moment({ tool: tool({ files: [file(path, 'edit')] }, { kind: 'edit' }) });
  expect(policy.before('tool', edit('docs/theirs.md'))).toMatchObject([
    { rule: 'not-its-own', decision: 'deny', reason: 'docs/theirs.md holds a document that claude did not create' },
  ]);
  expect(policy.before('tool', edit('src/index.ts'))).toEqual([]);
  const create = moment({ tool: tool({ files: [file('docs/own.md', 'create'), file('docs/read.md', 'read')] }) });
  expect(policy.after('tool', create)).toEqual({ created: { append: ['docs/own.md'] } });
  expect(policy.before('tool', edit('docs/own.md'))).toEqual([]);
});

test('spend-checkpoint asks after each amount, and at once when the cost is not known', () => {
  const policy = keep(
    compiled(`
inputs:
  every_usd: { type: number, default: 100 }
state:
  approved_usd: { type: number, default: 0 }
track:
  - after: approval
    when: approval.granted
    set: { approved_usd: approval.cost.run }
rules:
  - id: checkpoint
    before: [step, tool, turn]
    when: cost.run - state.approved_usd >= inputs.every_usd
    decide: ask
    reason: "\${{ cost.run }} USD spent, \${{ state.approved_usd }} approved"
`),
  );
  expect(policy.before('turn', moment({ cost: usd(99.99) }))).toEqual([]);
  const [asked] = policy.before('turn', moment({ cost: usd(100.5) }));
  expect(asked).toEqual({
    rule: 'checkpoint',
    decision: 'ask',
    reason: '100.5 USD spent, 0 approved',
    facts: { 'cost.run': 100.5, 'state.approved_usd': 0, 'inputs.every_usd': 100 },
  });
  const spent = { ...moment().cost, ...usd(100.5) };
  const granted = { granted: true, by: 'bob', rule: 'checkpoint', state: policy.state(), cost: spent };
  expect(policy.after('approval', moment({ approval: { ...granted, granted: false } }))).toEqual({});
  expect(policy.after('approval', moment({ approval: granted }))).toEqual({ approved_usd: { set: 100.5 } });
  expect(policy.before('step', moment({ cost: usd(200) }))).toEqual([]);
  expect(policy.before('step', moment({ cost: usd(200.5) }))).toHaveLength(1);
  expect(policy.before('tool', moment({ cost: { run: undefined } }))).toMatchObject([
    { decision: 'ask', unknown: 'the cost of this run is not known' },
  ]);
});

test('reviewed-src lets land only what a reviewer approved, byte for byte', () => {
  const policy = keep(
    compiled(`
inputs:
  paths: { type: string, default: "src/**" }
state:
  approved: { type: array, items: { type: string }, default: [] }
track:
  - after: verdict
    when: verdict.verdict == 'approve'
    set:
      approved: state.approved + verdict.files.map(f, f.path + ' ' + f.hash)
rules:
  - id: merge-unreviewed
    before: merge
    when: >-
      merge.files.exists(f, glob(inputs.paths, f.path) && !(f.path + ' ' + f.hash in state.approved))
    decide: deny
    reason: Unreviewed content in \${{ merge.branch }}
`),
  );
  const who = { name: 'codex', vendor: 'openai' };
  const merge = (...files: ReturnType<typeof file>[]) =>
    moment({ merge: { branch: 'omni/r1/build', into: 'main', files, verdicts: [] } });
  const verdict = (word: string) =>
    moment({ verdict: { verdict: word, reviewer: who, writer: who, files: [file('src/a.ts', 'edit', 'aa')] } });

  policy.after('verdict', verdict('request_changes'));
  expect(policy.before('merge', merge(file('src/a.ts', 'edit', 'aa')))).toMatchObject([
    { decision: 'deny', reason: 'Unreviewed content in omni/r1/build' },
  ]);
  policy.after('verdict', verdict('approve'));
  expect(policy.before('merge', merge(file('src/a.ts', 'edit', 'aa'), file('README.md', 'edit', 'bb')))).toEqual([]);
  expect(policy.before('merge', merge(file('src/a.ts', 'edit', 'ab')))).toHaveLength(1);
  const [unknown] = policy.before('merge', merge(file('src/a.ts', 'edit')));
  expect(unknown).toMatchObject({ unknown: '`f` has no `hash`: the content is not known beforehand' });
});

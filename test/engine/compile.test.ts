import { describe, expect, test } from 'vitest';
import { rootBody } from '../../engine/compile/workflow.ts';
import { problemsOf, workflowOf } from './spec.ts';

const write = { id: 'write', agent: 'claude', prompt: 'Write.' };
const plan = {
  id: 'plan',
  agent: 'claude',
  prompt: 'Plan.',
  output: {
    type: 'object',
    required: ['parts'],
    properties: {
      parts: {
        type: 'array',
        maxItems: 5,
        items: {
          type: 'object',
          required: ['writer'],
          properties: { writer: { enum: ['claude', 'codex'] }, who: { type: 'string' } },
        },
      },
    },
  },
};
const each = (inner: readonly object[]) => ({
  id: 'each',
  foreach: { part: '${{ steps.plan.output.parts }}' },
  steps: inner,
});
const review = (reviewer: object, more: object = {}) => ({ id: 'review', review: 'write', reviewer, ...more });

/** Code, where it stands below `steps`, the steps, and words that the message must hold. */
const refused: readonly [string, readonly (string | number)[], readonly object[], RegExp][] = [
  ['OMNI2001', [0, 'if'], [{ id: 'a', if: '1 +', run: 'true' }], /./],
  ['OMNI2002', [0, 'if'], [{ id: 'a', if: 'input.goal == "x"', run: 'true' }], /input/],
  ['OMNI2003', [0, 'if'], [{ id: 'a', if: 'inputs.goal + 1 == 2', run: 'true' }], /./],
  ['OMNI2004', [0, 'prompt'], [{ ...write, prompt: '${{ inputs.gaol }}' }], /gaol/],
  ['OMNI2005', [0, 'prompt'], [{ ...write, prompt: 'Do ${{ inputs.goal' }], /./],
  ['OMNI2006', [0, 'run'], [{ id: 'a', run: 'echo ${{ inputs.goal }}' }], /shell/],
  ['OMNI2007', [1, 'if'], [write, { id: 'b', if: 'steps.write.text == "yes"', run: 'true' }], /./],
  [
    'OMNI2008',
    [1, 'prompt'],
    [
      { ...plan, if: 'inputs.goal != ""' },
      { ...write, prompt: '${{ steps.plan.output.parts }}' },
    ],
    /may not have run/,
  ],
  ['OMNI2009', [0, 'if'], [{ id: 'a', if: `${'('.repeat(300)}true${')'.repeat(300)}`, run: 'true' }], /./],
  [
    'OMNI2010',
    [0, 'review'],
    [{ id: 'review', review: 'write', reviewer: { from: ['codex'] } }],
    /no earlier step 'write'/,
  ],
  ['OMNI2010', [0, 'merge'], [{ id: 'land', merge: 'build', into: 'main' }], /no earlier step 'build'/],
  ['OMNI2010', [0, 'show'], [{ id: 'ok', approve: 'Go?', show: ['nothing'] }], /nothing/],
  ['OMNI2011', [0, 'agent'], [{ ...write, agent: 'cluade' }], /cluade/],
  ['OMNI2012', [0, 'agent'], [{ ...write, agent: '${{ inputs.goal }}' }], /not known before the run/],
  [
    'OMNI2013',
    [0, 'env', 'TOKEN'],
    [{ id: 'a', run: 'true', env: { TOKEN: '${{ secrets.GH_TOKEN }}' } }],
    /no secret 'GH_TOKEN'/,
  ],
  [
    'OMNI2013',
    [0, 'env', 'TOKEN'],
    [{ id: 'a', run: 'true', env: { TOKEN: 'Bearer ${{ secrets.X }}' } }],
    /whole value/,
  ],
  ['OMNI3001', [1], [{ id: 'a', fail: 'No.' }, write], /can never run/],
  ['OMNI3001', [0, 'if'], [{ id: 'a', if: 'false', run: 'true' }], /always false/],
  ['OMNI3002', [0], [{ id: 'loop', until: 'true', steps: [write] }], /no bound/],
  ['OMNI3003', [1, 'reviewer'], [write, review({ from: ['claude', 'twin'] })], /another vendor than anthropic/],
  ['OMNI3003', [1, 'reviewer'], [write, review({ from: ['stranger'] })], /another vendor/],
  ['OMNI3003', [1, 'reviewer'], [{ ...write, agent: 'stranger' }, review({ from: ['codex'] })], /not known/],
  ['OMNI3004', [1, 'review'], [{ id: 'write', run: 'true' }, review({ from: ['codex'] })], /no diff/],
  [
    'OMNI3004',
    [1, 'merge'],
    [
      { id: 'a', run: 'true' },
      { id: 'land', merge: 'a', into: 'main' },
    ],
    /no branch/,
  ],
  ['OMNI3006', [0, 'retry'], [{ id: 'ok', approve: 'Go?', retry: { attempts: 2 } }], /not tried again/],
  [
    'OMNI3007',
    [1, 'session'],
    [
      { id: 'a', run: 'true' },
      { ...write, session: 'a' },
    ],
    /no session/,
  ],
];

describe('what can never work is refused before it runs', () => {
  test.each(refused)('%s at %j', (code, at, steps, words) => {
    const problems = problemsOf(steps);
    const found = problems.find((problem) => problem.code === code);
    expect(found, JSON.stringify(problems)).toBeDefined();
    expect(found?.path).toEqual(expect.arrayContaining(['workflow', 'steps', ...at]));
    expect(found?.message).toMatch(words);
  });

  test('all problems of a spec are told at once', () => {
    const codes = problemsOf([
      { ...write, agent: 'nobody', prompt: '${{ inputs.gaol }}' },
      { id: 'loop', until: 'stpes.x == 1', steps: [{ id: 'in', if: '1 +', run: 'true' }] },
    ]).map(({ code }) => code);
    expect(new Set(codes)).toEqual(new Set(['OMNI2011', 'OMNI2004', 'OMNI3002', 'OMNI2002', 'OMNI2001']));
  });
});

describe('what works is let through', () => {
  const allowed: readonly [string, readonly object[]][] = [
    ['an agent whose set of names the schema closes', [plan, each([{ ...write, agent: '${{ part.writer }}' }])]],
    ['an agent chosen between two literals', [{ ...write, agent: "${{ inputs.goal == 'x' ? 'claude' : 'codex' }}" }]],
    [
      'a skipped step that is tested first',
      [
        { ...plan, if: "inputs.goal != ''" },
        { id: 'b', if: 'has(steps.plan.output) && size(steps.plan.output.parts) > 0', run: 'true' },
      ],
    ],
    [
      'the exit code of a run that may fail',
      [
        { id: 'a', run: 'false', on_error: 'continue' },
        { id: 'b', if: 'steps.a.exit_code == 1', run: 'true' },
      ],
    ],
    [
      'the steps of a finished foreach',
      [
        plan,
        each([{ id: 'x', run: 'true' }]),
        { id: 'n', if: "steps.each.items.all(i, i.steps.x.status == 'done')", run: 'true' },
      ],
    ],
    [
      'the round before',
      [
        {
          id: 'loop',
          until: 'steps.x.exit_code == 0',
          max: 3,
          steps: [
            { id: 'x', run: 'true' },
            { id: 'y', if: 'has(last.x) && last.x.exit_code == 1', run: 'true' },
          ],
        },
      ],
    ],
    [
      'what failed, in its handler',
      [{ id: 'a', run: 'false', on_error: [{ id: 'tell', run: ['echo', '${{ error.message }}'] }] }],
    ],
    ['the same vendor where the workflow says so', [write, review({ from: ['twin'], vendor: 'any' })]],
  ];
  test.each(allowed)('%s', (_, steps) => {
    expect(problemsOf(steps)).toEqual([]);
  });
});

describe('bounds', () => {
  const boundsOf = (...steps: object[]) => workflowOf(steps).bounds;

  test('a list is bounded by the schema that it comes from', () => {
    expect(boundsOf(plan, each([{ ...write, agent: '${{ part.writer }}' }]))).toEqual({ sessions: 6, parallel: 4 });
  });
  test('each round of a review may run the writer again', () => {
    expect(boundsOf(write, review({ from: ['codex'] }, { max_rounds: 3 }))).toEqual({
      sessions: 1 + 3 + 2,
      parallel: 1,
    });
  });
  test('attempts and rounds multiply', () => {
    expect(boundsOf({ id: 'loop', until: 'true', max: 3, steps: [{ ...write, retry: { attempts: 2 } }] })).toEqual({
      sessions: 6,
      parallel: 1,
    });
  });
  test('nothing bounds a list of unknown length', () => {
    const open = {
      ...plan,
      output: {
        type: 'object',
        required: ['parts'],
        properties: { parts: { type: 'array', items: { type: 'string' } } },
      },
    };
    expect(boundsOf(open, each([write]))).toEqual({ parallel: 4 });
  });
});

test('a body is a flat machine whose events name the outcome', () => {
  const { bodies } = workflowOf([
    write,
    { id: 'check', if: "inputs.goal != ''", run: 'true', on_error: [{ fail: 'x' }] },
    review({ from: ['codex'] }, { on_error: 'ask' }),
  ]);
  const on = Object.fromEntries(
    Object.entries(bodies[rootBody]!.machine.states).map(([state, config]) => [state, config.on]),
  );
  expect(on).toEqual({
    write: { 'write.done': 'check', 'write.failed': 'failed', 'write.cancelled': 'cancelled' },
    check: {
      'check.done': 'review',
      'check.skipped': 'review',
      'check.failed': 'check__catch',
      'check.continued': 'review',
      'check.cancelled': 'cancelled',
    },
    check__catch: {
      'check__catch.done': 'review',
      'check__catch.failed': 'failed',
      'check__catch.cancelled': 'cancelled',
    },
    review: {
      'review.done': 'done',
      'review.failed': 'failed',
      'review.continued': 'done',
      'review.cancelled': 'cancelled',
      'review.rework': 'write',
    },
    done: undefined,
    failed: undefined,
    cancelled: undefined,
  });
});

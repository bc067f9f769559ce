/** What the compiler refuses of parallel groups, waits and questions, and what it lets be. */
import { describe, expect, test } from 'vitest';
import { problemsOf } from '../spec.ts';

const run = (id: string) => ({ id, run: ['true'] });
const told = (...steps: readonly object[]) =>
  problemsOf(steps).map(({ code, path }) => `${code} ${path.slice(2).join('.')}`);

describe('a group', () => {
  test('that wants more branches than it has', () => {
    expect(told({ id: 'g', parallel: 3, steps: [run('a'), run('b')] })).toEqual(['OMNI3010 0.parallel']);
    expect(told({ id: 'g', parallel: 2, steps: [run('a'), run('b')] })).toEqual([]);
  });

  test('that is two things at once, or says something that means nothing', () => {
    const steps = [run('a')];
    expect(told({ parallel: 'all', foreach: { n: [1] }, steps })).toEqual(['OMNI3006 0.foreach']);
    expect(told({ foreach: { n: [1] }, until: 'true', max: 2, steps })).toContain('OMNI3006 0.until');
    expect(told({ parallel: 'all', max_parallel: 2, steps })).toEqual(['OMNI3006 0.max_parallel']);
    expect(told({ max: 2, steps })).toEqual(['OMNI3006 0.max']);
  });

  test('whose branch names its neighbour', () => {
    const b = { id: 'b', run: ['echo', '${{ steps.a.stdout }}'] };
    expect(told({ id: 'g', parallel: 'all', steps: [run('a'), b] })).toEqual(['OMNI2004 0.steps.1.run.1']);
  });
});

describe('a wait', () => {
  test.each(['a while', '15 m', '2027-01-31', '2027-01-31T09:00:00', '9999999d', ''])('for %j', (wait) => {
    expect(told({ wait })[0]).toMatch(/^OMNI3011|^OMNI2005/);
  });
  test.each(['15m', '2d', '2027-01-31T09:00:00Z', '2027-01-31T09:00+01:00', '${{ inputs.goal }}'])(
    'not for %j',
    (wait) => expect(told({ wait })).toEqual([]),
  );
  test('with keys that would do nothing', () => {
    expect(told({ wait: '1m', retry: { attempts: 2 }, timeout: '1h', worktree: true })).toEqual([
      'OMNI3006 0.retry',
      'OMNI3006 0.timeout',
      'OMNI3006 0.worktree',
    ]);
  });
});

describe('a question', () => {
  test('whose form has no fields, or has commands', () => {
    expect(told({ ask: 'What?', output: { type: 'string' } })).toEqual(['OMNI3012 0.output']);
    const output = { type: 'object', properties: { a: { type: 'string' } } };
    expect(told({ ask: 'What?', output, commands: ['quit'] })).toEqual(['OMNI3006 0.commands']);
    expect(told({ ask: 'What?', output })).toEqual([]);
  });
});

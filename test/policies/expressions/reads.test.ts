import { describe, expect, test } from 'vitest';
import { checkExpression } from '../../../policies/expressions/index.ts';
import { scope } from './world.ts';

/** The reads of an expression: `path@text`, with `?` where they are tested. */
function readsOf(source: string): string[] {
  const check = checkExpression(source, scope);
  if ('faults' in check) throw new Error(check.faults[0]?.message);
  return check.checked.reads.map(({ path, span, tested }) => {
    return `${path.join('/')}${tested ? '?' : ''} @ ${source.slice(span.start, span.end)}`;
  });
}

describe('reads', () => {
  test.each<[string, string[]]>([
    ['1 + 2', []],
    ['steps.plan.output.count', ['steps/plan/output/count @ steps.plan.output.count']],
    ["labels['omni/kind']", ["labels/omni/kind @ labels['omni/kind']"]],
    ['any.a.b.c', ['any/a/b/c @ any.a.b.c']],
    // A list index and a macro end the path.
    ['steps.plan.output.subtasks[0].title', ['steps/plan/output/subtasks @ steps.plan.output.subtasks']],
    ['any[index].x', ['index @ index', 'any @ any']],
    ['steps.plan.output.subtasks.map(s, s.title)', ['steps/plan/output/subtasks @ steps.plan.output.subtasks']],
    // A macro's body reads from its own roots; a variable is none, also when it hides a name.
    ['any.list.map(x, x + index)', ['any/list @ any.list', 'index @ index']],
    ['any.list.map(inputs, inputs.goal)', ['any/list @ any.list']],
    ['steps', ['steps @ steps']],
    // Tested.
    ['has(last.plan)', ['last/plan? @ last.plan']],
    ['last.?plan.output', ['last/plan/output? @ last.?plan.output']],
    ['run.?cost_usd.orValue(0)', ['run/cost_usd? @ run.?cost_usd']],
    ['steps.plan.output.?count', ['steps/plan/output/count @ steps.plan.output.?count']],
    [
      'has(last.plan) && last.plan.status == "done"',
      ['last/plan? @ last.plan', 'last/plan/status? @ last.plan.status'],
    ],
    ['has(last.plan) ? last.plan.status : ""', ['last/plan? @ last.plan', 'last/plan/status? @ last.plan.status']],
    [
      '!has(last.plan) || last.plan.status == "done"',
      ['last/plan? @ last.plan', 'last/plan/status? @ last.plan.status'],
    ],
    ['!has(last.plan) ? "" : last.plan.status', ['last/plan? @ last.plan', 'last/plan/status? @ last.plan.status']],
    // The test of one part says nothing of another that may be absent.
    [
      'has(last.plan) && last.plan.output.count == 1',
      ['last/plan? @ last.plan', 'last/plan/output/count @ last.plan.output.count'],
    ],
    ['has(last.plan) || last.plan.status == "done"', ['last/plan? @ last.plan', 'last/plan/status @ last.plan.status']],
    ['last.plan.status == "done"', ['last/plan/status @ last.plan.status']],
  ])('%s', (source, reads) => {
    expect(readsOf(source)).toEqual(reads);
  });
});

describe('closed sets and literals', () => {
  test.each<[string, readonly string[] | undefined, unknown]>([
    ["'a'", ['a'], 'a'],
    ["index > 1 ? 'a' : 'b'", ['a', 'b'], undefined],
    ["index > 1 ? 'a' : index > 0 ? 'b' : 'a'", ['a', 'b'], undefined],
    ['steps.plan.status', ['done', 'failed', 'skipped'], undefined],
    ['steps.plan.output.subtasks[0].writer', ['claude', 'codex'], undefined],
    ["steps.?plan.status.orValue('none')", ['done', 'failed', 'skipped', 'none'], undefined],
    ['inputs.goal', undefined, undefined],
    ["'a' + 'b'", undefined, undefined],
    ['-1', undefined, -1],
    ["[1, 'a', {'b': null}]", undefined, [1, 'a', { b: null }]],
    ['[index]', undefined, undefined],
    ['9007199254740993', undefined, undefined],
  ])('%s', (source, closed, literal) => {
    const check = checkExpression(source, scope);
    expect(check).toHaveProperty('checked');
    if ('faults' in check) return;
    expect(check.checked.closed).toEqual(closed);
    expect(check.checked.literal).toEqual(literal);
  });
});

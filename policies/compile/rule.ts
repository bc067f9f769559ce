/** Rules: checked against what can be seen where they stand. */
import type { RuleSpec } from '../../schema/policy.ts';
import type { Path, Problem } from '../../schema/problem.ts';
import { checkCondition, checkTemplate, toProblems } from '../expressions/index.ts';
import { prepareTemplate } from '../expressions/template.ts';
import type { Read } from '../expressions/types.ts';
import type { ReadyRule } from '../policy.ts';
import type { Scopes } from '../scopes/index.ts';
import { prepareText } from './expression.ts';

/** Adds what is wrong with it to `problems`; what comes back then is not to be run. */
export function compileRule(spec: RuleSpec, index: number, scopes: Scopes, problems: Problem[]): ReadyRule {
  const path: Path = ['rules', index];
  const points = [spec.before].flat();
  const scope = scopes.before(points);
  const when = spec.when === undefined ? undefined : checkCondition(spec.when, scope);
  if (when && 'faults' in when) problems.push(...toProblems(when.faults, [...path, 'when']));
  const reason = checkTemplate(spec.reason, scope);
  if ('faults' in reason) problems.push(...toProblems(reason.faults, [...path, 'reason']));
  if (points.includes('approval') && spec.decide !== 'deny') {
    problems.push({
      code: 'OMNI4020',
      path: [...path, 'decide'],
      message: `Before an approval a rule can only deny, and this one says '${spec.decide}'.`,
      help: 'Write `decide: deny`: the answer is then refused, and the question stays open for others.',
    });
  }
  const reads = when && 'checked' in when ? when.checked.reads : [];
  const said = 'checked' in reason ? reason.checked.reads : [];
  return {
    spec,
    reason: prepareTemplate(spec.reason, scope),
    about: aboutOf([...reads, ...said]),
    readsNow: reads.some(({ path: [root] }) => root === 'now'),
    readsCost: reads.some(({ path: [root] }) => root === 'cost'),
    reads: pathsOf(reads),
    ...(spec.when !== undefined && { when: prepareText(spec.when, scope) }),
  };
}

/** Of the run as a whole: the same for every call that is judged now. */
const SHARED: ReadonlySet<string> = new Set(['cost', 'state', 'now', 'running']);
const FIXED: ReadonlySet<string> = new Set(['inputs', 'run']);

/** A rule that reads nothing that changes is about each call: that every merge is asked about does not go by one answer. */
function aboutOf(reads: readonly Read[]): 'call' | 'rule' {
  const roots = reads.map(({ path: [root = ''] }) => root);
  const shared = roots.every((root) => SHARED.has(root) || FIXED.has(root));
  return shared && roots.some((root) => SHARED.has(root)) ? 'rule' : 'call';
}

function pathsOf(reads: readonly Read[]): readonly (readonly string[])[] {
  const paths = new Map(reads.map(({ path }) => [path.join('.'), path]));
  return [...paths.values()];
}

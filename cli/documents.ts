/** Files that stand beside workflows: policies, tables of cases for them, and the project's own `omni.yaml`. */
import { compilePolicy } from '../policies/index.ts';
import { plural } from '../runs/view/amounts.ts';
import { type Document, type LoadedDocuments, loadDocuments } from '../schema/documents.ts';
import type { Issue } from '../schema/issue.ts';
import type { PolicySpec } from '../schema/policy.ts';
import type { Path } from '../schema/problem.ts';
import { holds, showPath } from './places.ts';
import { readingFor, reportIssues } from './project.ts';
import type { Terminal } from './terminal.ts';

/** What a file that stands by itself holds; `invalid` when that was said; undefined: it is a workflow's, or a folder. */
export function openDocuments(path: string, terminal: Terminal): readonly Document[] | 'invalid' | undefined {
  if (!holds(path, 'Policy', 'PolicyTest', 'Project')) return undefined;
  const file = showPath(path);
  const loaded = loadDocuments(file, ...readingFor(file));
  if (loaded === undefined) return undefined;
  const issues = [...loaded.issues, ...faultsIn(loaded)];
  reportIssues(issues, loaded.sources, terminal);
  return issues.some(({ severity }) => severity === 'error') ? 'invalid' : (loaded.documents ?? 'invalid');
}

/** What is wrong with the expressions of policies, once each: a policy may stand in the file and be used in it. */
function faultsIn({ documents = [], locate }: LoadedDocuments): readonly Issue[] {
  const issues = documents.flatMap(policiesOf).flatMap(([path, policy]) => {
    const compiled = compilePolicy(policy);
    if (!('problems' in compiled)) return [];
    return compiled.problems.map((problem) => locate({ ...problem, path: [...path, ...problem.path] }));
  });
  return [...new Map(issues.map((issue) => [JSON.stringify(issue), issue])).values()];
}

function policiesOf({ kind, spec }: Document, index: number): readonly (readonly [Path, PolicySpec])[] {
  if (kind === 'Policy') return [[[index], spec]];
  return (spec.policies ?? []).map((policy, at) => [[index, 'policies', at], policy]);
}

/** A document as a line of text: `policy budget is valid: 2 rules`. */
export function sayValid({ kind, spec }: Document): string {
  if (kind === 'Policy') return `policy ${spec.name} is valid: ${plural(spec.rules.length, 'rule')}`;
  if (kind === 'PolicyTest') return `test ${spec.name} is valid: ${plural(spec.cases.length, 'case')}`;
  const policies = plural(spec.policies?.length ?? 0, 'policy', 'policies');
  const roles = plural(Object.keys(spec.roles ?? {}).length, 'role');
  const aliases = Object.keys(spec.models ?? {}).length;
  const models = aliases === 0 ? '' : `, ${plural(aliases, 'alias of a model', 'aliases of models')}`;
  return `project ${spec.name ?? ''}`.trimEnd().concat(` is valid: ${policies}, ${roles}${models}`);
}

/** Files that stand beside workflows: policies, tables of cases for them, and the project's own `omni.yaml`. */
import { compilePolicy } from '../policies/index.ts';
import { plural } from '../runs/view/amounts.ts';
import { type Document, loadDocuments } from '../schema/documents.ts';
import type { PolicySpec } from '../schema/policy.ts';
import type { Path, Problem } from '../schema/problem.ts';
import { holds, showPath } from './places.ts';
import { readingFor, reportIssues } from './project.ts';
import type { Terminal } from './terminal.ts';

/** What a file that stands by itself holds; `invalid` when that was said; undefined: it is a workflow's, or a folder. */
export function openDocuments(path: string, terminal: Terminal): readonly Document[] | 'invalid' | undefined {
  if (!holds(path, 'Policy', 'PolicyTest', 'Project')) return undefined;
  const file = showPath(path);
  const loaded = loadDocuments(file, ...readingFor(file));
  if (loaded === undefined) return undefined;
  const problems = (loaded.documents ?? []).flatMap(problemsOf);
  reportIssues([...loaded.issues, ...problems.map((problem) => loaded.locate(problem))], loaded.sources, terminal);
  return problems.length > 0 ? 'invalid' : (loaded.documents ?? 'invalid');
}

/** What is wrong with its expressions: they are checked where they are compiled. */
function problemsOf({ kind, spec }: Document, index: number): readonly Problem[] {
  if (kind === 'Policy') return problemsIn(spec, [index]);
  return (spec.policies ?? []).flatMap((policy, nth) => problemsIn(policy, [index, 'policies', nth]));
}

function problemsIn(spec: PolicySpec, path: Path): readonly Problem[] {
  const compiled = compilePolicy(spec);
  if ('policy' in compiled) return [];
  return compiled.problems.map((problem) => ({ ...problem, path: [...path, ...problem.path] }));
}

/** A document as a line of text: `policy budget is valid: 2 rules`. */
export function sayValid({ kind, spec }: Document): string {
  if (kind === 'Policy') return `policy ${spec.name} is valid: ${plural(spec.rules.length, 'rule')}`;
  if (kind === 'PolicyTest') return `test ${spec.name} is valid: ${plural(spec.cases.length, 'case')}`;
  const policies = plural(spec.policies?.length ?? 0, 'policy', 'policies');
  const roles = plural(Object.keys(spec.roles ?? {}).length, 'role');
  return `project ${spec.name ?? ''}`.trimEnd().concat(` is valid: ${policies}, ${roles}`);
}

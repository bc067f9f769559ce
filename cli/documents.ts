/** Files that stand beside workflows: policies, tables of cases for them, and the project's own `omni.yaml`. */
import { plural } from '../runs/view/amounts.ts';
import { type Document, loadDocuments } from '../schema/documents.ts';
import { holds, showPath } from './places.ts';
import { readingFor, reportIssues } from './project.ts';
import type { Terminal } from './terminal.ts';

/** What a file that stands by itself holds; `invalid` when that was said; undefined: it is a workflow's, or a folder. */
export function openDocuments(path: string, terminal: Terminal): readonly Document[] | 'invalid' | undefined {
  if (!holds(path, 'Policy', 'PolicyTest', 'Project')) return undefined;
  const file = showPath(path);
  const loaded = loadDocuments(file, ...readingFor(file));
  if (loaded === undefined) return undefined;
  reportIssues(loaded.issues, loaded.sources, terminal);
  return loaded.documents ?? 'invalid';
}

/** A document as a line of text: `policy budget is valid: 2 rules`. */
export function sayValid({ kind, spec }: Document): string {
  if (kind === 'Policy') return `policy ${spec.name} is valid: ${plural(spec.rules.length, 'rule')}`;
  if (kind === 'PolicyTest') return `test ${spec.name} is valid: ${plural(spec.cases.length, 'case')}`;
  const policies = plural(spec.policies?.length ?? 0, 'policy', 'policies');
  const roles = plural(Object.keys(spec.roles ?? {}).length, 'role');
  return `project ${spec.name ?? ''}`.trimEnd().concat(` is valid: ${policies}, ${roles}`);
}

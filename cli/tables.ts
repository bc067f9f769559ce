/** Tables of cases as they stand in their files: read, checked, and their policies compiled. */
import { compilePolicy, type Policy } from '../policies/index.ts';
import { type LoadedDocuments, loadDocuments } from '../schema/documents.ts';
import type { PolicyTestSpec } from '../schema/policy-test.ts';
import { readingFor, reportIssues } from './project.ts';
import type { Terminal } from './terminal.ts';

export interface Table {
  readonly file: string;
  readonly spec: PolicyTestSpec;
  readonly policies: readonly Policy[];
}

/** Those of one file. Undefined when an error stands; it was said then. */
export function openTables(file: string, terminal: Terminal): readonly Table[] | undefined {
  const loaded = loadDocuments(file, ...readingFor(file));
  if (loaded === undefined) return [];
  const { tables, issues } = compileTables(file, loaded);
  reportIssues([...loaded.issues, ...issues], loaded.sources, terminal);
  return loaded.documents === undefined || issues.length > 0 ? undefined : tables;
}

function compileTables(file: string, { documents = [], locate }: LoadedDocuments) {
  const compiled = documents.flatMap((document, at) =>
    document.kind === 'PolicyTest'
      ? [{ at, spec: document.spec, policies: document.spec.policies.map(compilePolicy) }]
      : [],
  );
  const issues = compiled.flatMap(({ at, policies }) =>
    policies.flatMap((one, index) =>
      'problems' in one
        ? one.problems.map((problem) => locate({ ...problem, path: [at, 'policies', index, ...problem.path] }))
        : [],
    ),
  );
  const tables = compiled.map(({ spec, policies }): Table => {
    return { file, spec, policies: policies.flatMap((one) => ('policy' in one ? [one.policy] : [])) };
  });
  return { tables, issues };
}

/** Tables of cases as they stand in their files: read, checked, and their policies compiled. */
import { compilePolicy, type Policy } from '../policies/index.ts';
import type { PolicyTestSpec } from '../schema/policy-test.ts';
import { openDocuments } from './documents.ts';
import type { Terminal } from './terminal.ts';

export interface Table {
  readonly file: string;
  readonly spec: PolicyTestSpec;
  readonly policies: readonly Policy[];
}

/** Those of one file. Undefined when an error stands; it was said then. */
export function openTables(file: string, terminal: Terminal): readonly Table[] | undefined {
  const documents = openDocuments(file, terminal) ?? [];
  if (documents === 'invalid') return undefined;
  return documents.flatMap(({ kind, spec }) =>
    kind === 'PolicyTest' ? [{ file, spec, policies: spec.policies.flatMap(compiled) }] : [],
  );
}

/** What does not compile was said when its document was opened. */
function compiled(spec: PolicyTestSpec['policies'][number]): readonly Policy[] {
  const result = compilePolicy(spec);
  return 'policy' in result ? [result.policy] : [];
}

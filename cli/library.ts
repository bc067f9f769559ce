/** The policies that every workflow may use, as people see them: `omni/budget` and what it is for. */
import { type Document, loadDocuments } from '../schema/documents.ts';
import type { PolicySpec } from '../schema/policy.ts';
import { helpFor } from '../schema/suggest.ts';
import { readBuiltins } from './builtins.ts';
import { InvalidInput } from './report-error.ts';

export interface BuiltinPolicy {
  /** As `uses` names it. */
  readonly uses: string;
  readonly text: string;
  readonly spec: PolicySpec;
}

/** In the order of their names. */
export function readPolicies(): readonly BuiltinPolicy[] {
  return Object.entries(readBuiltins().policies)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, text]) => ({ uses: `omni/${name}`, text, spec: specOf(name, text) }));
}

/** With or without the `omni/` before it. @throws InvalidInput */
export function findPolicy(name: string): BuiltinPolicy {
  const { policies } = readBuiltins();
  const own = name.replace(/^omni\//, '');
  const text = Object.hasOwn(policies, own) ? policies[own] : undefined;
  if (text === undefined)
    throw new InvalidInput(
      `there is no built-in policy ${name}`,
      helpFor(own, Object.keys(policies)) ?? 'omni policy list',
    );
  return { uses: `omni/${own}`, text, spec: specOf(own, text) };
}

/** What it is for in a few words: the first clause of its description. */
export function purposeOf({ description = '' }: PolicySpec): string {
  const [first = ''] = description.replace(/\s+/g, ' ').split(/[.;:](?= |$)/);
  return first.trim();
}

function specOf(name: string, text: string): PolicySpec {
  const documents = loadDocuments(`omni/${name}`, { read: () => ({ text }) })?.documents ?? [];
  const policy = documents.find(
    (document): document is Extract<Document, { kind: 'Policy' }> => document.kind === 'Policy',
  );
  if (policy === undefined) throw new Error(`the built-in policy ${name} is broken`);
  return policy.spec;
}

/** Policies as people write them, for the tests of this folder: the inputs have their defaults. */
import { parseAllDocuments } from 'yaml';
import { compilePolicy, type Policy } from '../../policies/index.ts';
import type { JsonObject } from '../../schema/json.ts';
import type { PolicySpec } from '../../schema/policy.ts';
import type { Problem } from '../../schema/problem.ts';

export function specOf(text: string, given: JsonObject = {}): PolicySpec {
  const [document] = parseAllDocuments(text);
  if (!document) throw new Error('there is no document');
  return { name: 'policy', rules: [], ...(document.toJS() as Partial<PolicySpec>), with: given };
}

export function compiled(text: string, given: JsonObject = {}): Policy {
  const result = compilePolicy(specOf(text, given));
  if ('problems' in result) throw new Error(JSON.stringify(result.problems, undefined, 2));
  return result.policy;
}

export function problemsOf(text: string): readonly Problem[] {
  const result = compilePolicy(specOf(text));
  return 'problems' in result ? result.problems : [];
}

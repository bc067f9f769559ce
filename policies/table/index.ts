/** Tables of cases: what happens in a run, and what policies decide of it. Pure but for what is handed in. */
import type { PolicyTestSpec } from '../../schema/policy-test.ts';
import type { Policy } from '../index.ts';
import { playCase } from './play.ts';
import type { CaseReport, Tools } from './words.ts';

export type { CaseReport, Miss, Told } from './words.ts';

/** Plays every case of a table, each as a run of its own. `policies`: those of the table, compiled. */
export async function runTable(
  { name, cases, agents }: PolicyTestSpec,
  policies: readonly Policy[],
  tools: Tools,
): Promise<readonly CaseReport[]> {
  const reports: CaseReport[] = [];
  for (const each of cases) reports.push(await playCase(each, { name, policies, agents, tools }));
  return reports;
}

/** Rules that matched in no case, as `policy/rule`: nobody knows yet what they do. */
export function unreachedRules(policies: readonly Policy[], reports: readonly CaseReport[]): readonly string[] {
  const reached = new Set(reports.flatMap(({ matched }) => matched));
  const all = policies.flatMap(({ name, rules }) => Object.keys(rules).map((rule) => `${name}/${rule}`));
  return [...new Set(all)].filter((rule) => !reached.has(rule));
}

/** Compiles a policy: everything that can be wrong with it is found here, and what is left is ready to run. */
import type { PolicySpec } from '../../schema/policy.ts';
import type { Problem } from '../../schema/problem.ts';
import type { Policy } from '../policy.ts';
import { buildScopes } from '../scopes/index.ts';
import { createView } from '../view/index.ts';
import { compileRule } from './rule.ts';
import { readyState } from './state.ts';
import { compileTrack } from './track.ts';

export type Compiled = { readonly policy: Policy } | { readonly problems: readonly Problem[] };

/** All problems at once; their paths begin at the spec: `['rules', 0, 'when']`. */
export function compilePolicy(spec: PolicySpec): Compiled {
  const problems: Problem[] = [];
  const scopes = buildScopes(spec);
  const rules = spec.rules.map((rule, index) => compileRule(rule, index, scopes, problems));
  const tracks = (spec.track ?? []).map((track, index) => compileTrack(track, index, scopes, problems));
  refuseTwins(spec, problems);
  if (problems.length > 0) return { problems };
  const before = byPoint(rules.map((rule) => [rule.spec.before, rule]));
  const after = byPoint(tracks.map((track, index) => [spec.track?.[index]?.after ?? [], track]));
  const policy: Policy = {
    spec,
    name: spec.name,
    scope: spec.scope ?? 'run',
    points: new Set(before.keys()),
    trackPoints: new Set(after.keys()),
    rules: Object.fromEntries(rules.map((rule) => [rule.spec.id, rule])),
    ready: {
      before: Object.fromEntries(before),
      after: Object.fromEntries(after),
      state: new Map(Object.entries(spec.state ?? {}).map(([name, schema]) => [name, readyState(schema)])),
      view: createView(spec),
    },
  };
  return { policy };
}

function byPoint<P extends string, T>(all: readonly (readonly [P | readonly P[], T])[]): Map<P, T[]> {
  const found = new Map<P, T[]>();
  for (const [points, each] of all) {
    for (const point of new Set([points].flat() as P[])) found.set(point, [...(found.get(point) ?? []), each]);
  }
  return found;
}

/** Grants are given to a rule by its id. */
function refuseTwins({ rules }: PolicySpec, problems: Problem[]): void {
  const seen = new Set<string>();
  for (const [index, { id }] of rules.entries()) {
    if (seen.has(id)) {
      const message = `There are two rules with the id '${id}'.`;
      problems.push({ code: 'OMNI4002', path: ['rules', index, 'id'], message, help: 'Give one of them another id.' });
    }
    seen.add(id);
  }
}

/** Policies that people put over a running run. They are compiled when first met, since a journal holds only data. */
import { compilePolicy } from '../../policies/index.ts';
import type { JsonObject } from '../../schema/json.ts';
import type { PolicySpec } from '../../schema/policy.ts';
import type { RunState } from '../state.ts';
import type { Guard } from './guard.ts';

const compiled = new WeakMap<JsonObject, Guard>();

/** Why this cannot stand over a run; nothing where it can. */
export function whyNoPolicy(spec: JsonObject): string | undefined {
  const result = compile(spec);
  return 'problems' in result ? (result.problems[0]?.message ?? 'it is no policy') : undefined;
}

/** In the order in which they were added. */
export function addedGuards({ added = [] }: Pick<RunState, 'added'>): readonly Guard[] {
  return added.flatMap((spec, index) => {
    const known = compiled.get(spec);
    if (known) return [known];
    const result = compile(spec);
    if ('problems' in result) return [];
    const guard: Guard = {
      id: `live:${index + 1}/${result.policy.name}`,
      level: 'live',
      policy: result.policy,
      flow: '',
    };
    compiled.set(spec, guard);
    return [guard];
  });
}

/** Whoever posted it may have posted anything. */
function compile(spec: JsonObject): ReturnType<typeof compilePolicy> {
  try {
    return compilePolicy(spec as unknown as PolicySpec);
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    return { problems: [{ code: 'OMNI4001', path: [], message }] };
  }
}

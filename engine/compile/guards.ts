/** Policies where the spec has them stand: each is compiled, and known to the run under a name of its own. */
import { compilePolicy } from '../../policies/index.ts';
import type { Point, PolicySpec } from '../../schema/policy.ts';
import type { Path } from '../../schema/problem.ts';
import type { Guard, Level } from '../guards/guard.ts';
import type { Context } from './context.ts';

/** What only a later version can hold. */
const notFed: Readonly<Record<string, string>> = {
  result: 'what a tool answered',
  egress: 'connections to the network',
};

type Place = Pick<Guard, 'agent' | 'step'> & { readonly level: Level };

/** Puts the policies of one place over it; problems are told by their paths in the spec. */
export function placeGuards(
  context: Context,
  specs: readonly PolicySpec[] | undefined,
  path: Path,
  place: Place,
): void {
  for (const [index, spec] of (specs ?? []).entries()) {
    const at = [...path, index];
    const result = compilePolicy(spec);
    if ('problems' in result) {
      context.checker.problems.push(
        ...result.problems.map((problem) => ({ ...problem, path: [...at, ...problem.path] })),
      );
      continue;
    }
    refuseNotFed(context, spec, at);
    const id = idOf(spec.name, place, context.flow);
    const { level, agent, step } = place;
    context.guards.set(id, {
      id,
      level,
      policy: result.policy,
      flow: context.flow,
      path: at,
      ...(agent !== undefined && { agent }),
      ...(step !== undefined && { step }),
    });
  }
}

function idOf(name: string, { level, agent, step }: Place, flow: string): string {
  switch (level) {
    case 'project':
      return `project/${name}`;
    case 'agent':
      return `agent:${agent}/${name}`;
    case 'step':
      return `step:${step}/${name}`;
    default:
      return `${flow}${name}`;
  }
}

/** A rule that is never asked would guarantee nothing. */
function refuseNotFed({ checker }: Context, { name, rules }: PolicySpec, path: Path): void {
  for (const [index, { id, before }] of rules.entries()) {
    for (const point of [before].flat().filter(isNotFed)) {
      checker.add(
        'OMNI4030',
        [...path, 'rules', index, 'before'],
        `Rule '${id}' of policy '${name}' stands before '${point}', and this version cannot hold ${notFed[point]}.`,
        { help: 'Say it before a tool call, where the command or the host is named, and before the merge.' },
      );
    }
  }
}

/** Whether nothing ever comes to this point in this version. */
export const isNotFed = (point: Point): boolean => Object.hasOwn(notFed, point);

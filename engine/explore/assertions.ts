/** Assertions about every path of a workflow: written in it under `assert`, or asked on the command line. */
import type { Path, Problem } from '../../schema/problem.ts';
import type { Workflow } from '../compile/workflow.ts';
import { pathText } from './path.ts';
import { type Answer, search } from './search.ts';
import { addressOf, helpForName, stepsNamed } from './steps.ts';

/** No path reaches the start of any of these steps without one of those having been done on it. */
export interface Assertion {
  readonly targets: readonly string[];
  readonly guards: readonly string[];
}

/** The addresses of the steps that are meant, and what was found out about them. */
export type Judged = Answer & { readonly targets: readonly string[]; readonly guards: readonly string[] };

/** A name of an assertion that no step has, by its place in its list. */
export interface UnknownName {
  readonly list: keyof Assertion;
  readonly index: number;
  readonly message: string;
  readonly help?: string;
}

export function judgeAssertion(
  workflow: Workflow,
  assertion: Assertion,
  maxStates?: number,
): Judged | { readonly unknown: readonly UnknownName[] } {
  const unknown = [...unknownNames(workflow, assertion, 'targets'), ...unknownNames(workflow, assertion, 'guards')];
  if (unknown.length > 0) return { unknown };
  const targets = assertion.targets.flatMap((name) => stepsNamed(workflow, name, 'target'));
  const guards = assertion.guards.flatMap((name) => stepsNamed(workflow, name, 'guard'));
  const keys = (steps: typeof targets) => new Set(steps.map(({ key }) => key));
  const addresses = (steps: typeof targets) => [...new Set(steps.map(addressOf))];
  const answer = search(workflow, { targets: keys(targets), guards: keys(guards) }, maxStates);
  return { ...answer, targets: addresses(targets), guards: addresses(guards) };
}

function unknownNames(workflow: Workflow, assertion: Assertion, list: keyof Assertion): readonly UnknownName[] {
  return assertion[list].flatMap((name, index) => {
    if (stepsNamed(workflow, name, 'target').length > 0) return [];
    const help = helpForName(workflow, name);
    const message = `There is no step '${name}' in this workflow, and none of that kind.`;
    return [{ list, index, message, ...(help !== undefined && { help }) }];
  });
}

/** The assertions that a workflow makes about itself. */
export function assertionsOf({ spec }: Workflow): readonly Assertion[] {
  return (spec.workflow.assert ?? []).map(({ no_path_to, without }) => ({
    targets: listOf(no_path_to),
    guards: listOf(without),
  }));
}

const listOf = (names: string | readonly string[]): readonly string[] => (typeof names === 'string' ? [names] : names);

/** `no path to merge without merge_ok`. */
export function assertionText({ targets, guards }: Assertion): string {
  return `no path to ${targets.join(' or ')} without ${guards.join(' or ')}`;
}

/** What is wrong with the assertions of a workflow, where they stand. One that was not decided does not hold. */
export function checkAssertions(workflow: Workflow, maxStates?: number): readonly Problem[] {
  return assertionsOf(workflow).flatMap((assertion, index) => {
    const path: Path = ['workflow', 'assert', index];
    const judged = judgeAssertion(workflow, assertion, maxStates);
    if ('unknown' in judged) return judged.unknown.map((name) => unknownName(workflow, index, name));
    if (judged.verdict === 'holds') return [];
    return [{ code: 'OMNI3020', path, ...brokenText(assertion, judged) }];
  });
}

function brokenText(assertion: Assertion, judged: Judged): Pick<Problem, 'message' | 'help'> {
  const asserted = `'${assertionText(assertion)}'`;
  if (judged.verdict !== 'violated') {
    const message = `${asserted} is not decided: no such path is among the first ${judged.states} states.`;
    return { message, help: 'Part the workflow, or assert less.' };
  }
  return {
    message: `${asserted} does not hold: ${pathText(judged.path, judged.reached)}`,
    help: 'Conditions are not evaluated: every step with an `if` may be skipped, and every step may fail.',
  };
}

const keyOf = { targets: 'no_path_to', guards: 'without' } as const;

function unknownName({ spec }: Workflow, assertion: number, { list, index, message, help }: UnknownName): Problem {
  const key = keyOf[list];
  const isList = typeof spec.workflow.assert?.[assertion]?.[key] !== 'string';
  const path: Path = ['workflow', 'assert', assertion, key, ...(isList ? [index] : [])];
  return { code: 'OMNI3021', path, message, ...(help !== undefined && { help }) };
}

/** Where policies stand in a document: at its top, under its agents, and on its steps. */
import { isJsonObject, type Json, type JsonObject } from '../json.ts';
import type { Path } from '../problem.ts';

/** A policy that is written where it stands. */
export interface Standing {
  readonly policy: JsonObject;
  readonly path: Path;
}

/** All of a document that are no `uses`, however wrong the rest of it is. */
export function inlinePoliciesOf(document: JsonObject): Standing[] {
  const agents = isJsonObject(document.agents) ? Object.entries(document.agents) : [];
  return [
    ...listed(document, []),
    ...agents.flatMap(([name, agent]) => listed(agent, ['agents', name])),
    ...onSteps(document.steps, ['steps']),
  ];
}

function onSteps(body: Json | undefined, path: Path): Standing[] {
  if (!Array.isArray(body)) return [];
  return (body as Json[]).flatMap((step, index) => {
    if (!isJsonObject(step)) return [];
    const at = [...path, index];
    return [
      ...listed(step, at),
      ...onSteps(step.steps, [...at, 'steps']),
      ...onSteps(step.on_error, [...at, 'on_error']),
    ];
  });
}

function listed(owner: Json, path: Path): Standing[] {
  if (!isJsonObject(owner) || !Array.isArray(owner.policies)) return [];
  return (owner.policies as Json[]).flatMap((policy, index) =>
    isJsonObject(policy) && !Object.hasOwn(policy, 'uses') ? [{ policy, path: [...path, 'policies', index] }] : [],
  );
}

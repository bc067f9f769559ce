/** Names that YAML and the shapes cannot judge: taken twice, or taken by the language. */
import { isJsonObject, type Json, type JsonObject } from '../json.ts';
import type { Path } from '../problem.ts';
import { whyReserved, whyUnreadable } from '../words.ts';
import type { Finding } from './finding.ts';

/** A workflow's inputs, secrets, agents and step ids. Total: what has the wrong type is left to the shapes. */
export function checkNames(workflow: JsonObject): Finding[] {
  return [
    ...namesOf(workflow.inputs).flatMap((name) => reserved('input', name, ['inputs', name], whyUnreadable(name), true)),
    ...namesOf(workflow.agents).flatMap((name) => reserved('agent', name, ['agents', name], whyUnreadable(name), true)),
    ...list(workflow.secrets).flatMap((name, index) =>
      typeof name === 'string' ? reserved('secret', name, ['secrets', index], whyUnreadable(name), false) : [],
    ),
    ...checkBody(workflow.steps, ['steps']),
  ];
}

function checkBody(body: Json | undefined, path: Path): Finding[] {
  if (!Array.isArray(body)) return [];
  const findings: Finding[] = [];
  const seen = new Map<string, number>();
  for (const [index, step] of (body as Json[]).entries()) {
    if (!isJsonObject(step)) continue;
    const at = [...path, index];
    const { id } = step;
    if (typeof id === 'string') {
      const first = seen.get(id);
      if (first === undefined) seen.set(id, index);
      else
        findings.push({
          code: 'OMNI1010',
          path: [...at, 'id'],
          message: `two steps of this body have the id \`${id}\``,
          help: `the other one is step ${first + 1} of the body`,
        });
      findings.push(...reserved('step', id, [...at, 'id'], whyReserved(id), false));
    }
    for (const name of namesOf(step.foreach))
      findings.push(...reserved('foreach', name, [...at, 'foreach', name], whyReserved(name), true));
    for (const found of checkBody(step.steps, [...at, 'steps'])) findings.push(found);
    for (const found of checkBody(step.on_error, [...at, 'on_error'])) findings.push(found);
  }
  return findings;
}

const WHAT = {
  input: 'an input cannot be called',
  agent: 'an agent cannot be called',
  secret: 'a secret cannot be called',
  step: 'a step cannot have the id',
  foreach: 'an item cannot be called',
  state: 'a state cannot be called',
};

/** A name that expressions could not read, or nothing. */
export function reserved(
  what: keyof typeof WHAT,
  name: string,
  path: Path,
  why: string | undefined,
  atKey: boolean,
): Finding[] {
  if (why === undefined) return [];
  return [
    {
      code: 'OMNI1011',
      path,
      message: `${WHAT[what]} \`${name}\`: ${why}`,
      help: `for example \`${name}_${what === 'step' ? 'step' : 'value'}\``,
      ...(atKey ? { atKey } : {}),
    },
  ];
}

const namesOf = (value: Json | undefined): string[] => (isJsonObject(value) ? Object.keys(value) : []);
const list = (value: Json | undefined): readonly Json[] => (Array.isArray(value) ? value : []);

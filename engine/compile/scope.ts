/** The names that expressions may use, with their types: what stands in the tables of the language reference. */
import { type Type, typeOfSchema } from '../../policies/expressions/index.ts';
import type { JsonObject } from '../../schema/json.ts';
import type { Flow } from '../../schema/spec.ts';
import type { Body, Scope } from './workflow.ts';

type Fields = Record<string, { type: Type; optional?: boolean; note?: string }>;

export const string: Type = { kind: 'string' };
export const int: Type = { kind: 'int' };
const double: Type = { kind: 'double' };
const freeText: Type = { kind: 'string', freeText: true };
export const listOf = (of: Type): Type => ({ kind: 'list', of });

/** An object type; a name that ends in `?` may be absent. */
export function object(fields: Record<string, Type>): Type {
  const typed: Fields = {};
  for (const [name, type] of Object.entries(fields)) {
    if (name.endsWith('?')) typed[name.slice(0, -1)] = { type, optional: true };
    else typed[name] = { type };
  }
  return { kind: 'object', fields: typed };
}

export const errorType = object({ 'step?': string, code: string, message: string });
const status: Type = { kind: 'string', enum: ['done', 'failed', 'skipped', 'refused', 'cancelled'] };

/** The names that stand everywhere in a workflow. */
export function baseScope(spec: Flow): Scope {
  const inputs: Record<string, Type> = {};
  for (const [name, schema] of Object.entries(spec.workflow.inputs ?? {})) inputs[name] = typeOfSchema(schema);
  const names = Object.keys(spec.agents);
  return {
    inputs: object(inputs),
    run: object({
      id: string,
      workflow: string,
      started_by: string,
      started_at: { kind: 'timestamp' },
      'cost_usd?': double,
    }),
    agents: listOf(
      object({
        name: names.length > 0 ? { kind: 'string', enum: names } : string,
        harness: string,
        vendor: string,
        model: string,
        available: { kind: 'bool' },
      }),
    ),
  };
}

const finding = object({ severity: string, 'file?': string, 'line?': int, text: string });

/** What `steps.ID` of a leaf gives, beside what every step has. */
export const leafFields = {
  agent: (output: JsonObject | undefined) => ({
    text: freeText,
    'cost_usd?': double,
    tokens: object({ input: int, output: int }),
    agent: string,
    vendor: string,
    'session?': string,
    'diff?': string,
    'branch?': string,
    ...(output && { output: typeOfSchema(output) }),
  }),
  run: { exit_code: int, stdout: string, stderr: string, lines: listOf(string) },
  review: {
    verdict: { kind: 'string', enum: ['approve', 'request_changes', 'reject'] } as Type,
    findings: listOf(finding),
    rounds: int,
    reviewer: object({ name: string, vendor: string }),
  },
  approve: { by: string, 'comment?': string },
  ask: (commands: readonly string[], output: JsonObject | undefined) => ({
    text: string,
    command: { kind: 'string', enum: ['', ...commands] } as Type,
    args: string,
    by: string,
    ...(output && { output: typeOfSchema(output) }),
  }),
  wait: {},
  merge: {
    commits: listOf(object({ branch: string, commit: string })),
    conflicts: listOf(object({ branch: string, files: listOf(string) })),
  },
  fail: {},
};

/** What a debate leaves; a head that failed has no answer. */
export function debateFields(heads: readonly string[]): Record<string, Type> {
  const byHead = (type: Type) => object(Object.fromEntries(heads.map((head) => [`${head}?`, type])));
  return {
    question: string,
    answers: byHead(freeText),
    transcript: listOf(
      object({
        round: int,
        head: { kind: 'string', enum: [...heads] },
        answer: freeText,
        'agrees?': { kind: 'bool' },
        'changed?': { kind: 'bool' },
        'objections?': listOf(freeText),
      }),
    ),
    agreed: listOf(freeText),
    differ: listOf(freeText),
    'synthesis?': freeText,
    converged: { kind: 'bool' },
    rounds: int,
    failed: byHead(string),
    sessions: byHead(string),
  };
}

/** The type of `steps.ID`. */
export const viewType = (fields: Record<string, Type>): Type => object({ status, 'error?': errorType, ...fields });

/** What a body's own steps leave, without those around it; one that did not run leaves nothing. */
export function stepsType(body: Body | undefined, views: Readonly<Record<string, Type>>): Type {
  const fields: Record<string, Type> = {};
  for (const id of Object.keys(body?.steps ?? {})) if (views[id]) fields[`${id}?`] = views[id];
  return object(fields);
}

/** One item of a foreach: its names, and what its steps left. */
export const itemType = (names: Record<string, Type>, steps: Type): Type =>
  object({ index: int, ...names, status, 'error?': errorType, 'branch?': string, 'diff?': string, steps });

/** The types of the names that policies may use, point by point: what stands in the tables of the language reference. */
import { OPAQUE_KINDS } from '../../schema/policy.ts';
import { STEP_KINDS } from '../../schema/steps/index.ts';
import { TOOL_KINDS } from '../../schema/tools.ts';
import { BOOL, DOUBLE, DYN, INT, listOf, STRING, TIMESTAMP } from '../expressions/relate.ts';
import type { Field, Type } from '../expressions/types.ts';

export const oneOf = (values: readonly string[]): Type => ({ kind: 'string', enum: values });

/** An object type; a name that ends in `?` may be absent, and `note` says why. */
export function object(fields: Readonly<Record<string, Type>>, note?: string): Type {
  const typed = Object.entries(fields).map(([name, type]): [string, Field] =>
    name.endsWith('?') ? [name.slice(0, -1), { type, optional: true, ...(note && { note }) }] : [name, { type }],
  );
  return { kind: 'object', fields: Object.fromEntries(typed) };
}

/** The same with every field optional: of what there may not be at all. */
export function maybe(fields: Readonly<Record<string, Type>>, note: string): Type {
  const optional = Object.entries(fields).map(
    ([name, type]) => [name.endsWith('?') ? name : `${name}?`, type] as const,
  );
  return object(Object.fromEntries(optional), note);
}

const who = object({ name: STRING, vendor: STRING });

const agentFields = { name: STRING, harness: STRING, vendor: STRING, model: STRING, sandboxed: BOOL };
export const agent = object(agentFields);
export const agentIfAny = maybe(agentFields, 'no agent acts here');

export const step = object(
  { id: STRING, kind: oneOf([...STEP_KINDS, 'head', 'judge']), 'writer?': who, 'reviewer?': who },
  'there is none here',
);

export const session = object({ id: STRING });
export const sessionIfAny = maybe({ id: STRING }, 'there is no session here');

const files = listOf(
  object(
    { path: STRING, op: oneOf(['read', 'create', 'edit', 'delete']), 'hash?': STRING },
    'the content is not known beforehand',
  ),
);

const toolFields = {
  kind: oneOf(TOOL_KINDS),
  name: STRING,
  digest: STRING,
  input: DYN,
  files,
  commands: listOf(object({ program: STRING, subcommand: STRING, args: listOf(STRING), flags: listOf(STRING) })),
  installs: listOf(STRING),
  hosts: listOf(STRING),
  opaque: listOf(oneOf(OPAQUE_KINDS)),
};
export const toolToCome = object(toolFields);
export const toolThatWas = object({ ...toolFields, 'ok?': BOOL }, 'it is not known how the call ended');

const verdictWord = oneOf(['approve', 'request_changes', 'reject']);
export const verdict = object({ verdict: verdictWord, reviewer: who, writer: who, files });
export const merge = object(
  {
    branch: STRING,
    into: STRING,
    files,
    'writer?': who,
    verdicts: listOf(object({ verdict: verdictWord, reviewer: who })),
  },
  'nobody is known to have written this',
);

export const text = object({ text: STRING });
export const message = object({ role: STRING, text: STRING });
export const egress = object({ host: STRING, port: INT, method: STRING, path: STRING });
export const usage = object({ input: INT, output: INT, usd: DOUBLE, known: BOOL });

/** US dollars. What is not known is there, and a fault to read. */
export const cost = object({
  known: BOOL,
  run: DOUBLE,
  session: DOUBLE,
  agent: DOUBLE,
  step: DOUBLE,
  reserved: DOUBLE,
  user_today: DOUBLE,
  project_today: DOUBLE,
});

/** `rule` and `state` differ with who looks: a policy knows its own, and of others nothing. */
export const approval = (rule: Type, state: Type): Type => object({ granted: BOOL, by: STRING, rule, state, cost });

/** The names that stand in every expression of a policy, beside its own `inputs` and `state`. */
export const everywhere = {
  now: TIMESTAMP,
  run: object({ id: STRING, workflow: STRING, started_by: STRING, started_at: TIMESTAMP }),
  cost,
  running: listOf(object({ step: STRING, agent: STRING, vendor: STRING })),
};

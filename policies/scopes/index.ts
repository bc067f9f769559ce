/** The scopes of a policy: what an expression sees before or after one of several points, each built once. */
import type { JsonObject } from '../../schema/json.ts';
import type { Point, PolicySpec, TrackPoint } from '../../schema/policy.ts';
import { join, MAP, STRING } from '../expressions/relate.ts';
import { typeOfSchema } from '../expressions/schema-type.ts';
import type { Scope, Type } from '../expressions/types.ts';
import * as names from './names.ts';

type Names = Readonly<Record<string, Type>>;

export interface Scopes {
  before(points: readonly Point[]): Scope;
  after(points: readonly TrackPoint[]): Scope;
  /** The type of each state. */
  readonly state: Names;
}

const acting: Names = { agent: names.agent, step: names.step, session: names.session };
const perhapsActing: Names = { agent: names.agentIfAny, step: names.step, session: names.sessionIfAny };

const BEFORE: Readonly<Record<Point, Names>> = {
  step: { agent: names.agentIfAny, step: names.step },
  turn: { ...acting, turn: names.text },
  tool: { ...perhapsActing, tool: names.toolToCome },
  result: { ...perhapsActing, result: names.text },
  egress: { ...perhapsActing, egress: names.egress },
  merge: { step: names.step, merge: names.merge },
  approval: { approval: names.approval(STRING, MAP) },
};

const AFTER: Readonly<Record<Exclude<TrackPoint, 'approval'>, Names>> = {
  step: { agent: names.agentIfAny, step: names.step },
  tool: { ...perhapsActing, tool: names.toolThatWas },
  message: { ...acting, message: names.message },
  usage: { ...acting, usage: names.usage },
  verdict: { step: names.step, verdict: names.verdict },
};

/** The scopes of one policy. Programs are cached by the identity of their scope, so equal lists of points share one. */
export function buildScopes(spec: PolicySpec): Scopes {
  const state = typesOf(spec.state);
  const common: Names = {
    inputs: { kind: 'object', fields: fieldsOf(typesOf(spec.inputs), false) },
    state: { kind: 'object', fields: fieldsOf(state, false) },
    ...names.everywhere,
  };
  const asks = spec.rules.filter(({ decide }) => decide === 'ask').map(({ id }) => id);
  const own: Names = {
    approval: names.approval(asks.length > 0 ? names.oneOf(asks) : STRING, {
      kind: 'object',
      fields: fieldsOf(state, true),
    }),
  };
  const after: Readonly<Record<TrackPoint, Names>> = { ...AFTER, approval: own };
  const build = <P extends string>(table: Readonly<Record<P, Names>>) => {
    const known = new Map<string, Scope>();
    return (points: readonly P[]): Scope => {
      const key = [...new Set(points)].sort().join();
      const scope = known.get(key) ?? { ...common, ...shared(points.map((point) => table[point])) };
      known.set(key, scope);
      return scope;
    };
  };
  return { state, before: build(BEFORE), after: build(after) };
}

/** What all have: an expression that stands at several points is checked once for all of them. */
function shared(all: readonly Names[]): Names {
  const [first = {}, ...others] = all;
  const found = Object.entries(first).flatMap(([name, type]): [string, Type][] => {
    const types = others.map((other) => other[name]).filter((other) => other !== undefined);
    return types.length < others.length ? [] : [[name, types.reduce(join, type)]];
  });
  return Object.fromEntries(found);
}

function typesOf(schemas: Readonly<Record<string, JsonObject>> | undefined): Names {
  return Object.fromEntries(Object.entries(schemas ?? {}).map(([name, schema]) => [name, typeOfSchema(schema)]));
}

function fieldsOf(types: Names, optional: boolean) {
  const note = 'it was not known when the person was asked';
  return Object.fromEntries(
    Object.entries(types).map(([name, type]) => [name, optional ? { type, optional, note } : { type }]),
  );
}

/** Every value of every agent, as it was resolved, and where that is said. */
import type { Workflow } from '../../engine/compile/workflow.ts';
import type { AgentSpec } from '../../schema/agent.ts';
import { isJsonObject, type Json } from '../../schema/json.ts';
import type { ValueOrigin } from '../../schema/load.ts';
import type { Path } from '../../schema/problem.ts';

export type Origin = ValueOrigin;
export type FindOrigin = (path: Path) => Origin | undefined;

/** One value of an agent. */
export interface AgentValue {
  readonly agent: string;
  /** `limits.cost_usd`. */
  readonly key: string;
  readonly value: string;
  /** Absent: nobody wrote it; then `from` says what it follows from. */
  readonly origin?: Origin;
  readonly from?: string;
}

export function agentValues(workflow: Workflow, find: FindOrigin): readonly AgentValue[] {
  const { agents, vendors } = workflow;
  return Object.entries(agents).flatMap(([name, agent]) => {
    const said = (key: string, value: string): AgentValue => {
      const origin = find([...placeOf(workflow, name), ...key.split('.')]);
      return { agent: name, key, value, ...(origin && { origin }) };
    };
    return [
      said('harness', agent.harness),
      agent.model === undefined
        ? { agent: name, key: 'model', value: "the harness's own" }
        : said('model', agent.model),
      agent.vendor === undefined ? vendorOf(name, agent, vendors[name]) : said('vendor', agent.vendor),
      ...restOf(agent).map(([key, value]) => said(key, value)),
    ];
  });
}

/** Where an agent stands in the spec: `lint/writer` is one of the workflow that step `lint` uses. */
function placeOf({ bodies }: Workflow, name: string): Path {
  const cut = name.lastIndexOf('/');
  const user = Object.values(bodies)
    .flatMap(({ steps }) => Object.values(steps))
    .find(({ key, kind }) => kind === 'uses' && key === name.slice(0, cut));
  const own = name.slice(cut + 1);
  return user && 'uses' in user.spec ? ['workflows', user.spec.uses, 'agents', own] : ['agents', own];
}

function vendorOf(agent: string, { model }: AgentSpec, vendor: string | undefined): AgentValue {
  if (vendor === undefined) return { agent, key: 'vendor', value: 'unknown', from: "say it with 'vendor:'" };
  return { agent, key: 'vendor', value: vendor, from: model === undefined ? 'of the harness' : 'of the model' };
}

/** Values that may be secret, or long, are told by their names and their beginnings; policies have a place of their own. */
function restOf(agent: AgentSpec): readonly (readonly [key: string, value: string])[] {
  const { name: _, harness: __, model: ___, vendor: ____, policies: _____, instructions, env, mcp, ...rest } = agent;
  const named = Object.entries({ env, mcp }).filter(([, value]) => value !== undefined);
  return [
    ...(instructions === undefined ? [] : [['instructions', instructions.trim()] as const]),
    ...Object.entries(rest).flatMap(([key, value]) => flatten(key, value as Json)),
    ...named.map(([key, value]) => [key, Object.keys(value ?? {}).join(', ')] as const),
  ];
}

function flatten(key: string, value: Json): readonly (readonly [key: string, value: string])[] {
  if (isJsonObject(value)) return Object.entries(value).flatMap(([inner, own]) => flatten(`${key}.${inner}`, own));
  if (!Array.isArray(value)) return [[key, String(value)]];
  return [[key, value.map((item) => (typeof item === 'string' ? item : JSON.stringify(item))).join(', ')]];
}

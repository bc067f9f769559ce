/**
 * `uses`: the body of another workflow, compiled in its own names. It sees its inputs and its agents, and nothing of
 * the workflow that uses it; what it gives are its outputs.
 */

import { type Type, typeOfSchema } from '../../../policies/expressions/index.ts';
import { checkValue } from '../../../schema/check/value.ts';
import type { Json, JsonObject } from '../../../schema/json.ts';
import type { Flow } from '../../../schema/spec.ts';
import type { UsesStep } from '../../../schema/steps/index.ts';
import { type Context, scopeOf } from '../context.ts';
import { enlist } from '../flow.ts';
import { placeGuards } from '../guards.ts';
import { baseScope, object, string } from '../scope.ts';
import type { Expr } from '../workflow.ts';
import { type Compiled, noSessions, refuseKeys, type Site } from './site.ts';

/** Workflows that use workflows: people write three. It bounds how much one file can unfold into. */
const maxDepth = 8;

export function compileUses(site: Site<UsesStep>): Compiled {
  const { context, spec, path, place, key } = site;
  const flow = context.flows[spec.uses];
  const empty: Compiled = { frames: 'once', child: key, fields: {}, ...noSessions };
  if (!flow) return empty;
  refuseKeys(site, ['env'], 'The steps of the workflow say their own variables, so this would do nothing.');
  if (context.depth >= maxDepth) {
    context.checker.add('OMNI3014', [...path, 'uses'], `Workflows use workflows more than ${maxDepth} deep here.`);
    return empty;
  }
  refuseForeign(site, flow);
  const exprs = compileWith(site, flow);
  const inner: Context = { ...context, spec: flow, flow: `${key}/`, depth: context.depth + 1 };
  const source = ['workflows', spec.uses];
  placeGuards(inner, flow.workflow.policies, [...source, 'workflow', 'policies'], { level: 'workflow' });
  enlist(inner, [...source, 'agents']);
  const names = baseScope(flow);
  const at = [...source, 'workflow'];
  const root = { names, views: {}, unsure: new Set<string>(), before: [], inLoop: place.inLoop, inRound: false };
  const body = context.compileBody(inner, { key, specs: flow.workflow.steps, path: [...at, 'steps'], place: root });
  const last = scopeOf({ ...root, views: body.views });
  const outputs: Record<string, Type> = {};
  for (const [name, text] of Object.entries(flow.workflow.outputs ?? {})) {
    const { expr, checked } = context.checker.template(text, [...at, 'outputs', name], last, body.unsure);
    exprs[`outputs.${name}`] = expr;
    const type = checked?.type ?? { kind: 'dyn' };
    if (type.kind === 'optional') outputs[`${name}?`] = type.of;
    else outputs[name] = type;
  }
  return {
    exprs,
    frames: 'once',
    child: key,
    fields: { 'branch?': string, 'diff?': string, output: object(outputs) },
    sessions: body.sessions,
    parallel: body.parallel,
  };
}

/** What a workflow says of a run is not its to say where it is only a part of one. */
function refuseForeign({ context, spec, path }: Site<UsesStep>, { workflow }: Flow): void {
  for (const secret of workflow.secrets ?? []) {
    if (context.spec.workflow.secrets?.includes(secret)) continue;
    context.checker.add(
      'OMNI2013',
      [...path, 'uses'],
      `'${workflow.name}' wants the secret '${secret}', which is not granted to it.`,
      {
        help: `Declare it here as well: secrets: [${secret}]`,
      },
    );
  }
  if (workflow.workspace !== undefined) {
    context.checker.add(
      'OMNI3006',
      ['workflows', spec.uses, 'workflow', 'workspace'],
      "A workflow that is used works where its step does, so 'workspace' means nothing here.",
      {
        help: 'Remove it, or give the step that uses it a worktree.',
      },
    );
  }
}

function compileWith(site: Site<UsesStep>, { workflow }: Flow): Record<string, Expr> {
  const { context, spec, path, place, scope } = site;
  const { checker } = context;
  const inputs = workflow.inputs ?? {};
  const given = spec.with ?? {};
  const exprs: Record<string, Expr> = {};
  for (const [name, value] of Object.entries(given)) {
    const at = [...path, 'with', name];
    const schema = Object.hasOwn(inputs, name) ? inputs[name] : undefined;
    if (!schema) {
      const known = Object.keys(inputs).join(', ');
      checker.add('OMNI3013', at, `'${workflow.name}' has no input '${name}'.`, {
        help: `Its inputs: ${known || 'none'}`,
      });
    } else if (typeof value === 'string' && value.includes('${{')) {
      exprs[`with.${name}`] = checker.template(value, at, scope, place.unsure, typeOfSchema(schema)).expr;
    } else checkGiven(site, name, schema, value);
  }
  for (const [name, schema] of Object.entries(inputs)) {
    if (schema.default !== undefined || Object.hasOwn(given, name)) continue;
    checker.add('OMNI3013', [...path, 'uses'], `'${workflow.name}' needs the input '${name}'.`, {
      help: `with: { ${name}: … }`,
    });
  }
  return exprs;
}

function checkGiven({ context, path }: Site<UsesStep>, name: string, schema: JsonObject, value: Json): void {
  const at = [...path, 'with', name];
  if (JSON.stringify(value).includes('${{')) {
    context.checker.add('OMNI3013', at, 'A `${{ }}` stands alone here, not inside a list or a map.', {
      help: `Make the list or the map in the expression: ${name}: \${{ [ … ] }}`,
    });
    return;
  }
  for (const { message } of checkValue(schema, value, ['with', name])) context.checker.add('OMNI3013', at, message);
}

/**
 * Checked spec in, machines and step table out. Pure: the same spec gives the same workflow, so a run is replayed by
 * compiling the spec that its journal pins. All problems of the whole spec are collected before anything is refused.
 */
import type { Problem } from '../../schema/problem.ts';
import type { Spec } from '../../schema/spec.ts';
import { compileBody } from './body.ts';
import { Checker } from './check.ts';
import { type Context, scopeOf } from './context.ts';
import { enlist } from './flow.ts';
import { placeGuards } from './guards.ts';
import { baseScope } from './scope.ts';
import { type Body, type Expr, rootBody, type Workflow } from './workflow.ts';

/** @returns the workflow, or every problem of the spec by its path. */
export function compile(spec: Spec): { workflow: Workflow } | { problems: readonly Problem[] } {
  const checker = new Checker();
  const bodies: Record<string, Body> = {};
  const flows = spec.workflows ?? {};
  const shared = { checker, bodies, agents: {}, vendors: {}, guards: new Map(), compileBody };
  const context: Context = { spec, flow: '', depth: 0, flows, ...shared };
  placeGuards(context, spec.policies, ['policies'], { level: 'project' });
  placeGuards(context, spec.workflow.policies, ['workflow', 'policies'], { level: 'workflow' });
  enlist(context, ['agents']);
  const names = baseScope(spec);
  const place = { names, views: {}, unsure: new Set<string>(), before: [], inLoop: false, inRound: false };
  const root = compileBody(context, {
    key: rootBody,
    specs: spec.workflow.steps,
    path: ['workflow', 'steps'],
    place,
  });
  const outputs: Record<string, Expr> = {};
  const last = scopeOf({ ...place, views: root.views });
  for (const [name, text] of Object.entries(spec.workflow.outputs ?? {})) {
    outputs[name] = checker.template(text, ['workflow', 'outputs', name], last, root.unsure).expr;
  }
  if (checker.problems.length > 0) return { problems: checker.problems };
  const bounds = {
    ...(root.sessions !== undefined && { sessions: root.sessions }),
    ...(root.parallel !== undefined && { parallel: root.parallel }),
  };
  return {
    workflow: {
      name: spec.workflow.name,
      spec,
      bodies,
      outputs,
      agents: context.agents,
      vendors: context.vendors,
      guards: [...context.guards.values()],
      bounds,
      keepsSteps: checker.readsClosedSteps,
    },
  };
}

/**
 * Draws a workflow in Graphviz's language, for `dot -Tsvg` and the many tools that read it. A body is a cluster with a
 * beginning and an end of its own; arrows to and from a cluster are cut off at its border (`lhead`, `ltail`), since
 * Graphviz joins nodes only.
 */
import { rootBody, type Workflow } from '../compile/workflow.ts';
import { type Arrow, labelOf, type Outline, type OutlineState, outlineOf } from './outline.ts';

export function toDot(workflow: Workflow): string {
  const states = new Map<string, OutlineState>();
  const root = outlineOf(workflow);
  const lines = [
    `digraph ${quote(workflow.name)} {`,
    '  graph [compound=true, rankdir=TB, fontname="Helvetica", style="rounded"]',
    '  node [shape=box, style="rounded", fontname="Helvetica"]',
    '  edge [fontname="Helvetica", fontsize=10]',
    ...drawBody(root, rootBody, '  ', states),
    '}',
  ];
  return `${lines.join('\n')}\n`;
}

/** No name of a state holds a space, so these two are nobody else's. */
const startOf = (body: string) => quote(`${body} start`);
const endOf = (body: string) => quote(`${body} end`);
const clusterOf = (name: string) => quote(`cluster_${name}`);

function drawBody(body: Outline, owner: string, indent: string, states: Map<string, OutlineState>): readonly string[] {
  for (const state of body.states) states.set(state.name, state);
  const lines = [
    `${indent}${startOf(owner)} [shape=circle, style=filled, fillcolor=black, width=0.15, label=""]`,
    `${indent}${endOf(owner)} [shape=doublecircle, style=filled, fillcolor=black, width=0.1, label=""]`,
  ];
  for (const state of body.states) {
    const label = quote(labelOf(state));
    if (state.bodies.length === 0) lines.push(`${indent}${quote(state.name)} [label=${label}]`);
    else {
      lines.push(
        `${indent}subgraph ${clusterOf(state.name)} {`,
        `${indent}  label=${label}`,
        ...drawBodies(state, `${indent}  `, states),
        `${indent}}`,
      );
    }
  }
  const first = body.first === undefined ? {} : { to: body.first };
  lines.push(`${indent}${startOf(owner)} -> ${drawArrow(first, owner, states)}`);
  for (const state of body.states) {
    const compound = state.bodies.length > 0;
    const tail = compound ? { ltail: clusterOf(state.name) } : {};
    const from = compound ? endOf(state.name) : quote(state.name);
    for (const arrow of state.arrows) lines.push(`${indent}${from} -> ${drawArrow(arrow, owner, states, tail)}`);
  }
  return lines;
}

/** Bodies side by side share one beginning and one end, so that arrows to and from the cluster find them. */
function drawBodies(
  { name, bodies }: OutlineState,
  indent: string,
  states: Map<string, OutlineState>,
): readonly string[] {
  const [only] = bodies;
  if (bodies.length === 1 && only) return drawBody(only, name, indent, states);
  const owners = bodies.map((_, index) => `${name} ${index}`);
  return [
    `${indent}${startOf(name)} [shape=circle, style=filled, fillcolor=black, width=0.15, label=""]`,
    `${indent}${endOf(name)} [shape=doublecircle, style=filled, fillcolor=black, width=0.1, label=""]`,
    ...bodies.flatMap((body, index) => [
      `${indent}subgraph ${clusterOf(owners[index]!)} {`,
      `${indent}  label=""; style="dashed,rounded"`,
      ...drawBody(body, owners[index]!, `${indent}  `, states),
      `${indent}}`,
      `${indent}${startOf(name)} -> ${startOf(owners[index]!)}`,
      `${indent}${endOf(owners[index]!)} -> ${endOf(name)}`,
    ]),
  ];
}

function drawArrow(
  { to, when }: Arrow,
  owner: string,
  states: ReadonlyMap<string, OutlineState>,
  more: Readonly<Record<string, string>> = {},
): string {
  const compound = to !== undefined && states.get(to)!.bodies.length > 0;
  const target = to === undefined ? endOf(owner) : compound ? startOf(to) : quote(to);
  const attributes = {
    ...more,
    ...(compound && { lhead: clusterOf(to) }),
    ...(when !== undefined && { label: quote(when), style: 'dashed' }),
    // A way back must not turn the drawing upside down.
    ...(when === 'rework' && { constraint: 'false' }),
  };
  const listed = Object.entries(attributes).map(([key, value]) => `${key}=${value}`);
  return listed.length === 0 ? target : `${target} [${listed.join(', ')}]`;
}

/** Backslashes mean something in Graphviz's labels, and nothing of ours is meant so. */
function quote(text: string): string {
  return `"${text.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`;
}

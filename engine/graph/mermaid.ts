/** Draws a workflow as mermaid's `stateDiagram-v2`, which is rendered wherever READMEs are. */
import type { Workflow } from '../compile/workflow.ts';
import { labelOf, type Outline, outlineOf } from './outline.ts';

export function toMermaid(workflow: Workflow): string {
  return `${['stateDiagram-v2', '  direction TB', ...drawBody(outlineOf(workflow), '  ')].join('\n')}\n`;
}

function drawBody({ first, states }: Outline, indent: string): readonly string[] {
  const lines = [`${indent}[*] --> ${first ?? '[*]'}`];
  for (const state of states) {
    lines.push(`${indent}state "${quotable(labelOf(state))}" as ${state.name}`);
    if (state.bodies.length > 0) {
      const regions = state.bodies.flatMap((body, index) => [
        ...(index > 0 ? [`${indent}  --`] : []),
        ...drawBody(body, `${indent}  `),
      ]);
      lines.push(`${indent}state ${state.name} {`, ...regions, `${indent}}`);
    }
    for (const { to = '[*]', when } of state.arrows) {
      lines.push(`${indent}${state.name} --> ${to}${when === undefined ? '' : ` : ${when}`}`);
    }
  }
  return lines;
}

/** In one line, and free of what ends a label or is read as HTML; mermaid writes `#lt;` for `<`. */
function quotable(label: string): string {
  const spelled: Record<string, string> = { '"': "'", '<': '#lt;', '>': '#gt;', '#': '#35;', ';': '#59;' };
  return label
    .trim()
    .replace(/\s+/g, ' ')
    .replace(/["<>#;]/g, (character) => spelled[character] ?? '');
}

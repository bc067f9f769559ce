/** Which paths a condition proves present: `has(a.b) && a.b.c`, `has(a.b) ? a.b : 0`, `!has(a.b) || a.b == 1`. */
import type { ASTNode } from '@marcbachmann/cel-js';

type Paths = readonly (readonly string[])[];

/** The names of a chain of members from a root; undefined for anything else. */
function pathOf(node: ASTNode): readonly string[] | undefined {
  if (node.op === 'id') return [node.args];
  if (node.op !== '.' && node.op !== '.?') return undefined;
  const path = pathOf(node.args[0]);
  return path && [...path, node.args[1]];
}

/** What is present when `node` is true. */
export function presentWhenTrue(node: ASTNode): Paths {
  if (node.op === '&&') return [...presentWhenTrue(node.args[0]), ...presentWhenTrue(node.args[1])];
  if (node.op === '!_') return presentWhenFalse(node.args);
  if (node.op !== 'call' || node.args[0] !== 'has') return [];
  const argument = node.args[1][0];
  const path = argument && pathOf(argument);
  return path ? [path] : [];
}

/** What is present when `node` is false. */
export function presentWhenFalse(node: ASTNode): Paths {
  if (node.op === '||') return [...presentWhenFalse(node.args[0]), ...presentWhenFalse(node.args[1])];
  return node.op === '!_' ? presentWhenTrue(node.args) : [];
}

/** Whether everything on `path` is known present. */
export function isPresent(path: readonly string[], guards: Paths): boolean {
  return guards.some((guard) => path.every((name, index) => name === guard[index]));
}

/** What can be read off a condition without a run: at which number it begins to be true. */
import type { ASTNode } from '@marcbachmann/cel-js';
import { conditionOf } from './condition.ts';
import { parseExpression } from './parse.ts';

export interface Threshold {
  /** What is compared, from the root of the scope: `cost.run`. */
  readonly path: readonly string[];
  readonly value: number;
  /** Of what came since a state was set, so that it is reached again and again. */
  readonly again?: true;
}

type Known = Readonly<Record<string, unknown>>;

/**
 * The comparisons that `&&` joins at its top, of one name (or of a sum that it begins, or of a name less a state) with
 * what `inputs` make a number. Nothing where they make the condition false; what is said in another way is not read.
 */
export function thresholdsOf(text: string, inputs: Known): readonly Threshold[] {
  const condition = conditionOf(text);
  if ('faults' in condition) return [];
  const parsed = parseExpression(condition.source);
  if ('fault' in parsed) return [];
  const terms = conjuncts(parsed.tree);
  if (terms.some((term) => isFalse(term, inputs))) return [];
  return terms.flatMap((term) => thresholdIn(term, inputs) ?? []);
}

const conjuncts = (node: ASTNode): readonly ASTNode[] => (node.op === '&&' ? node.args.flatMap(conjuncts) : [node]);

function isFalse(node: ASTNode, inputs: Known): boolean {
  const sides = sidesOf(node);
  const [more, less] = sides ? [numberOf(sides.more, inputs), numberOf(sides.less, inputs)] : [];
  if (more === undefined || less === undefined) return false;
  return !(more > less || (more === less && sides?.orEqual));
}

function thresholdIn(node: ASTNode, inputs: Known): Threshold | undefined {
  const sides = sidesOf(node);
  const value = sides && numberOf(sides.less, inputs);
  if (sides === undefined || value === undefined) return undefined;
  const { more } = sides;
  const isSum = more.op === '+' || more.op === '-';
  const path = pathOf(isSum ? more.args[0] : more);
  if (path === undefined) return undefined;
  if (more.op !== '-') return { path, value };
  const [root] = pathOf(more.args[1]) ?? [];
  return root === 'state' ? { path, value, again: true } : undefined;
}

/** `a >= b` and `b <= a` are one. */
function sidesOf(node: ASTNode): { more: ASTNode; less: ASTNode; orEqual: boolean } | undefined {
  if (node.op === '>=' || node.op === '>') return { more: node.args[0], less: node.args[1], orEqual: node.op === '>=' };
  if (node.op === '<=' || node.op === '<') return { more: node.args[1], less: node.args[0], orEqual: node.op === '<=' };
  return undefined;
}

function numberOf(node: ASTNode, inputs: Known): number | undefined {
  if (node.op === 'value') {
    return typeof node.args === 'number' || typeof node.args === 'bigint' ? Number(node.args) : undefined;
  }
  if (node.op === '*') {
    const [one, other] = node.args.map((part) => numberOf(part, inputs));
    return one === undefined || other === undefined ? undefined : one * other;
  }
  const [root, name = '', ...more] = pathOf(node) ?? [];
  if (root !== 'inputs' || more.length > 0 || !Object.hasOwn(inputs, name)) return undefined;
  const value = inputs[name];
  return typeof value === 'number' ? value : undefined;
}

/** Of a name and its members; undefined for anything else. */
export function pathOf(node: ASTNode): readonly string[] | undefined {
  if (node.op === 'id') return [node.args];
  if (node.op !== '.') return undefined;
  const [owner, member] = node.args;
  const before = pathOf(owner);
  return before && [...before, member];
}

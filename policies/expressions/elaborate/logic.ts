/**
 * `&&`, `||`, `!` and `?:`. As CEL has it, either side of `&&` and `||` may decide alone: `broken && false` is false,
 * and only when the other side does not decide is the fault one of the whole.
 */
import type { ASTNode } from '@marcbachmann/cel-js';
import { helpForBool } from '../expect.ts';
import { absorb, EvaluationFault } from '../fault.ts';
import { BOOL, join, typeName } from '../relate.ts';
import type { Value } from '../values.ts';
import { presentWhenFalse, presentWhenTrue } from './guards.ts';
import { type Context, type Frame, type Run, report, show, type Term } from './term.ts';

export function elaborateAndOr(node: Extract<ASTNode, { op: '&&' | '||' }>, context: Context): Term {
  const [leftNode, rightNode] = node.args;
  const decides = node.op === '||';
  const present = decides ? presentWhenFalse(leftNode) : presentWhenTrue(leftNode);
  const left = elaborateCondition(leftNode, context, `\`${node.op}\``);
  const right = elaborateCondition(
    rightNode,
    { ...context, guards: [...context.guards, ...present] },
    `\`${node.op}\``,
  );
  return { node, type: BOOL, run: (frame) => decide(decides, left, right, frame) };
}

function decide(decides: boolean, left: Run, right: Run, frame: Frame): Value {
  let fault: EvaluationFault | undefined;
  try {
    if (left(frame) === decides) return decides;
  } catch (error) {
    fault = absorb(error);
  }
  const value = right(frame);
  if (value !== decides && fault !== undefined) throw fault;
  return value;
}

export function elaborateNot(node: Extract<ASTNode, { op: '!_' }>, context: Context): Term {
  const operand = elaborateCondition(node.args, context, '`!`');
  return { node, type: BOOL, run: (frame) => !operand(frame) };
}

export function elaborateChoice(node: Extract<ASTNode, { op: '?:' }>, context: Context): Term {
  const [conditionNode, thenNode, elseNode] = node.args;
  const condition = elaborateCondition(conditionNode, context, '`?:`');
  const [whenTrue, whenFalse] = [presentWhenTrue(conditionNode), presentWhenFalse(conditionNode)];
  const yes = context.term(thenNode, { ...context, guards: [...context.guards, ...whenTrue] });
  const no = context.term(elseNode, { ...context, guards: [...context.guards, ...whenFalse] });
  const run: Run = (frame) => (condition(frame) ? yes.run(frame) : no.run(frame));
  return { node, type: join(yes.type, no.type), run };
}

/** A part that must be a bool: reported when it never is, a fault when a dyn is none. */
export function elaborateCondition(node: ASTNode, context: Context, wantedBy: string): (frame: Frame) => boolean {
  const term = context.term(node, context);
  if (term.type.kind !== 'bool' && term.type.kind !== 'dyn') {
    report(context, 'type', node, `${wantedBy} takes a bool, not ${typeName(term.type)}`, helpForBool(term.type));
  }
  return (frame) => {
    const value = term.run(frame);
    if (typeof value === 'boolean') return value;
    throw new EvaluationFault(`${show(context, node)} is not a bool`);
  };
}

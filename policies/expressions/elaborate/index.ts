/** Elaborates a whole tree: one form after another, each by its operator. */
import type { ASTNode } from '@marcbachmann/cel-js';
import type { Scope } from '../types.ts';
import { elaborateAccess } from './access.ts';
import { elaborateCall, elaborateMethod } from './calls.ts';
import { elaborateList, elaborateMap, elaborateScalar } from './literals.ts';
import { elaborateAndOr, elaborateChoice, elaborateNot } from './logic.ts';
import { elaborateBinary, elaborateMinus } from './operators.ts';
import type { Context, Term } from './term.ts';

export { frameOf } from './term.ts';

export interface Elaboration extends Pick<Context, 'faults' | 'reads'> {
  readonly term: Term;
}

export function elaborate(tree: ASTNode, source: string, scope: Scope): Elaboration {
  const context: Context = {
    source,
    scope,
    locals: new Map(),
    nesting: 0,
    guards: [],
    faults: [],
    reads: [],
    count: { terms: 0 },
    term: elaborateNode,
  };
  return { term: elaborateNode(tree, context), faults: context.faults, reads: context.reads };
}

function elaborateNode(node: ASTNode, context: Context): Term {
  context.count.terms++;
  switch (node.op) {
    case 'value':
      return elaborateScalar(node, context);
    case 'id':
    case '.':
    case '.?':
    case '[]':
    case '[?]':
      return elaborateAccess(node, context);
    case 'call':
      return elaborateCall(node, context);
    case 'rcall':
      return elaborateMethod(node, context);
    case 'list':
      return elaborateList(node, context);
    case 'map':
      return elaborateMap(node, context);
    case '?:':
      return elaborateChoice(node, context);
    case '||':
    case '&&':
      return elaborateAndOr(node, context);
    case '!_':
      return elaborateNot(node, context);
    case '-_':
      return elaborateMinus(node, context);
    default:
      return elaborateBinary(node, context);
  }
}

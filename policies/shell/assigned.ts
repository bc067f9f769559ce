/** Which variables a piece of a script may set: after a loop, and in its next round, they are not what they were. */
import { forEachChild, type SyntaxNode } from 'unbash';
import type { Flow } from './flow.ts';
import type { Reader } from './reader.ts';
import { spend } from './tally.ts';

/** By name: whether all that is set is a number. `all`: any variable may be set. */
export type Assigned = ReadonlyMap<string, 'number' | 'any'> | 'all';

/** Builtins that set variables which their words name in ways of their own. */
const setters =
  /^(?:mapfile|readarray|getopts|printf|let|eval|source|\.|unset|trap|wait|declare|typeset|local|readonly|builtin|command|coproc)$/;

export function assignedIn(reader: Reader, ...nodes: readonly SyntaxNode[]): Assigned {
  const found = new Map<string, 'number' | 'any'>();
  let all = false;
  const add = (name: string, what: 'number' | 'any') => {
    found.set(name, found.get(name) === 'any' ? 'any' : what);
  };
  const visit = (node: SyntaxNode): void => {
    spend(reader.tally);
    switch (node.type) {
      case 'Assignment':
        add(node.name, isSum(node.value) && node.append !== true ? 'number' : 'any');
        break;
      case 'For':
      case 'Select':
        add(node.name.text, 'any');
        break;
      case 'ArithmeticUnary':
        if (node.operator === '++' || node.operator === '--') addTarget(node.operand);
        break;
      case 'ArithmeticBinary':
        if (/^[^=!<>]?=$|^(?:<<|>>|\*\*)=$/.test(node.operator)) addTarget(node.left);
        break;
      case 'ParameterExpansion':
        if (node.operation?.type === 'Default' && node.operation.operator.endsWith('=')) add(node.parameter, 'any');
        break;
      case 'Function':
      case 'Coproc':
        all = true;
        break;
      case 'Command': {
        const name = node.name;
        if (name === undefined) break;
        if (name.parts !== undefined || setters.test(name.value) || reader.tally.defined.has(name.value)) all = true;
        if (name.value === 'read') {
          for (const word of node.args) {
            if (word.type === 'Word' && word.parts === undefined) add(word.value, 'any');
            else all = true;
          }
          add('REPLY', 'any');
        }
        break;
      }
    }
    forEachChild(node, visit);
  };
  const addTarget = (target: SyntaxNode): void => {
    if (target.type === 'ArithmeticWord' && target.parts === undefined) add(target.value, 'number');
    else all = true;
  };
  for (const node of nodes) visit(node);
  return all ? 'all' : found;
}

/** `$((…))` and nothing else. */
const isSum = (value: SyntaxNode): boolean =>
  value.type === 'Word' && value.parts?.length === 1 && value.parts[0]?.type === 'ArithmeticExpansion';

export function forgetAssigned(flow: Flow, assigned: Assigned): void {
  if (assigned === 'all') {
    flow.vars.clear();
    return;
  }
  for (const [name, what] of assigned) {
    const value = flow.vars.get(name);
    const staysNumber = what === 'number' && (value === null || (value !== undefined && /^-?\d+$/.test(value)));
    if (staysNumber) flow.vars.set(name, null);
    else flow.vars.delete(name);
  }
}

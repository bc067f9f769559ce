/** Branches, loops, groups and functions: what may run, and what holds after. */
import type {
  Case,
  CommandNode,
  CompoundList,
  Coproc,
  Function as Definition,
  For,
  If,
  Redirected,
  Select,
  SyntaxNode,
} from 'unbash';
import { assignedIn, forgetAssigned } from './assigned.ts';
import { expand, expandWhole } from './expand.ts';
import { type Flow, forget, fork, join } from './flow.ts';
import { mostRounds } from './limits.ts';
import { readArithmetic, readExpression } from './parameter.ts';
import { isProgram } from './programs.ts';
import type { Input, Reader } from './reader.ts';
import { doubt, shown } from './tally.ts';
import { readTest } from './tests.ts';
import { setVariable } from './variables.ts';

type Compound = Exclude<CommandNode, Redirected | { readonly type: 'Command' }>;

/** Answers what it prints, where that is known. */
export function walkCompound(reader: Reader, node: Compound, flow: Flow, input: Input): string | undefined {
  const list = ({ commands }: CompoundList, at: Flow) => reader.acts.statements(reader, commands, at, input);
  switch (node.type) {
    case 'BraceGroup':
      return list(node.body, flow);
    case 'Subshell':
      return list(node.body, fork(flow));
    case 'If':
      return walkIf(reader, node, flow, input);
    case 'Case':
      return walkCase(reader, node, flow, input);
    case 'For':
    case 'Select':
      return walkFor(reader, node, flow, input);
    case 'While':
      return walkLoop(reader, [node], flow, () => {
        leniently(flow, () => list(node.clause, flow));
        list(node.body, flow);
      });
    case 'ArithmeticFor':
      if (node.initialize !== undefined) readExpression(reader, node.initialize, flow, expandWhole);
      return walkLoop(reader, [node], flow, () => {
        if (node.test !== undefined) readExpression(reader, node.test, flow, expandWhole);
        list(node.body, flow);
        if (node.update !== undefined) readExpression(reader, node.update, flow, expandWhole);
      });
    case 'TestCommand':
      readTest(reader, node.expression, flow);
      return undefined;
    case 'ArithmeticCommand': {
      const { pos, end, expression, body } = node;
      readArithmetic(reader, { type: 'ArithmeticExpansion', pos, end, expression, text: body }, flow, expandWhole);
      return undefined;
    }
    case 'Function':
      defineFunction(reader, node, flow);
      return undefined;
    case 'Coproc':
      walkCoproc(reader, node, flow);
      return undefined;
  }
}

/** Where a failure is looked at, it does not end the script. */
function leniently(flow: Flow, walk: () => void): void {
  const { lenient } = flow;
  flow.lenient = true;
  walk();
  flow.lenient = lenient;
}

function walkIf(reader: Reader, node: If, flow: Flow, input: Input): undefined {
  const ends: Flow[] = [];
  const clause = ({ commands }: CompoundList) =>
    leniently(flow, () => reader.acts.statements(reader, commands, flow, input));
  const branch = ({ commands }: CompoundList) => {
    const taken = fork(flow);
    reader.acts.statements(reader, commands, taken, input);
    ends.push(taken);
  };
  clause(node.clause);
  branch(node.then);
  for (const elif of node.elif) {
    clause(elif.clause);
    branch(elif.then);
  }
  if (node.else !== undefined) branch(node.else);
  for (const end of ends) join(flow, end);
  return undefined;
}

function walkCase(reader: Reader, node: Case, flow: Flow, input: Input): undefined {
  expandWhole(reader, node.word, flow);
  const ends: Flow[] = [];
  let falls: Flow | undefined;
  for (const item of node.items) {
    for (const pattern of item.pattern) expandWhole(reader, pattern, flow);
    const taken = fork(flow);
    if (falls !== undefined) join(taken, falls);
    reader.acts.statements(reader, item.body.commands, taken, input);
    ends.push(taken);
    falls = item.terminator === ';;' || item.terminator === undefined ? undefined : taken;
  }
  for (const end of ends) join(flow, end);
  return undefined;
}

function walkFor(reader: Reader, node: For | Select, flow: Flow, input: Input): undefined {
  const name = node.name.value;
  if (node.name.parts !== undefined || !/^[A-Za-z_]\w*$/.test(name)) {
    doubt(reader.tally, 'parse', `${shown(node.name.text)} is no name of a variable`);
  }
  const words = node.wordlist?.flatMap((word) => expand(reader, word, flow)) ?? [];
  const certain = node.type === 'For' && node.wordlist !== undefined && words.every((word) => word.known);
  const rounds = certain && words.length <= mostRounds ? words : [undefined];
  return walkLoop(reader, [node], flow, () => {
    for (const word of rounds) {
      setVariable(reader, name, word, flow);
      reader.acts.statements(reader, node.body.commands, flow, input);
      // A round may break off anywhere.
      forgetAssigned(flow, assignedIn(reader, node.body));
    }
  });
}

function walkLoop(reader: Reader, nodes: readonly SyntaxNode[], flow: Flow, walk: () => void): undefined {
  const assigned = assignedIn(reader, ...nodes);
  forgetAssigned(flow, assigned);
  const before = fork(flow);
  const { tally } = reader;
  const ran = tally.ran;
  walk();
  if (tally.ran > ran && tally.wrote) {
    doubt(tally, 'script', 'a loop writes files and runs scripts, which may be what it wrote');
  }
  if (flow.dirs === undefined ? before.dirs !== undefined : flow.dirs.some((dir) => !before.dirs?.includes(dir))) {
    doubt(tally, 'dynamic', 'a loop changes its directory from round to round');
    flow.dirs = undefined;
  }
  join(flow, before);
  forgetAssigned(flow, assigned);
  return undefined;
}

/** The body is read where it stands, though it may run later, or never. */
function defineFunction(reader: Reader, node: Definition, flow: Flow): void {
  const name = node.name.value;
  if (isProgram(name)) doubt(reader.tally, 'dynamic', `a function takes the name of ${shown(name)}`);
  reader.tally.defined.add(name);
  const inside = fork(flow);
  forget(inside);
  inside.lenient = true;
  const { moves } = reader.tally;
  walkBody({ ...reader, anytime: true, later: true }, node.body, inside);
  if (reader.tally.moves > moves) reader.tally.movesAnytime = true;
}

function walkCoproc(reader: Reader, node: Coproc, flow: Flow): void {
  walkBody({ ...reader, anytime: true }, node.body, fork(flow));
  if (node.name !== undefined) flow.vars.delete(node.name.value);
  flow.vars.delete('COPROC');
}

function walkBody(reader: Reader, body: Definition['body'] | Coproc['body'], flow: Flow): void {
  if (body.type === 'CompoundList') doubt(reader.tally, 'parse', 'a body is missing');
  else reader.acts.node(reader, body, flow, 'unknown');
}

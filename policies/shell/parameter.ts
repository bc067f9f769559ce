/** Parameters with operations, and arithmetic, which runs what stands in the values of its variables: `a[$(…)]`. */
import type { ArithmeticExpansionPart, ArithmeticExpression, ParameterExpansionPart, Word } from 'unbash';
import type { Field } from './field.ts';
import type { Flow } from './flow.ts';
import type { Reader } from './reader.ts';
import { doubt, shown, spend } from './tally.ts';
import { setVariable } from './variables.ts';

/** Injected, since words hold parameters, which hold words. */
type Whole = (reader: Reader, word: Word, flow: Flow) => Field;

/** Reads `${…}`. Answers its value where it is known. */
export function readParameter(
  reader: Reader,
  part: ParameterExpansionPart,
  flow: Flow,
  whole: Whole,
): string | undefined {
  const { parameter, operation, index, prefix } = part;
  if (index !== undefined && !/^[@*]$/.test(index.text)) readOperand(reader, index, flow, whole);
  if (prefix === '!' && operation?.type !== 'Names' && !/^[@*]$/.test(index?.text ?? '')) {
    doubt(reader.tally, 'dynamic', `${shown(part.text)} reads a variable by a name that is in another`);
  }
  if (operation === undefined) {
    return prefix === undefined && index === undefined ? (flow.vars.get(parameter) ?? undefined) : undefined;
  }
  switch (operation.type) {
    case 'Default': {
      const value = whole(reader, operation.operand, flow);
      if (operation.operator.endsWith('='))
        setVariable(reader, parameter, value.known ? value : undefined, flow, 'unsure');
      return undefined;
    }
    case 'Remove':
      whole(reader, operation.operand, flow);
      return undefined;
    case 'Replace':
      whole(reader, operation.pattern, flow);
      whole(reader, operation.replacement, flow);
      return undefined;
    case 'Slice':
      readOperand(reader, operation.offset, flow, whole);
      if (operation.length !== undefined) readOperand(reader, operation.length, flow, whole);
      return undefined;
    case 'CaseModification':
      if (operation.operand !== undefined) whole(reader, operation.operand, flow);
      return undefined;
    case 'Transform':
      if (!/^[QULuKkAa]$/.test(operation.operand.text)) {
        doubt(reader.tally, 'dynamic', `${shown(part.text)} runs what stands in the variable`);
      }
      return undefined;
    case 'Names':
      return undefined;
    default:
      doubt(reader.tally, 'parse', `${shown(part.text)} cannot be read`);
      return undefined;
  }
}

/** A word that is read as arithmetic, or may be: an index, an offset, an operand of `-eq`. */
export function readOperand(reader: Reader, word: Word, flow: Flow, whole: Whole): void {
  const field = whole(reader, word, flow);
  const text = field.text.trim();
  if (/^-?\d+$/.test(text) || isNumber(text, flow)) return;
  doubt(reader.tally, 'dynamic', `arithmetic on ${shown(word.text)} may run what stands in it`);
}

/** Reads `$((…))`. */
export function readArithmetic(reader: Reader, part: ArithmeticExpansionPart, flow: Flow, whole: Whole): void {
  if (part.expression === undefined) {
    if (/[^\s\d()]/.test(part.text.slice(1))) doubt(reader.tally, 'parse', `${shown(part.text)} cannot be read`);
    return;
  }
  readExpression(reader, part.expression, flow, whole);
}

/** Reads arithmetic, which can set variables. */
export function readExpression(reader: Reader, expression: ArithmeticExpression, flow: Flow, whole: Whole): void {
  spend(reader.tally);
  switch (expression.type) {
    case 'ArithmeticBinary':
      if (/^[^=!<>]?=$|^(?:<<|>>|\*\*)=$/.test(expression.operator)) {
        if (expression.operator !== '=') readExpression(reader, expression.left, flow, whole);
        readExpression(reader, expression.right, flow, whole);
        setNumber(reader, expression.left, flow, whole);
        return;
      }
      readExpression(reader, expression.left, flow, whole);
      readExpression(reader, expression.right, flow, whole);
      return;
    case 'ArithmeticUnary':
      readExpression(reader, expression.operand, flow, whole);
      if (expression.operator === '++' || expression.operator === '--')
        setNumber(reader, expression.operand, flow, whole);
      return;
    case 'ArithmeticTernary':
      readExpression(reader, expression.test, flow, whole);
      readExpression(reader, expression.consequent, flow, whole);
      readExpression(reader, expression.alternate, flow, whole);
      return;
    case 'ArithmeticGroup':
      readExpression(reader, expression.expression, flow, whole);
      return;
    case 'ArithmeticCommandExpansion': {
      const printed = expression.script && reader.acts.inside(reader, expression.script, flow);
      if (printed === undefined || !/^\s*\d+\s*$/.test(printed)) doubtNumber(reader, expression.text);
      return;
    }
    case 'ArithmeticWord': {
      const { type, pos, end, value, ...parts } = expression;
      const field = whole(reader, { type: 'Word', pos, end, value, text: value, ...parts }, flow);
      // Of parts that are known the value counts, as of a name that stands there itself.
      const text = field.text.trim();
      if (!/^\d+(?:#\w+)?$|^0[xX][\da-fA-F]+$/.test(text) && !isNumber(text, flow)) doubtNumber(reader, value);
      return;
    }
  }
}

/** The name that is assigned to is no number before. */
function setNumber(reader: Reader, target: ArithmeticExpression, flow: Flow, whole: Whole): void {
  const name = target.type === 'ArithmeticWord' && target.parts === undefined ? target.value : '';
  if (!/^[A-Za-z_]\w*$/.test(name)) readExpression(reader, target, flow, whole);
  else setVariable(reader, name, undefined, flow, 'number');
}

const doubtNumber = (reader: Reader, text: string): void =>
  doubt(reader.tally, 'dynamic', `arithmetic on ${shown(text)} may run what stands in it`);

/** What the shell itself makes a number. */
const count =
  /^(?:\$(?:[?#$!]|\{#\w+(?:\[[@*]\])?\}|\(\([^$`[\]]*\)\))|\$?(?:RANDOM|SECONDS|LINENO|UID|EUID|PPID|BASHPID))$/;

/** Whether `x`, `$x` or `${x}` can only be a number. */
function isNumber(text: string, flow: Flow): boolean {
  const bare = text.replace(/^"(.*)"$/, '$1');
  const name = /^(?:\$?(\w+)|\$\{(\w+)\})$/.exec(bare);
  const value = name === null ? undefined : flow.vars.get(name[1] ?? name[2] ?? '');
  return value === null || (value !== undefined && /^\s*-?\d*\s*$/.test(value)) || count.test(bare);
}

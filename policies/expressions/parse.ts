/**
 * Source to syntax tree. cel-js is the parser; this file holds its limits, says its errors in our words, and keeps
 * what else it can throw (a stack that is too deep) inside.
 */
import { type ASTNode, Environment, ParseError } from '@marcbachmann/cel-js';
import type { Fault } from './types.ts';

/** UTF-16 code units of one expression. */
const MAX_SOURCE_LENGTH = 16 * 1024;
/** Each level of a tree is some frames of the stack, in the check and in the evaluation. */
const LIMITS = { maxAstNodes: 2000, maxDepth: 100, maxListElements: 1000, maxMapEntries: 1000, maxCallArguments: 16 };

const parser = new Environment({
  unlistedVariablesAreDyn: true,
  homogeneousAggregateLiterals: false,
  enableOptionalTypes: true,
  limits: LIMITS,
});

export function parseExpression(source: string): { tree: ASTNode } | { fault: Fault } {
  if (source.trim() === '') {
    return { fault: { code: 'syntax', span: { start: 0, end: source.length }, message: 'there is no expression' } };
  }
  if (source.length > MAX_SOURCE_LENGTH) {
    const span = { start: MAX_SOURCE_LENGTH, end: source.length };
    return { fault: { code: 'limit', span, message: `an expression has at most ${MAX_SOURCE_LENGTH} characters` } };
  }
  try {
    return { tree: parser.parse(source).ast };
  } catch (error) {
    return { fault: error instanceof ParseError ? parseFault(source, error) : tooDeep(source) };
  }
}

/** The only other thing the parser throws is the engine's RangeError, for `!!!!…` without end. */
export function tooDeep(source: string): Fault {
  return { code: 'limit', span: { start: 0, end: source.length }, message: 'this expression is nested too deep' };
}

function parseFault(source: string, error: ParseError): Fault {
  const start = Math.min(error.range?.start ?? 0, source.length);
  const end = Math.min(Math.max(error.range?.end ?? start, start + 1), source.length);
  const span = { start: Math.min(start, Math.max(0, end - 1)), end };
  if (error.code === 'limit_exceeded') return { code: 'limit', span, message: limitMessage(error.summary) };
  if (start >= source.trimEnd().length) return { code: 'syntax', span, message: 'the expression ends too early' };
  const help = helpFor(source, start);
  return { code: 'syntax', span, message: inOurWords(error, source.slice(start, end)), ...(help && { help }) };
}

const LIMIT_WORDS: Readonly<Record<keyof typeof LIMITS, string>> = {
  maxAstNodes: `an expression has at most ${LIMITS.maxAstNodes} parts`,
  maxDepth: `an expression is nested at most ${LIMITS.maxDepth} deep`,
  maxListElements: `a list that is written down has at most ${LIMITS.maxListElements} elements`,
  maxMapEntries: `a map that is written down has at most ${LIMITS.maxMapEntries} members`,
  maxCallArguments: `a call has at most ${LIMITS.maxCallArguments} arguments`,
};

/** cel-js tells which limit it was in its text only. */
function limitMessage(summary: string): string {
  const found = Object.entries(LIMIT_WORDS).find(([limit]) => summary.includes(limit));
  return found ? found[1] : summary;
}

function inOurWords(error: ParseError, text: string): string {
  switch (error.code) {
    case 'expected_token':
    case 'unexpected_token':
    case 'unexpected_character':
      return `\`${text}\` is not expected here`;
    case 'reserved_identifier':
      return `\`${text}\` is a reserved word`;
    case 'unterminated_string':
    case 'unterminated_triple_quoted_string':
      return 'this string is not closed';
    default:
      return error.summary.charAt(0).toLowerCase() + error.summary.slice(1);
  }
}

/** What people of other languages write, and how it is written here. */
const HABITS: readonly (readonly [habit: RegExp, help: string])[] = [
  [/^=/, 'equality is `==`'],
  [/^&/, 'and is `&&`'],
  [/^\|/, 'or is `||`; a filter is written as a call, `x.trim()`'],
  [/^and\b/, 'and is `&&`'],
  [/^or\b/, 'or is `||`'],
  [/^not\b/, 'not is `!`'],
  [/^\$\{\{/, `this already is an expression: write it without \`\${{ }}\``],
  [/^[“”‘’`]/, 'strings are quoted with \' or "'],
  [/^if\b/, 'a choice is `condition ? a : b`'],
];

function helpFor(source: string, at: number): string | undefined {
  const rest = source.slice(at);
  return HABITS.find(([habit]) => habit.test(rest))?.[1];
}

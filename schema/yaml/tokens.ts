/**
 * Text -> the concrete syntax of the YAML library, within bounds: nesting, because everything that reads the tree
 * recurses, the number of tokens, because each costs time, and whatever exhausts the library's own stack.
 */
import { type CST, Lexer, Parser } from 'yaml';
import type { Mark } from '../source.ts';
import { MAX_DEPTH, MAX_TOKENS, tooDeep, tooMany } from './guard.ts';

export function readTokens(text: string): { tokens: CST.Token[] } | { mark: Mark } {
  const parser = new Parser();
  const tokens: CST.Token[] = [];
  try {
    let count = 0;
    for (const lexeme of new Lexer().lex(text)) {
      if (++count > MAX_TOKENS) return { mark: tooMany(parser.offset) };
      for (const token of parser.next(lexeme)) tokens.push(token);
      // The document and the scalar that is being read stand on the stack as well.
      if (parser.stack.length > MAX_DEPTH + 2) return { mark: tooDeep(parser.offset) };
    }
    for (const token of parser.end()) tokens.push(token);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    return { mark: tooDeep(parser.offset) };
  }
  return { tokens };
}

/** A token, and whether it stands inside `{ }` or `[ ]`. */
export interface Visited {
  readonly token: CST.Token;
  readonly inFlow: boolean;
}

/** Every token below `roots`, in the order of the text. */
export function* visitTokens(roots: readonly CST.Token[], inFlow = false): Generator<Visited> {
  for (const token of roots) {
    yield { token, inFlow };
    if ('start' in token) {
      const start = token.start;
      yield* visitTokens(Array.isArray(start) ? start : [start], inFlow);
    }
    if ('props' in token) yield* visitTokens(token.props, inFlow);
    if ('items' in token) {
      const inner = inFlow || token.type === 'flow-collection';
      for (const item of token.items) {
        yield* visitTokens(item.start, inner);
        if (item.key) yield* visitTokens([item.key], inner);
        if (item.sep) yield* visitTokens(item.sep, inner);
        if (item.value) yield* visitTokens([item.value], inner);
      }
    }
    if (token.type === 'document' && token.value) yield* visitTokens([token.value], inFlow);
    if ('end' in token && token.end) yield* visitTokens(token.end, inFlow);
  }
}

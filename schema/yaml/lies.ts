/**
 * Where YAML reads something other than what is written, found in the syntax before any value is looked at:
 * a value that begins with a sign of YAML and goes on, a comment that cuts an expression, a flow map that splits a
 * call, what is never closed, and the features that this language leaves out because they hide where a value is from.
 */
import type { CST } from 'yaml';
import { endOfLine, type Mark, startOfLine } from '../source.ts';
import { pasteQuoted } from './quote.ts';
import { closerOf, unclosed, withoutComment } from './scan.ts';
import { type Visited, visitTokens } from './tokens.ts';

/** Marks in the order of the text. `broken`: what follows the mark cannot be trusted. */
export interface Lie extends Mark {
  readonly broken?: true;
}

/** Each costs a look at its line, and hostile lines are long. */
const MAX_LIES = 200;

export function findLies(text: string, tokens: readonly CST.Token[]): Lie[] {
  const lies: Lie[] = [];
  for (const visited of visitTokens(tokens)) {
    // `- *a *b` is one mistake: what a mark covers is not looked at again.
    const lie = visited.token.offset < (lies.at(-1)?.end ?? 0) ? undefined : judgeToken(text, visited);
    if (lie) lies.push(lie);
    if (lies.length === MAX_LIES) break;
  }
  return lies;
}

function judgeToken(text: string, { token, inFlow }: Visited): Lie | undefined {
  switch (token.type) {
    case 'tag':
    case 'anchor':
    case 'alias':
      return sign(text, token, inFlow);
    case 'directive':
      return {
        code: 'OMNI1024',
        start: token.offset,
        end: token.offset + token.source.length,
        message: 'YAML directives are not part of this language',
        help: 'remove the line',
      };
    case 'single-quoted-scalar':
    case 'double-quoted-scalar':
      return openQuote(text, token);
    case 'flow-collection':
      return openBracket(token);
    case 'scalar':
      return (inFlow ? splitCall(text, token) : undefined) ?? cutByComment(text, token);
    default:
      return undefined;
  }
}

const SIGNS = {
  tag: { code: 'OMNI1012', what: 'a tag, which changes the type of what follows' },
  anchor: { code: 'OMNI1024', what: 'an anchor, which this language leaves out' },
  alias: { code: 'OMNI1024', what: 'an alias, which this language leaves out' },
} as const;

/** `if: !done` is the empty string with the tag `!done`. */
function sign(text: string, token: CST.SourceToken | CST.FlowScalar, inFlow: boolean): Lie {
  const { code, what } = SIGNS[token.type as keyof typeof SIGNS];
  const end = inFlow ? token.offset + token.source.length : endOfValue(text, token.offset);
  const repeat = code === 'OMNI1024' ? ', or where a value is meant to be repeated, write it out' : '';
  return {
    code,
    start: token.offset,
    end,
    message: `YAML reads \`${token.source}\` as ${what}`,
    help: pasteQuoted(text, token.offset, end) + repeat,
  };
}

/** The end of a plain value on its line, without a comment that a person would see as one. */
export function endOfValue(text: string, start: number): number {
  return start + withoutComment(text.slice(start, endOfLine(text, start))).length;
}

function openQuote(text: string, token: CST.FlowScalar): Lie | undefined {
  const mark = token.source[0]!;
  const closed = token.source.length > 1 && closerOf(token.source, 0) === token.source.length - 1;
  if (closed) return undefined;
  const inner = text.slice(token.offset + 1, endOfValue(text, token.offset));
  // The same line without the open quote: the text is quoted whole instead.
  const before = text.slice(startOfLine(text, token.offset), token.offset);
  const help = inner.includes(mark)
    ? `close it with ${mark}`
    : pasteQuoted(before + inner, before.length, before.length + inner.length);
  return {
    code: 'OMNI1015',
    start: token.offset,
    end: token.offset + 1,
    message: `this ${mark} is never closed`,
    help,
    broken: true,
  };
}

function openBracket(token: CST.FlowCollection): Lie | undefined {
  const opener = token.start.source;
  const closer = opener === '{' ? 'flow-map-end' : 'flow-seq-end';
  if (token.end.some((part) => part.type === closer)) return undefined;
  return {
    code: 'OMNI1015',
    start: token.offset,
    end: token.offset + 1,
    message: `this ${opener} is never closed`,
    help: `close it with ${opener === '{' ? '}' : ']'}, or quote the value where it is text`,
    broken: true,
  };
}

/** `{ a: f(x, y) }` is the two keys `a` and `y)`. */
function splitCall(text: string, token: CST.FlowScalar): Lie | undefined {
  const { source, offset } = token;
  const line = text.slice(offset, endOfLine(text, offset));
  const open = unclosed(source);
  if (open === undefined || source[open] !== '(') return undefined;
  const closer = closerOf(line, open);
  const tail =
    closer === undefined
      ? source.length
      : closer + 1 + (/^[^,\]}]*/.exec(line.slice(closer + 1))?.[0] ?? '').trimEnd().length;
  return {
    code: 'OMNI1014',
    start: offset,
    end: offset + tail,
    message: 'YAML ends this value at the next comma, inside the parentheses',
    help: pasteQuoted(text, offset, offset + tail),
  };
}

/** `Merge PR #${{ n }}` is `Merge PR`; the rest is a comment. */
function cutByComment(text: string, token: CST.FlowScalar): Lie | undefined {
  const start = token.offset;
  const afterValue = start + token.source.length;
  const comment = /^[ \t]+#/.exec(text.slice(afterValue, afterValue + 200));
  if (!comment) return undefined;
  const end = endOfLine(text, afterValue);
  const holds = text.slice(afterValue, end).includes('${{');
  if (!holds && unclosed(token.source) === undefined) return undefined;
  return {
    code: 'OMNI1013',
    start,
    end,
    message: 'YAML ends this value at ` #`: the rest of the line is a comment',
    help: pasteQuoted(text, start, end),
  };
}

/**
 * What the YAML library says, in terms of what the author meant. Most syntax errors come from one value that should
 * have been quoted, and the library speaks of tokens and implicit keys.
 */
import type { YAMLParseError, YAMLWarning } from 'yaml';
import { endOfLine, type Mark, startOfLine } from '../source.ts';
import { endOfValue } from './lies.ts';
import { pasteQuoted } from './quote.ts';
import { closerOf } from './scan.ts';

export function explainError(text: string, error: YAMLParseError | YAMLWarning): Mark {
  const at = Math.min(error.pos[0], text.length);
  const start = valueOnLine(text, at);
  const end = endOfValue(text, start);
  const found = end > start ? explainValue(text, start, end) : undefined;
  return found ?? generic(text, at, error);
}

/** Where the value of the line's key, or of its list item, begins. */
function valueOnLine(text: string, offset: number): number {
  const from = startOfLine(text, offset);
  const line = text.slice(from, endOfLine(text, offset));
  let at = /^ *(?:- +)*/.exec(line)?.[0].length ?? 0;
  // A quoted or bracketed beginning is a value of a list, not a key, unless a colon follows it.
  const closer = /^["'[{]/.test(line.slice(at)) ? (closerOf(line, at) ?? line.length) : at;
  const colon = line.indexOf(': ', closer);
  const isKey = colon !== -1 && (closer === at || line.slice(closer + 1, colon).trim() === '');
  if (isKey) at = colon + 1 + (/^ +/.exec(line.slice(colon + 1))?.[0].length ?? 0);
  return from + at;
}

function explainValue(text: string, start: number, end: number): Mark | undefined {
  const value = text.slice(start, end);
  const first = value[0]!;
  const mark = (code: Mark['code'], message: string, help = pasteQuoted(text, start, end)): Mark => ({
    code,
    start,
    end,
    message,
    help,
  });

  if (/["'[{]/.test(first)) {
    if (value.includes('${{') && first !== '"' && first !== "'") return flowExpression(text, start, end);
    const closer = closerOf(value, 0);
    if (closer !== undefined && closer < value.length - 1) {
      return mark('OMNI1012', `YAML ends this value at the closing ${value[closer]}, and the text goes on`);
    }
    return undefined;
  }
  if (/[%@`,\]}]/.test(first)) return mark('OMNI1012', `a plain value cannot begin with ${first}`);
  if (/^[|>][+-]?\d?[+-]? +[^ #]/.test(value)) {
    return mark(
      'OMNI1001',
      `the text of a \`${first}\` block begins on the next line`,
      'move the text to the next line, indented',
    );
  }
  if (/^- /.test(value))
    return mark('OMNI1001', 'a list begins on the line after its key', 'move the list to the next line');
  if (/:( |$)/.test(value) || / \? /.test(value)) {
    return mark('OMNI1016', 'YAML reads this value as a map of its own');
  }
  return undefined;
}

/** `{ base: ${{ x }} }`: inside a flow map the braces of an expression are maps. */
function flowExpression(text: string, start: number, end: number): Mark | undefined {
  const value = text.slice(start, end);
  const open = value.search(/(?<!["'])\$\{\{/);
  if (open === -1) return undefined;
  const close = value.indexOf('}}', open);
  const until = start + (close === -1 ? value.length : close + 2);
  return {
    code: 'OMNI1012',
    start: start + open,
    end: until,
    message: 'inside { } and [ ] YAML reads the braces of `${{` as maps',
    help: pasteQuoted(text, start + open, until),
  };
}

function generic(text: string, at: number, error: YAMLParseError | YAMLWarning): Mark {
  const end = Math.max(at, Math.min(error.pos[1], endOfLine(text, at)));
  const message = (error.message.split('\n')[0] ?? '').slice(0, 200);
  const help = HELPS[error.code];
  return {
    code: 'OMNI1001',
    start: at,
    end,
    message: `this is not YAML: ${message}`,
    ...(help === undefined ? {} : { help }),
  };
}

const HELPS: Readonly<Record<string, string>> = {
  TAB_AS_INDENT: 'indent with spaces',
  BLOCK_AS_IMPLICIT_KEY: 'a key with a value on its own line has no keys below it',
  UNEXPECTED_TOKEN: 'a text that begins with a sign of YAML is quoted',
  BAD_INDENT: 'keys of one map, and items of one list, begin in the same column',
  MISSING_CHAR: 'a key is followed by `: ` and its value',
  BAD_DQ_ESCAPE: 'in double quotes write \\\\ for a backslash, or use single quotes',
  MULTILINE_IMPLICIT_KEY: 'a text of several lines stands under `|` or `>-`',
};

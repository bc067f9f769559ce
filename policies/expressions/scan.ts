/** Walks the source of an expression as far as its strings and comments go, to find what stands outside of them. */

const QUOTE = /"""|'''|"|'/y;
/** A comment ends with the line; in a template also with the expression, so that it cannot hide the end. */
const COMMENT = /\/\/(?:(?!\}\})[^\n])*/y;

/** The position of the `}}` that closes the expression that begins at `start`; undefined when there is none. */
export function findEnd(text: string, start: number): number | undefined {
  let open = 0;
  for (const at of outsideStrings(text, start)) {
    if (text[at] === '{') open++;
    else if (text[at] === '}') {
      if (open === 0 && text[at + 1] === '}') return at;
      open = Math.max(0, open - 1);
    }
  }
  return undefined;
}

/** The position of `part` outside strings and comments; undefined when there is none. */
export function findOutside(text: string, part: string): number | undefined {
  for (const at of outsideStrings(text, 0)) if (text.startsWith(part, at)) return at;
  return undefined;
}

/** The positions that are in no string or comment. They end where a string is not closed. */
function* outsideStrings(text: string, start: number): Generator<number> {
  let at = start;
  while (at < text.length) {
    const quote = matchAt(QUOTE, text, at);
    const comment = matchAt(COMMENT, text, at);
    if (quote !== undefined) at = endOfString(text, at + quote.length, quote);
    else if (comment !== undefined) at += comment.length;
    else yield at++;
  }
}

function matchAt(pattern: RegExp, text: string, at: number): string | undefined {
  pattern.lastIndex = at;
  return pattern.exec(text)?.[0];
}

/** As the parser has it, a backslash takes the next character along, in raw strings too. */
function endOfString(text: string, start: number, quote: string): number {
  for (let at = start; at < text.length; at++) {
    if (text[at] === '\\') at++;
    else if (text.startsWith(quote, at)) return at + quote.length;
  }
  return text.length;
}

/**
 * Reads a stretch of a line the way a person means it, not the way YAML splits it: which quote, bracket or `${{` is
 * still open. It is only used to find out what a plain value was meant to be.
 */
const CLOSERS: Readonly<Record<string, string>> = { '(': ')', '[': ']', '{': '}' };

/** The offset of the first quote or bracket that nothing closes, or undefined. */
export function unclosed(text: string): number | undefined {
  const open: { at: number; closer: string }[] = [];
  for (let at = 0; at < text.length; at++) {
    const character = text[at]!;
    if (opensQuote(text, at)) {
      const end = closingQuote(text, at);
      if (end === undefined) return open[0]?.at ?? at;
      at = end;
    } else if (CLOSERS[character] !== undefined) {
      open.push({ at, closer: CLOSERS[character] });
    } else if (open.at(-1)?.closer === character) {
      open.pop();
    }
  }
  return open[0]?.at;
}

/** The offset of what closes the quote or bracket at `start`, or undefined. */
export function closerOf(text: string, start: number): number | undefined {
  if (opensQuote(text, start)) return closingQuote(text, start);
  const open: string[] = [];
  for (let at = start; at < text.length; at++) {
    const character = text[at]!;
    if (opensQuote(text, at)) {
      const end = closingQuote(text, at);
      if (end === undefined) return undefined;
      at = end;
    } else if (CLOSERS[character] !== undefined) {
      open.push(CLOSERS[character]);
    } else if (open.at(-1) === character) {
      open.pop();
      if (open.length === 0) return at;
    }
  }
  return undefined;
}

/** Where the comment that YAML sees begins (` #`, outside quotes and brackets as a person means them). */
export function withoutComment(text: string): string {
  for (let at = text.indexOf(' #'); at !== -1; at = text.indexOf(' #', at + 1)) {
    if (unclosed(text.slice(0, at)) === undefined) return text.slice(0, at).trimEnd();
  }
  return text.trimEnd();
}

/** An apostrophe inside a word (`don't`) opens nothing. */
function opensQuote(text: string, at: number): boolean {
  if (text[at] === '"') return true;
  return text[at] === "'" && !/[\p{L}\p{N}]/u.test(text[at - 1] ?? '');
}

function closingQuote(text: string, start: number): number | undefined {
  const quote = text[start]!;
  for (let at = start + 1; at < text.length; at++) {
    if (text[at] === '\\' && quote === '"') at++;
    else if (text[at] === quote) {
      if (quote === "'" && text[at + 1] === "'") at++;
      else return at;
    }
  }
  return undefined;
}

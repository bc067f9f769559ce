/**
 * Reads a stretch of a line the way a person means it, not the way YAML splits it: which quote, bracket or `${{` is
 * still open. It is only used to find out what a plain value was meant to be. Each function is one pass.
 */
const CLOSERS: Readonly<Record<string, string>> = { '(': ')', '[': ']', '{': '}' };

interface Open {
  readonly at: number;
  readonly closer: string;
}

/**
 * Walks `text` from `start`, over quoted stretches, and answers what is open at its end. `stop` is asked at each
 * character outside quotes, with what is open after it; where it says true, the walk ends.
 */
function walk(text: string, start: number, stop: (at: number, open: readonly Open[]) => boolean): readonly Open[] {
  const open: Open[] = [];
  for (let at = start; at < text.length; at++) {
    const character = text[at]!;
    const quoted = opensQuote(text, at);
    if (quoted) {
      const end = closingQuote(text, at);
      if (end === undefined) return [...open, { at, closer: character }];
      at = end;
    } else if (CLOSERS[character] !== undefined) {
      open.push({ at, closer: CLOSERS[character] });
    } else if (open.at(-1)?.closer === character) {
      open.pop();
    }
    if (stop(at, open)) break;
  }
  return open;
}

/** The offset of the first quote or bracket that nothing closes, or undefined. */
export function unclosed(text: string): number | undefined {
  return walk(text, 0, () => false)[0]?.at;
}

/** The offset of what closes the quote or bracket at `start`, or undefined. */
export function closerOf(text: string, start: number): number | undefined {
  let closer: number | undefined;
  walk(text, start, (at, open) => {
    if (open.length === 0) closer = at;
    return open.length === 0;
  });
  return closer;
}

/** `text` without a comment that a person would see as one: ` #` outside quotes and brackets. */
export function withoutComment(text: string): string {
  let end = text.length;
  walk(text, 0, (at, open) => {
    const found = open.length === 0 && text.startsWith(' #', at + 1);
    if (found) end = at + 1;
    return found;
  });
  return text.slice(0, end).trimEnd();
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

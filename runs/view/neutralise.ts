/**
 * Text that others chose, made safe to be shown beside ours: a name must not be able to move a terminal's cursor, set
 * its title, write its clipboard, or reverse the reading order of what stands beside it, there or on a page.
 */

/**
 * C0 without tab and newline, DEL, C1, line separators, and format characters, which turn the reading order or cannot
 * be seen: all but the signs of Arabic among them, and the joiner inside an emoji.
 */
const hostile =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are the characters to be found
  /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u2028\u2029]|(?![\u0600-\u0605\u06dd\u08e2]|\u200d)\p{Cf}|(?<!\p{Emoji}|\ufe0f)\u200d|\u200d(?!\p{Extended_Pictographic})/gu;

/** The same text with every control character made visible; tabs become spaces, newlines stay. */
export function neutralise(text: string): string {
  return text.replace(/\r\n/g, '\n').replace(/\t/g, '  ').replace(hostile, show);
}

/** `neutralise` on one line: runs of white space, newlines among them, become one space. */
export function neutraliseLine(text: string): string {
  return neutralise(text).replace(/\s+/g, ' ').trim();
}

function show(character: string): string {
  const code = character.charCodeAt(0);
  if (code < 0x20) return String.fromCharCode(0x2400 + code);
  return code === 0x7f ? '\u2421' : '\ufffd';
}

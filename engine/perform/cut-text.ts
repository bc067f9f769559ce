/** Keeps what agents and commands say within bounds: a journal is no place for a gigabyte of output. */

/** The first and the last half of `limit` UTF-16 code units, and between them how much was left out. */
export function cutText(text: string, limit: number): string {
  if (text.length <= limit) return text;
  const half = Math.floor(limit / 2);
  // Half a surrogate pair is no character.
  const head = text.slice(0, half).replace(/[\ud800-\udbff]$/, '');
  const tail = text.slice(-half).replace(/^[\udc00-\udfff]/, '');
  return `${head}\n[… ${text.length - head.length - tail.length} characters cut …]\n${tail}`;
}

/** A diff's first lines, as many as fit: its end alone would be of no file. */
export function cutDiff(diff: string, limit: number): string {
  if (diff.length <= limit) return diff;
  const kept = diff.slice(0, diff.lastIndexOf('\n', limit) + 1);
  return `${kept}[… ${diff.length - kept.length} characters cut …]\n`;
}

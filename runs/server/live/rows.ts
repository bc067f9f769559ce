/**
 * Rows of a list that a reader has are not sent again: each is left out, and a place kept for it by its key, which the
 * script (`assets/morph.js`) fills with the row that is there. A busy run moves a few rows of a long list at a time.
 *
 * It is told by the text, for every page: rows are written `<li data-key="…"`, and what people and agents write is
 * escaped, so no text of theirs looks like one.
 */
const start = /(?=<li data-key=")/;

/**
 * @param html a section
 * @param last the same as the reader has it
 * @param read what of a row a reader reads
 */
export function withoutSeen(html: string, last: string, read: (html: string) => string): string {
  const seen = new Map<string, string | undefined>();
  for (const { key, text } of last.split(start).flatMap((part) => rowIn(part) ?? []))
    seen.set(key, seen.has(key) ? undefined : read(text));
  const leave = (part: string): string => {
    const row = rowIn(part);
    if (row === undefined || seen.get(row.key) !== read(row.text)) return part;
    return `<li data-key="${row.key}" data-same></li>${part.slice(row.text.length)}`;
  };
  return html.split(start).map(leave).join('');
}

const wholeRow = /^<li data-key="([^"]*)".*?<\/li>/s;

/** The row that a part begins with. Undefined for one that holds a list, and for one that leads on: it is replaced. */
function rowIn(part: string): { readonly key: string; readonly text: string } | undefined {
  const [text = '', key] = wholeRow.exec(part) ?? [];
  const holdsRows = /.<li[ >]/s.test(text);
  return key === undefined || holdsRows || text.includes(' data-more') ? undefined : { key, text };
}

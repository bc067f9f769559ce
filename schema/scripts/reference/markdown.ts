/** The little Markdown that the reference is made of. */

export const code = (text: string): string => `\`${text}\``;

export const fence = (text: string): string => `\`\`\`yaml\n${text.trimEnd()}\n\`\`\``;

/** A bar would end its cell, also between backticks. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}

/** The little Markdown that the reference is made of. */

export const code = (text: string): string => `\`${text}\``;

/** `info` is what the test of the docs goes by: `yaml` alone is whole and right. */
export const fence = (text: string, info = 'yaml'): string => `\`\`\`${info}\n${text.trimEnd()}\n\`\`\``;

/** A page of its parts, each a block. */
export const page = (...parts: readonly string[]): string => `${parts.join('\n\n')}\n`;

/** A bar would end its cell, also between backticks. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}

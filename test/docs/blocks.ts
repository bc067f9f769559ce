/** The fenced blocks of all pages, with what their info strings say of them. */
import { readdirSync, readFileSync } from 'node:fs';

export const pages: readonly string[] = [
  'README.md',
  'CONTRIBUTING.md',
  ...readdirSync('examples').map((name) => `examples/${name}/README.md`),
  ...readdirSync('docs', { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.md'))
    .map((file) => `docs/${file}`),
];

export interface Block {
  /** `docs/tutorial.md:12`: the page and the line that the block begins at. */
  readonly place: string;
  /** The words after the backticks: `yaml`, `excerpt`. */
  readonly words: readonly string[];
  readonly text: string;
  /** The heading that it stands under. */
  readonly heading: string;
}

export function blocksOf(page: string): readonly Block[] {
  const found: Block[] = [];
  let heading = '';
  let open: { readonly line: number; readonly words: readonly string[]; readonly lines: string[] } | undefined;
  for (const [index, line] of readFileSync(page, 'utf8').split('\n').entries()) {
    const fence = /^```(.*)$/.exec(line)?.[1];
    if (open !== undefined && fence !== undefined) {
      found.push({ place: `${page}:${open.line}`, words: open.words, text: `${open.lines.join('\n')}\n`, heading });
      open = undefined;
    } else if (open !== undefined) open.lines.push(line);
    else if (fence !== undefined) open = { line: index + 1, words: fence.split(' ').filter(Boolean), lines: [] };
    else if (/^#+ /.test(line)) heading = line.replace(/^#+ /, '');
  }
  return found;
}

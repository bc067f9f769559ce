/** One page a code, and a list of them, for `docs/errors/`. */
import type { Code } from '../codes/code.ts';
import { codes } from '../codes.ts';
import { fence, page as markdown } from './reference/markdown.ts';

const AREAS: readonly (readonly [string, string])[] = [
  ['OMNI1', 'YAML, documents and inputs'],
  ['OMNI2', 'References and expressions'],
  ['OMNI3', 'The workflow as a whole'],
  ['OMNI4', 'Policies'],
  ['OMNI5', 'Harnesses, places and git'],
  ['OMNI6', 'The journal'],
  ['OMNI7', 'The status page'],
];

/** Paths and texts of all pages. */
export function emitPages(): Record<string, string> {
  const entries = Object.entries(codes).sort(([a], [b]) => a.localeCompare(b));
  const pages = entries.map(([code, entry]) => [`docs/errors/${code}.md`, page(code, entry)]);
  return { ...Object.fromEntries(pages), 'docs/errors/README.md': index(entries) };
}

function page(code: string, { title, explanation, bad, good }: Code): string {
  return markdown(`# ${code}: ${title}`, explanation, 'Wrong:', example(bad, code), 'Right:', example(good));
}

/** With the words that the test of the docs goes by. `wrong`: the code that it gives. */
function example(text: string, wrong?: string): string {
  if (/^\$ |^error\[|^[A-Z_]+=/.test(text)) return fence(text, 'console');
  const part = /^turns:/m.test(text) ? ['simulation'] : /^(#|apiVersion:|kind:)/.test(text) ? [] : ['excerpt'];
  return fence(text, ['yaml', ...part, ...(wrong === undefined ? [] : ['invalid', wrong])].join(' '));
}

function index(entries: readonly (readonly [string, Code])[]): string {
  const areas = AREAS.map(([prefix, title]) => {
    const own = entries.filter(([code]) => code.startsWith(prefix));
    return `## ${title}\n\n${own.map(([code, entry]) => `- [${code}](${code}.md) ${entry.title}`).join('\n')}`;
  });
  return `# Errors\n\n\`omni explain CODE\` prints the same. These pages are emitted from \`schema/codes/\` by \`npm run schema\`.\n\n${areas.join('\n\n')}\n`;
}

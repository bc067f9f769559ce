/** Links between pages lead somewhere: to a file or folder that is there, and to a heading that it has. */
import { existsSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { expect, test } from 'vitest';
import { pages } from './blocks.ts';

/** As it is shown: a link in a block of code is none. */
const shown = (page: string): string => readFileSync(page, 'utf8').replace(/^```[\s\S]*?^```/gm, '');

/** How a heading is found: lower case, hyphens for spaces, and nothing but letters, digits and these. */
const anchorOf = (heading: string): string =>
  heading
    .toLowerCase()
    .replace(/[^\p{Letter}\p{Number} _-]/gu, '')
    .replaceAll(' ', '-');

const anchorsOf = (page: string): readonly string[] =>
  [...shown(page).matchAll(/^#+ (.+)$/gm)].map(([, heading]) => anchorOf(heading!));

function broken(page: string): readonly string[] {
  const targets = [...shown(page).matchAll(/\]\(([^)\s]+)\)/g)].map(([, target]) => target!);
  return targets.filter((target) => {
    if (/^https?:/.test(target)) return false;
    const [path = '', anchor] = target.split('#');
    const file = path === '' ? page : normalize(join(dirname(page), path));
    if (!existsSync(file)) return true;
    return anchor !== undefined && (statSync(file).isDirectory() || !anchorsOf(file).includes(anchor));
  });
}

test('there are pages with links', () => {
  expect(pages.filter((page) => shown(page).includes('](')).length).toBeGreaterThan(10);
});

test.each(pages)('%s', (page) => {
  expect(broken(page)).toEqual([]);
});

test.each(pages.filter((page) => /^docs\/[^/]+\.md$/.test(page) && page !== 'docs/README.md'))(
  'the index of the docs names %s',
  (page) => {
    expect(readFileSync('docs/README.md', 'utf8')).toContain(`(${page.replace('docs/', '')})`);
  },
);

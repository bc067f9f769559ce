/**
 * The tutorial as a newcomer goes through it: every file is written, every command is run by the built `omni` in a folder
 * of its own, and every line that the page shows is a line that is printed.
 */
import { execa } from 'execa';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { main, makeProject, type Project } from '../e2e/omni.ts';
import { type Block, blocksOf } from './blocks.ts';

const PAGE = 'docs/tutorial.md';
const blocks = blocksOf(PAGE);
const headings = [...new Set(blocks.map(({ heading }) => heading))];

let project: Project;
beforeAll(() => {
  project = makeProject();
});
afterAll(() => project.remove());

const RUN = /\b\d{4}-[2-9b-z]{6}(?![\w-])/g;

/** What differs from run to run is one word, and widths do not count. */
const plain = (line: string): string =>
  line
    .replace(RUN, 'RUN')
    .replace(/\b(\d+m )?\d+(\.\d+)?s\b/g, 'TIME')
    .replace(/\d{4}-\d\d-\d\d \d\d:\d\d:\d\d/g, 'DATE')
    .replace(/\b\d+ (events|judgements)\b/g, 'N $1')
    .replace(/merged: .*/, 'merged: COMMITS')
    .replace(/\.omni\/demo\/\S+/g, 'DEMO')
    .replace(/\s+/g, ' ')
    .trim();

/** By a shell, as they are typed, for the run that was begun last. */
async function type(command: string): Promise<{ readonly lines: ReadonlySet<string>; readonly code: number }> {
  const [newest] = /\d{4}-/.test(command) ? await project.json('runs') : [];
  const typed = command.replace(RUN, String(newest?.run));
  const { exitCode, all } = await execa('bash', ['-c', `omni() { "$NODE" "$OMNI" "$@"; }\n${typed}`], {
    cwd: project.folder,
    env: { ...project.env, NODE: process.execPath, OMNI: main, OMNI_USER: 'ada@example.com' },
    extendEnv: false,
    reject: false,
    stdin: 'ignore',
    all: true,
  });
  return { lines: new Set(all.split('\n').map(plain)), code: exitCode ?? -1 };
}

interface Typed {
  readonly command: string;
  readonly shown: readonly string[];
}

function readConsole(text: string): readonly Typed[] {
  return text
    .trimEnd()
    .split(/^\$ /m)
    .slice(1)
    .map((part) => {
      const [command = '', ...shown] = part.trimEnd().split('\n');
      return { command, shown: shown.filter((line) => line !== '' && line !== '...') };
    });
}

async function follow({ words, text, place }: Block): Promise<void> {
  if (words[0] === 'yaml') {
    const [, path] = /^# (\S+\.yaml)\n/.exec(text) ?? expect.fail(`${place}: the first line does not name the file`);
    project.write({ [path!]: text });
  }
  if (words[0] !== 'console') return;
  const commands = readConsole(text);
  for (const [index, { command, shown }] of commands.entries()) {
    const { lines, code } = await type(command);
    const expected = words[1] === 'exits' && index === commands.length - 1 ? Number(words[2]) : 0;
    expect(code, `${place}: ${command}\n${[...lines].join('\n')}`).toBe(expected);
    const missing = shown.filter((line) => !lines.has(plain(line)));
    expect(missing, `${place}: ${command}\n${[...lines].join('\n')}`).toEqual([]);
  }
}

test('there are nine stages', () => {
  expect(headings.filter((heading) => /^\d\. /.test(heading))).toHaveLength(9);
});

describe.sequential('a newcomer', () => {
  test.each(headings)('%s', async (heading) => {
    for (const block of blocks.filter((one) => one.heading === heading)) await follow(block);
  });
});

/** The tools that look through the workspace: by the machine's `grep` and `find`, with every word as an argument of its own. */
import { Type } from 'typebox';
import { describeExit } from '../../kit/json-lines.ts';
import { runCommand } from './command.ts';
import { type Done, defineTool, maxOutputChars, type Surroundings } from './tool.ts';

const path = Type.String({ minLength: 1, description: 'A file or a folder. Default: all of the workspace.' });
const closed = { additionalProperties: false } as const;
const limits = { timeoutMs: 60_000, keepBytes: maxOutputChars };
/** Lines that one file may add, and characters of a line: a bundle would push everything else out. */
const mostLines = 100;
const longestLine = 400;
const skipped = ['.git', 'node_modules'];

export const search = defineTool({
  kind: 'search',
  description: 'Gives the lines that match, with file and number. `.git` and `node_modules` are left out.',
  schema: Type.Object(
    {
      text: Type.String({ minLength: 1, description: 'An extended regular expression (grep -E).' }),
      path: Type.Optional(path),
      files: Type.Optional(Type.String({ minLength: 1, description: 'Only files with such a name: `*.ts`.' })),
    },
    closed,
  ),
  defaults: { path: '.' },
  async run({ text, path: folder = '.', files }, around) {
    const at = await insideOf(folder, around);
    const only = files === undefined ? [] : [`--include=${files}`];
    const without = skipped.map((name) => `--exclude-dir=${name}`);
    return look(['grep', '-rnIHE', `-m${mostLines}`, ...without, ...only, '-e', text, '--', at], around);
  },
});

export const find = defineTool({
  kind: 'search',
  description: 'Gives the paths of files and folders by their name. `.git` and `node_modules` are left out.',
  schema: Type.Object(
    { name: Type.String({ minLength: 1, description: 'Such as `*.test.ts`.' }), path: Type.Optional(path) },
    closed,
  ),
  defaults: { path: '.' },
  async run({ name, path: folder = '.' }, around) {
    const at = await insideOf(folder, around);
    const without = skipped.flatMap((each) => ['-name', each, '-prune', '-o']);
    return look(['find', at, ...without, '-name', name, '-print'], around);
  },
});

/** Where a path really is, said so that no program takes it for an option. Rejects for one that leaves the workspace. */
async function insideOf(path: string, { place }: Surroundings): Promise<string> {
  const { path: real, exists } = await place.resolve(path);
  if (real.startsWith('/') || path.startsWith('~')) throw new Error(`The path ${path} leaves the workspace.`);
  if (!exists) throw new Error(`The path ${path} does not exist.`);
  return `./${real}`;
}

/** To find nothing is no failure, though grep exits with 1. */
async function look(argv: readonly string[], around: Surroundings): Promise<Done> {
  const { exit, stdout, stderr } = await runCommand(argv, around, limits);
  const lines = stdout.split('\n').map((line) => line.replace(/^(\.\/)+/, '').slice(0, longestLine));
  const found = lines.join('\n').trimEnd();
  if (exit.type === 'code' && (exit.code === 0 || (exit.code === 1 && stderr === ''))) {
    return { ok: true, output: found || 'Nothing found.' };
  }
  return { ok: false, output: `${found}\n${stderr}(${describeExit(exit)})`.trimStart() };
}

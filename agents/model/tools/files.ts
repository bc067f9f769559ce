/** The tools on files: through the place, which holds every path inside of the workspace after symlinks are resolved. */
import { Type } from 'typebox';
import { bound, defineTool, maxOutputChars } from './tool.ts';

const path = Type.String({ minLength: 1, description: 'Relative to the workspace.' });
const closed = { additionalProperties: false } as const;
/** Lines of a file that are given at once. */
const usualLines = 2_000;

export const read = defineTool({
  kind: 'read',
  description: `Gives the text of a file, ${usualLines} lines at most at a time.`,
  schema: Type.Object(
    {
      path,
      from_line: Type.Optional(Type.Integer({ minimum: 1, description: 'The first line, from 1. Default 1.' })),
      lines: Type.Optional(Type.Integer({ minimum: 1, maximum: usualLines, description: 'How many lines.' })),
    },
    closed,
  ),
  async run({ path: file, from_line: from = 1, lines: count = usualLines }, { place }) {
    const all = (await place.read(file)).split(/(?<=\n)/);
    const shown = all.slice(from - 1, from - 1 + count);
    const next = from + shown.length;
    const more = next <= all.length ? `\n(${all.length} lines in all: go on with from_line ${next})` : '';
    return { ok: true, output: `${bound(shown.join(''), maxOutputChars)}${more}` };
  },
});

export const write = defineTool({
  kind: 'write',
  description: 'Writes a file: a new one with its folders, or the whole text of one that is there.',
  schema: Type.Object({ path, content: Type.String({ description: 'All of its text.' }) }, closed),
  async run({ path: file, content }, { place }) {
    await place.write(file, content);
    return { ok: true, output: `Wrote ${file}.` };
  },
});

export const edit = defineTool({
  kind: 'edit',
  description: 'Replaces a text in a file. It has to stand there exactly once, or `all` is said.',
  schema: Type.Object(
    {
      path,
      old: Type.String({ minLength: 1, description: 'The text to replace, exactly as it stands.' }),
      new: Type.String({ description: 'What takes its place.' }),
      all: Type.Optional(Type.Boolean({ description: 'Wherever it stands. Default false.' })),
    },
    closed,
  ),
  async run({ path: file, old, new: next, all = false }, { place }) {
    const before = await place.read(file);
    const at = before.indexOf(old);
    if (at === -1) return { ok: false, output: `The text to replace does not stand in ${file}.` };
    if (!all && before.includes(old, at + 1)) {
      return {
        ok: false,
        output: `The text to replace stands more than once in ${file}: take more of what is around.`,
      };
    }
    await place.write(
      file,
      all ? before.split(old).join(next) : before.slice(0, at) + next + before.slice(at + old.length),
    );
    return { ok: true, output: `Edited ${file}.` };
  },
});

export const remove = defineTool({
  kind: 'delete',
  description: 'Deletes a file, or a folder with all that is in it. A symlink itself, not what it points at.',
  schema: Type.Object({ path }, closed),
  async run({ path: file }, { place }) {
    await place.remove(file);
    return { ok: true, output: `Deleted ${file}.` };
  },
});

export const list = defineTool({
  kind: 'search',
  description: 'Gives the names in a folder.',
  schema: Type.Object({ path: Type.Optional(path) }, closed),
  defaults: { path: '.' },
  async run({ path: folder = '.' }, { place }) {
    return { ok: true, output: bound((await place.list(folder)).join('\n')) || 'It is empty.' };
  },
});

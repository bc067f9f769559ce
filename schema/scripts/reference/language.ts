/** The pages of what documents have in common: names of expressions, texts of a form, and JSON Schema. */
import type { Shape } from '../../shape.ts';
import { shapes } from '../shapes.ts';
import { agent, run } from './gives.ts';
import { code, page, table } from './markdown.ts';
import { keys, members } from './parts.ts';

const BACK = '[All of the reference](README.md)';

export function emitNames(): string {
  return page(
    '# Names',
    'What expressions begin with. A `?` says that a member may be absent: [ask first](../expressions.md#what-may-be-absent).',
    table(
      ['name', 'where', ''],
      [
        ['`inputs.NAME`', 'everywhere', 'An input, of the type of its schema.'],
        ['`run`', 'everywhere', 'This run, see below.'],
        ['`agents`', 'everywhere', 'The list of the agents of this workflow, see below.'],
        ['`steps.ID`', 'a step, and `outputs`', 'What an earlier step of this body, or of a body around it, gave.'],
        ['`NAME`, `index`', 'in a `foreach`', 'The item, and its place.'],
        ['`last.ID`', 'in an `until` group', 'What a step gave in a round before.'],
        ['`error`', 'in the steps of `on_error`', 'Why the step failed: `{ step?, code, message }`.'],
        ['`secrets.NAME`', '`env` of a step', 'A secret that the workflow declares, as the whole value of a variable.'],
      ],
    ),
    '## run',
    members(run),
    '## Each of agents',
    members(agent),
    BACK,
  );
}

/** What the types in the tables mean: those with a pattern and a name for it. */
export function emitValues(): string {
  const titled = new Map<string, Shape>();
  const collect = (value: unknown): void => {
    if (typeof value !== 'object' || value === null) return;
    const { title, pattern, examples } = value as Shape;
    if (typeof title === 'string' && typeof pattern === 'string' && examples) titled.set(title, value as Shape);
    for (const part of Object.values(value)) collect(part);
  };
  collect(shapes());
  const rows = [...titled.values()]
    .filter(({ title }) => !title!.endsWith('${{ }}'))
    .map(({ title, pattern, examples }) => [
      title!,
      code(pattern!),
      examples!.map((one) => code(String(one))).join(', '),
    ]);
  return page(
    '# Values',
    'A key that may hold `${{ }}` says so; `if` and `until` are expressions by themselves. `{ file: PATH }` is what that file holds; its path is relative to the document, and never leads out of the project. Some words have a meaning in expressions and name no step ([OMNI1011](../errors/OMNI1011.md)).',
    table(['type', 'pattern', 'for example'], rows),
    BACK,
  );
}

export function emitJsonSchema(): string {
  return page(
    '# JSON Schema',
    'What `inputs` and `output` may say. There is no `$ref` and no `format`. Expressions may read [what a schema lists](../expressions.md#the-check).',
    keys(shapes().JsonSchema!),
    BACK,
  );
}

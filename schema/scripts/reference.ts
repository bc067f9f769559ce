/** `docs/reference/`: the language, from the shapes that the checker and editors go by. One page a kind. */
import { emitDocuments } from './reference/documents.ts';
import { emitJsonSchema, emitNames, emitValues } from './reference/language.ts';
import { page, table } from './reference/markdown.ts';
import { documentRows, stepRows } from './reference/rows.ts';
import { emitSteps } from './reference/steps.ts';

/** Paths and texts of all pages, but for that of the command line, which no schema knows. */
export function emitReference(): Record<string, string> {
  return {
    'docs/reference/README.md': index(),
    ...emitDocuments(),
    ...emitSteps(),
    'docs/reference/names.md': emitNames(),
    'docs/reference/values.md': emitValues(),
    'docs/reference/json-schema.md': emitJsonSchema(),
  };
}

function index(): string {
  return page(
    '# Reference',
    'Emitted from the schemas and from the command itself by `npm run schema`, so it says what this version does; `schema/omni.schema.json` tells editors the same. Every example is whole: paste it, and `omni validate` takes it.',
    '## Documents',
    'A file is YAML. It holds one document, or several with `---` between them, and each begins with `apiVersion: omni/v1`, `kind` and `name`. An unknown key is an error, as is what YAML would read otherwise than it looks.',
    table(['kind', ''], documentRows()),
    '## Steps',
    'A step has exactly one of these keys; it decides its kind. [What all steps have in common](steps/README.md) stands on a page of its own.',
    table(['key', ''], stepRows('steps/')),
    '## And',
    [
      '- [Names](names.md): what expressions read',
      '- [Values](values.md): durations, ids and other texts of a form',
      '- [JSON Schema](json-schema.md): the words of `inputs` and `output`',
      '- [The command](cli.md): commands, options, exit codes',
      '- [Harnesses](harnesses.md): what each can do',
      '- [Expressions](../expressions.md) and [errors](../errors/README.md)',
    ].join('\n'),
  );
}

/** `{ file: path }` -> what the file holds: the text of a prompt or of instructions, the JSON Schema of an output. */
import { checkSchemaDocument } from '../check/document.ts';
import { isJsonObject, type Json, type JsonObject } from '../json.ts';
import type { Path } from '../problem.ts';
import type { Files, Mention } from './files.ts';
import { itemsOf } from './mentions.ts';
import type { Origins } from './origins.ts';
import type { Overrides } from './overrides.ts';
import type { PolicyResolver } from './policies.ts';
import type { Report } from './report.ts';

/** Finds the workflow that a step uses, and says under which key it stands in the spec. */
export type FindWorkflow = (uses: string, mention: Mention) => string | undefined;

export interface Inliner {
  /** A body with the files of its steps read in. `path` is where it stands in the document, `target` in the spec. */
  readonly body: (mention: Mention, body: Json, target: Path) => Json;
  /** A text, or the text of the file that it names. */
  readonly text: (mention: Mention, value: Json, target: Path) => Json;
}

export interface Inlining {
  readonly files: Files;
  readonly origins: Origins;
  readonly report: Report;
  readonly policies: PolicyResolver;
  /** Where the `models` of the project stand, which is read when they are first asked for. */
  readonly aliases: () => Mention | undefined;
  readonly overrides: Overrides;
}

export function makeInliner({ files, origins, report, policies }: Inlining, find: FindWorkflow): Inliner {
  const fileOf = (value: Json): string | undefined =>
    isJsonObject(value) && typeof value.file === 'string' && Object.keys(value).length === 1 ? value.file : undefined;

  function text(mention: Mention, value: Json, target: Path): Json {
    const file = fileOf(value);
    if (file === undefined) return value;
    const source = files.text(file, { ...mention, path: [...mention.path, 'file'] });
    if (!source) return '';
    if (source.text.trim() === '') {
      report.finding(mention.document, {
        code: 'OMNI1019',
        path: [...mention.path, 'file'],
        message: `${source.file} is empty`,
      });
    }
    origins.set(target, { text: source });
    return source.text;
  }

  function schema(mention: Mention, value: Json, target: Path): Json {
    const file = fileOf(value);
    if (file === undefined) return value;
    const document = files.data(file, { ...mention, path: [...mention.path, 'file'] });
    if (!document) return {};
    for (const finding of checkSchemaDocument(document.value ?? null)) report.finding(document, finding);
    origins.set(target, { document, path: [] });
    return document.value ?? null;
  }

  function step(mention: Mention, value: JsonObject, target: Path): JsonObject {
    const at = (key: string): [Mention, Path] => [{ ...mention, path: [...mention.path, key] }, [...target, key]];
    const inlined: Record<string, Json> = { ...value };
    for (const [key, inline] of Object.entries({ prompt: text, output: schema, steps: body, on_error: body })) {
      const own = value[key];
      if (own !== undefined) {
        const [from, to] = at(key);
        inlined[key] = inline(from, own, to);
      }
    }
    if (typeof value.uses === 'string') inlined.uses = find(value.uses, at('uses')[0]) ?? value.uses;
    if (value.policies !== undefined)
      inlined.policies = policies.standing(itemsOf(mention, 'policies'), [...target, 'policies']);
    return inlined;
  }

  function body(mention: Mention, value: Json, target: Path): Json {
    if (!Array.isArray(value)) return value;
    return (value as Json[]).map((item, index) =>
      isJsonObject(item) ? step({ ...mention, path: [...mention.path, index] }, item, [...target, index]) : item,
    );
  }

  return { body, text };
}

/** Aliases of models in `omni.yaml`: each means a model, so that a reader finds in one step what runs. */
import { isJsonObject, type Json, type JsonObject } from '../json.ts';
import type { Path } from '../problem.ts';
import type { Finding } from './finding.ts';

/** Of a Project document. An alias of an alias would reach the harness as a model of that name. */
export function checkAliases({ models }: JsonObject): Finding[] {
  if (!isJsonObject(models)) return [];
  return Object.entries(models).flatMap(([alias, meant]) => {
    const entries: readonly (readonly [Json, Path])[] = isJsonObject(meant)
      ? Object.entries(meant).map(([harness, model]) => [model, [harness]])
      : [[meant, []]];
    return entries.flatMap(([model, at]): Finding[] => {
      if (typeof model !== 'string' || !Object.hasOwn(models, model)) return [];
      const itself = model === alias ? 'itself' : `\`${model}\`, which is an alias too`;
      return [
        {
          code: 'OMNI2017',
          path: ['models', alias, ...at],
          message: `the alias \`${alias}\` stands for ${itself}`,
          help: 'an alias names a model',
        },
      ];
    });
  });
}

/** Every derived file of the project: those of the schemas, and what only the command knows of itself. */

import { openApi } from '../runs/server/api/index.ts';
import { derivedFiles as derivedFromSchemas } from '../schema/scripts/derived.ts';
import { emitCommands } from './commands.ts';
import { emitHarnesses } from './harnesses.ts';

export function derivedFiles(): Record<string, string> {
  return {
    ...derivedFromSchemas(),
    'docs/reference/cli.md': emitCommands(),
    'docs/reference/openapi.json': `${JSON.stringify(openApi(), null, 2)}\n`,
    'docs/reference/harnesses.md': emitHarnesses(),
  };
}

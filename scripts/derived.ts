/** Every derived file of the project: those of the schemas, and what only the command knows of itself. */
import { derivedFiles as derivedFromSchemas } from '../schema/scripts/derived.ts';
import { emitCommands } from './commands.ts';
import { emitHarnesses } from './harnesses.ts';

export function derivedFiles(): Record<string, string> {
  return {
    ...derivedFromSchemas(),
    'docs/reference/cli.md': emitCommands(),
    'docs/reference/harnesses.md': emitHarnesses(),
  };
}

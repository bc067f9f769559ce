/** Every derived file of this folder: its path from the root of the project, and the text it must have. */
import { readFileSync } from 'node:fs';
import { emitPages } from './pages.ts';
import { emitReference } from './reference.ts';
import { emitEditorSchema, emitShapes } from './shapes.ts';
import { emitVendors } from './vendors.ts';

export function derivedFiles(): Record<string, string> {
  return {
    'schema/omni.schema.json': emitEditorSchema(),
    'schema/generated/shapes.ts': emitShapes(),
    'schema/generated/vendors.ts': emitVendors(readFileSync('schema/vendors.yaml', 'utf8')),
    ...emitReference(),
    ...emitPages(),
  };
}

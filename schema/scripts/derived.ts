/** Every derived file of this folder: its path from the root of the project, and the text it must have. */
import { readFileSync } from 'node:fs';
import { emitVendors } from './vendors.ts';

export function derivedFiles(): Record<string, string> {
  return { 'schema/generated/vendors.ts': emitVendors(readFileSync('schema/vendors.yaml', 'utf8')) };
}

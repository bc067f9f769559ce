/** `npm run schema`: writes every file that is derived from another. A test fails when one of them is stale. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { derivedFiles } from './derived.ts';

for (const [path, text] of Object.entries(derivedFiles())) {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
}

/** Whether a module was ported: `node check.mjs src/unit-0001.cjs`. It does what it did, and the old file is gone. */
import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { basename, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

const old = process.argv[2];
const name = basename(old, '.cjs');
const factor = Number(name.replace('unit-', '')) / 8;
try {
  const unit = await import(pathToFileURL(resolve(old.replace(/\.cjs$/, '.mjs'))));
  assert.equal(existsSync(old), false, 'the old file is still there');
  assert.deepEqual(Object.keys(unit).sort(), ['convert', 'factor', 'name']);
  assert.deepEqual([unit.name, unit.factor, unit.convert(10)], [name, factor, Math.round(factor * 10_000) / 1000]);
} catch (error) {
  console.error(String(error.message).split('\n')[0]);
  process.exit(1);
}

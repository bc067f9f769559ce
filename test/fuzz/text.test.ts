/** Documents that were torn: lines lost, doubled and moved, signs put anywhere, also after keys and values changed. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { operations, structuralOperations } from './mutate.ts';
import { documentsOf, search } from './search.ts';

const documents = documentsOf(0.4);

test(`${documents} documents with lines and signs changed`, { timeout: 60_000 + documents * 60 }, () => {
  const textual = fc.integer({ min: structuralOperations, max: operations - 1 });
  const reached = search(documents, fc.oneof({ weight: 3, arbitrary: textual }, fc.nat(structuralOperations - 1)));
  expect(reached.refused).toBeGreaterThan(documents / 2);
  expect(reached.compiled).toBeGreaterThan(documents / 200);
});

/** Documents that are still YAML, and no longer what their author wrote: never a crash, never a second. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { structuralOperations } from './mutate.ts';
import { documentsOf, search } from './search.ts';

const documents = documentsOf(0.6);

test(`${documents} documents with keys, values and expressions changed`, { timeout: 60_000 + documents * 60 }, () => {
  const reached = search(documents, fc.nat(structuralOperations - 1));
  // A fuzz of which nothing gets past the first check looks at nothing else.
  for (const [how, count] of Object.entries(reached)) expect(count, how).toBeGreaterThan(documents / 1000);
});

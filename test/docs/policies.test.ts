/** The table of the built-in policies is the library, and what the page shows of a test is what the command prints. */
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { purposeOf, readPolicies } from '../../cli/library.ts';

const page = readFileSync('docs/policies.md', 'utf8');

test('docs/policies.md has a row for each built-in policy', () => {
  const rows = page.split('\n').filter((line) => line.startsWith('| [omni/'));
  expect(rows).toEqual(
    readPolicies().map(({ uses, spec }) => `| [${uses}](../policies/library/${spec.name}.yaml) | ${purposeOf(spec)} |`),
  );
});

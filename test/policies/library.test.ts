/** The built-in policies: each compiles, is described, and has a table of cases that reaches every one of its rules. */
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { beforeAll, describe, expect, test } from 'vitest';
import { purposeOf, readPolicies } from '../../cli/library.ts';
import { openTables, type Table } from '../../cli/tables.ts';
import { openTerminal } from '../../cli/terminal.ts';
import { type CaseReport, runTable, unreachedRules } from '../../policies/table/index.ts';

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');
const builtins = readPolicies();
const tableOf = (uses: string): string => `policies/library/${uses.replace('omni/', '')}.test.yaml`;

/** What is wrong with a file becomes the message of the failure. */
function open(file: string): readonly Table[] {
  const said: object[] = [];
  const tables = openTables(file, { ...openTerminal(true), emit: (_, fields) => void said.push(fields) });
  return tables ?? expect.fail(JSON.stringify(said));
}

test('those that the language names are there', () => {
  expect(builtins.map(({ uses }) => uses.replace('omni/', '')).join(' ')).toBe(
    'blast-radius budget loop-detector max-tool-calls mcp-allow-list network-allow no-force-push office-hours other-vendor-reviews own-docs-only path-scope protected-branches push-after-install read-only reviewed-edits reviewed-src risk-score sandbox-required secrets-in-prompt secrets-taint separation-of-duties vendor-parallel',
  );
});

describe.each(builtins)('$uses', ({ uses, spec }) => {
  const file = tableOf(uses);

  test('says what it is for, and what each input is', () => {
    expect(uses).toBe(`omni/${spec.name}`);
    expect(purposeOf(spec).length).toBeGreaterThan(15);
    expect(purposeOf(spec).length).toBeLessThan(110);
    for (const [name, schema] of Object.entries(spec.inputs ?? {})) {
      expect(schema, `the input ${name} of ${uses}`).toHaveProperty('default');
      expect(schema, `the input ${name} of ${uses}`).toHaveProperty('description');
    }
  });

  test('has a table', () => {
    expect(existsSync(file), `there is no ${file}`).toBe(true);
  });

  describe.runIf(existsSync(file))('as its table says', () => {
    let tables: readonly Table[] = [];
    const reports: CaseReport[] = [];
    beforeAll(async () => {
      tables = open(file);
      for (const { spec: table, policies } of tables) reports.push(...(await runTable(table, policies, { sha256 })));
    });

    test('decides as expected', () => {
      expect(reports.filter(({ misses }) => misses.length > 0)).toEqual([]);
    });

    test('in at least six cases, which reach every rule of it', () => {
      expect(tables.flatMap(({ policies }) => policies.map(({ name }) => name))).toContain(spec.name);
      expect(reports.length).toBeGreaterThanOrEqual(6);
      expect(
        unreachedRules(
          tables.flatMap(({ policies }) => policies),
          reports,
        ),
      ).toEqual([]);
    });
  });
});

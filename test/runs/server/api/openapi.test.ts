/** The OpenAPI document is whole: every operation, every reference, and schemas that another validator reads as we do. */
import { Ajv2020 } from 'ajv/dist/2020.js';
import { expect, test } from 'vitest';
import { checkOf } from '../../../../runs/server/api/check.ts';
import { openApi, problemsOf } from '../../../../runs/server/api/openapi.ts';
import { operationIds, operationOf } from '../../../../runs/server/api/operations/index.ts';
import { pollyHistory } from '../desk.ts';
import { openApiDesk } from './desk.ts';

// biome-ignore lint/suspicious/noExplicitAny: a test looks into it
const document = openApi() as any;

/** What stands at a reference of the document. */
const at = (reference: string): unknown =>
  reference
    .slice(2)
    .split('/')
    // biome-ignore lint/suspicious/noExplicitAny: a test looks into it
    .reduce((node: any, name) => node?.[name], document);

function referencesIn(node: unknown): readonly string[] {
  if (node === null || typeof node !== 'object') return [];
  return Object.entries(node).flatMap(([key, value]) =>
    key === '$ref' && typeof value === 'string' ? [value] : referencesIn(value),
  );
}

test('every operation is there, with its role and each problem that it may answer', () => {
  const found = Object.entries<Record<string, Record<string, unknown>>>(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, described]) => ({ path, method: method.toUpperCase(), described })),
  );
  expect(found.map(({ described }) => described.operationId).sort()).toEqual([...operationIds].sort());
  for (const { path, method, described } of found) {
    const operation = operationOf(described.operationId as (typeof operationIds)[number]);
    expect([path, method]).toEqual([operation.path.replaceAll(/:(\w+)/g, '{$1}'), operation.method]);
    expect(described).toMatchObject({ summary: operation.summary, 'x-omni-role': operation.role });
    const statuses = Object.keys(described.responses as object).map(Number);
    expect(statuses.sort()).toEqual([operation.status, ...problemsOf(operation)].sort());
    const named = (described.parameters as { in: string; name: string }[] | undefined)?.filter(
      (one) => one.in === 'path',
    );
    expect((named ?? []).map(({ name }) => `{${name}}`)).toEqual(path.match(/\{\w+\}/g) ?? []);
  }
});

test('every reference leads somewhere, and nothing with a name stands unused', () => {
  const references = new Set(referencesIn(document));
  for (const reference of references) expect([reference, at(reference)]).toEqual([reference, expect.anything()]);
  const named = Object.keys(document.components.schemas).map((name) => `#/components/schemas/${name}`);
  expect(named.filter((name) => !references.has(name))).toEqual([]);
});

test('its schemas are JSON Schema 2020-12, and another validator agrees on a real history', () => {
  const ajv = new Ajv2020({ strict: false, formats: { 'uri-reference': true } });
  ajv.addSchema(document, 'omni');
  const event = ajv.compile({ $ref: 'omni#/components/schemas/RunEvent' });
  for (const one of pollyHistory().events) expect([one.type, event(one)]).toEqual([one.type, true]);
  expect(event({ ...pollyHistory().events[0], more: 1 })).toBe(false);
  for (const name of Object.keys(document.components.schemas))
    ajv.compile({ $ref: `omni#/components/schemas/${name}` });
  expect(checkOf(operationOf('listRuns').answer)({ runs: [] })).toEqual([]);
});

test('it is served as it is written', async () => {
  const desk = await openApiDesk();
  const { status, json, headers } = await desk.api('/openapi.json');
  expect([status, json]).toEqual([200, JSON.parse(JSON.stringify(document))]);
  expect(headers.get('etag')).toMatch(/^"[0-9a-f]{64}"$/);
});

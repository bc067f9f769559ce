/** The price table: what a report costs by it, what it does not know, and what of it a run pins. */
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type PriceTable, priceOf, readPriceTable, tableOf } from '../../policies/prices/index.ts';

const opus = { model: 'claude-opus-4-5', vendor: 'anthropic' };
const at = Date.UTC(2026, 0, 15, 12);
const price = (model: { model: string; vendor: string }, tokens: { input: number; output: number }, when = at) =>
  priceOf(tableOf([model]), model, tokens, when);

/** A model of our own making, so that these tests hold whatever the package says next. */
const made = (prices: PriceTable['rows'][number]['prices']): PriceTable => ({
  source: 'test',
  rows: [{ ...opus, provider: 'anthropic', listed: 'x', prices }],
});
const plain = made([{ prices: { input_mtok: 5, output_mtok: 25, cache_read_mtok: 0.5, cache_write_mtok: 6.25 } }]);

describe('a report costs', () => {
  test('its tokens, each at its own rate', () => {
    const tokens = { input: 1000, output: 200, cacheRead: 10_000, cacheWrite: 400 };
    expect(priceOf(plain, opus, tokens, at)).toBe(5000 + 5000 + 5000 + 2500);
  });

  test('whole micro-dollars, rounded up, and not for the sake of a last bit', () => {
    expect(priceOf(plain, opus, { input: 0, output: 0, cacheRead: 1 }, at)).toBe(1);
    expect(priceOf(plain, opus, { input: 0, output: 0, cacheRead: 3 }, at)).toBe(2);
    const awkward = made([{ prices: { input_mtok: 1.5, output_mtok: 6 } }]);
    expect(priceOf(awkward, opus, { input: 10, output: 1 }, at)).toBe(21);
  });

  test('what goes in, where a cache has no price of its own', () => {
    const table = made([{ prices: { input_mtok: 5, output_mtok: 25 } }]);
    expect(priceOf(table, opus, { input: 100, output: 0, cacheRead: 50, cacheWrite: 50 }, at)).toBe(1000);
  });

  test('nothing, where there is nothing in it', () => {
    expect(priceOf(plain, opus, { input: 0, output: 0 }, at)).toBe(0);
  });

  test('what held on its day, and more for a long prompt', () => {
    const table = made([
      { prices: { input_mtok: 10, output_mtok: 40 } },
      {
        constraint: { type: 'start_date', start_date: '2025-06-10' },
        prices: { input_mtok: { base: 2, tiers: [{ start: 200_000, price: 4 }] }, output_mtok: 8 },
      },
    ]);
    expect(priceOf(table, opus, { input: 100, output: 0 }, Date.UTC(2025, 5, 9))).toBe(1000);
    expect(priceOf(table, opus, { input: 100, output: 0 }, Date.UTC(2025, 5, 10))).toBe(200);
    expect(priceOf(table, opus, { input: 300_000, output: 0 }, at)).toBe(1_200_000);
  });

  test('the same when the table was written down and read again', () => {
    const table = tableOf([opus]);
    const again = readPriceTable(JSON.stringify(table))!;
    expect(again).toEqual(table);
    expect(priceOf(again, opus, { input: 1000, output: 100 }, at)).toBe(price(opus, { input: 1000, output: 100 }));
  });
});

describe('the table that comes with the package', () => {
  test('is the version that is named in it', () => {
    const { version } = JSON.parse(readFileSync('node_modules/@pydantic/genai-prices/package.json', 'utf8'));
    expect(tableOf([]).source).toBe(`@pydantic/genai-prices ${version}`);
  });

  test.each([
    ['claude-opus-4-5', 'anthropic', 'anthropic'],
    ['gpt-5-codex', 'openai', 'openai'],
    ['gemini-2.5-pro', 'google', 'google'],
    ['grok-4', 'xai', 'x-ai'],
    ['openrouter/anthropic/claude-opus-4.5', 'anthropic', 'openrouter'],
    ['openai/gpt-5-codex', 'openai', 'openai'],
  ])('knows %s of %s', (model, vendor, provider) => {
    expect(tableOf([{ model, vendor }]).rows).toMatchObject([{ model, vendor, provider }]);
    expect(price({ model, vendor }, { input: 1000, output: 100 })).toBeGreaterThan(0);
  });

  test('holds each model once, in an order of its own', () => {
    const gemini = { model: 'gemini-2.5-pro', vendor: 'google' };
    expect(tableOf([gemini, opus, gemini])).toEqual(tableOf([opus, gemini]));
    expect(tableOf([gemini, opus]).rows).toHaveLength(2);
  });
});

describe('what is not known costs undefined, never 0', () => {
  test.each([
    ['a model that nobody knows', 'claude-nonsense', 'anthropic'],
    ['a name that means another model tomorrow', 'opus', 'anthropic'],
    ['a vendor without a price list', 'qwen3-coder', 'alibaba'],
    ['no vendor', 'gpt-5-codex', ''],
    ['a seller that nobody knows', 'my-proxy/claude-opus-4-5', 'anthropic'],
    ['no name', '', 'openai'],
    ['no name after the seller', 'openai/', 'openai'],
    ['a name of a property', '__proto__', 'anthropic'],
    ['a name without end', `claude-opus-4-5${'5'.repeat(100_000)}`, 'anthropic'],
    ['an embedding, which has no price for what comes out', 'text-embedding-3-small', 'openai'],
  ])('%s', (_, model, vendor) => {
    expect(tableOf([{ model, vendor }]).rows).toEqual([]);
    expect(price({ model, vendor }, { input: 1000, output: 100 })).toBeUndefined();
  });

  test('a model that the run has not pinned', () => {
    expect(priceOf(plain, { model: 'gpt-5', vendor: 'openai' }, { input: 1, output: 1 }, at)).toBeUndefined();
    expect(priceOf(plain, { ...opus, vendor: 'openai' }, { input: 1, output: 1 }, at)).toBeUndefined();
  });

  test('counts and times that there can not be', () => {
    for (const input of [-1, Number.NaN, Number.POSITIVE_INFINITY, Number.MAX_VALUE]) {
      expect(priceOf(plain, opus, { input, output: 0 }, at)).toBeUndefined();
    }
    const dated = made([
      { prices: { input_mtok: 5, output_mtok: 25 } },
      { constraint: { type: 'start_date', start_date: '2025-06-10' }, prices: { input_mtok: 5, output_mtok: 25 } },
    ]);
    expect(priceOf(dated, opus, { input: 1, output: 1 }, Number.MAX_SAFE_INTEGER)).toBeUndefined();
  });

  test('never throws, and what it says is a whole number', () => {
    const numbers = fc.oneof(fc.nat(), fc.double(), fc.maxSafeInteger());
    fc.assert(
      fc.property(
        numbers,
        numbers,
        numbers,
        numbers,
        fc.maxSafeInteger(),
        (input, output, cacheRead, cacheWrite, when) => {
          const microUsd = priceOf(plain, opus, { input, output, cacheRead, cacheWrite }, when);
          if (microUsd === undefined) return;
          expect(Number.isSafeInteger(microUsd) && microUsd >= 0).toBe(true);
        },
      ),
    );
  });

  test('whatever the model and its vendor are called', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' }), (model, vendor) => {
        const { rows } = tableOf([{ model, vendor }]);
        expect(price({ model, vendor }, { input: 1, output: 1 }) === undefined).toBe(rows.length === 0);
      }),
    );
  });
});

test('a table that is none is not read', () => {
  const [row] = plain.rows;
  const broken = [
    'no JSON',
    '7',
    '{}',
    JSON.stringify({ source: 'x', rows: [{ ...row, prices: [] }] }),
    JSON.stringify({ source: 'x', rows: [{ ...row, prices: [{ prices: { input_mtok: -1, output_mtok: 1 } }] }] }),
    JSON.stringify({ source: 'x', rows: [{ ...row, prices: [{ prices: { input_mtok: 1 } }] }] }),
  ];
  expect(broken.map(readPriceTable)).toEqual(broken.map(() => undefined));
});

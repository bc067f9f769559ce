/**
 * What a report of tokens costs, where the harness does not say it: by a table of prices that the run has pinned. The
 * package that it comes from is large, so this room is loaded by whoever begins a run with agents, and by nobody else.
 */
import { calcPrice } from '@pydantic/genai-prices';
import type { PriceTable } from './table.ts';

export { type PricedModel, tableOf } from './look-up.ts';
export { type PriceTable, readPriceTable } from './table.ts';

/** Tokens of one report. `input` is what was neither read from a cache nor written to one. */
export interface Tokens {
  readonly input: number;
  readonly output: number;
  readonly cacheRead?: number | undefined;
  readonly cacheWrite?: number | undefined;
}

/**
 * Whole micro-dollars, rounded up; undefined: not known, which is never 0. Never throws.
 * @param at when the tokens were used, in milliseconds since the epoch: prices change.
 */
export function priceOf(
  table: PriceTable,
  { model, vendor }: { readonly model: string; readonly vendor: string },
  tokens: Tokens,
  at: number,
): number | undefined {
  const row = table.rows.find((one) => one.model === model && one.vendor === vendor);
  if (row === undefined) return undefined;
  const { input, output, cacheRead = 0, cacheWrite = 0 } = tokens;
  const usage = {
    // The package wants the whole, and of it the parts that have prices of their own.
    input_tokens: input + cacheRead + cacheWrite,
    output_tokens: output,
    cache_read_tokens: cacheRead,
    cache_write_tokens: cacheWrite,
  };
  const listed = { id: model, match: { equals: model.trim() }, prices: row.prices };
  const provider = { id: row.provider, name: row.provider, api_pattern: '', models: [listed] };
  try {
    const price = calcPrice(usage, model, { provider, timestamp: new Date(at) });
    return price === null ? undefined : wholeMicroUsd(price.total_price);
  } catch {
    return undefined;
  }
}

/** Rounded up, but not for the sake of a last bit: 21 micro-dollars come as 21.000000000000004. */
function wholeMicroUsd(usd: number): number | undefined {
  const microUsd = Math.ceil(Number((usd * 1e6).toFixed(6)));
  return Number.isSafeInteger(microUsd) && microUsd >= 0 ? microUsd : undefined;
}

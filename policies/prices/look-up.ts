/** Finds what a model costs in the table that comes with the price package; nothing is ever fetched. */
import { calcPrice, findProvider, type PriceCalculation } from '@pydantic/genai-prices';
import { isRates, type PriceRow, type PriceTable, type RatesOverTime } from './table.ts';

/** As it stands in package.json and in the lock file; a test compares. */
const source = '@pydantic/genai-prices 0.1.8';

/** No model has a longer name. The patterns of the package are run over it. */
const longestName = 200;

export interface PricedModel {
  readonly model: string;
  readonly vendor: string;
}

/** The rows of these models, each once. A model that the package does not know has none: its cost is unknown. */
export function tableOf(models: readonly PricedModel[]): PriceTable {
  const rows = new Map<string, PriceRow>();
  for (const wanted of models) {
    const row = rowOf(wanted);
    if (row) rows.set(JSON.stringify([row.vendor, row.model]), row);
  }
  return { source, rows: [...rows.keys()].sort().map((key) => rows.get(key)!) };
}

function rowOf({ model, vendor }: PricedModel): PriceRow | undefined {
  const found = model.length > longestName ? undefined : find(model, vendor);
  const prices = found && ratesOf(found.model.prices);
  return prices && { model, vendor, provider: found.provider.id, listed: found.model.id, prices };
}

/**
 * `openrouter/anthropic/claude-opus-4.5` is sold by who stands before the first slash. A seller that the package does
 * not know has prices of its own, and they are unknown, whoever made the model.
 */
function find(model: string, vendor: string): PriceCalculation | undefined {
  const slash = model.indexOf('/');
  const seller = slash < 0 ? vendor : model.slice(0, slash);
  if (seller === '') return undefined;
  try {
    const provider = findProvider({ providerId: seller });
    // The date has no bearing on which rows there are.
    const at = { timestamp: new Date(0) };
    return (provider && calcPrice({}, model.slice(slash + 1), { provider, ...at })) ?? undefined;
  } catch {
    return undefined;
  }
}

/** What is charged beside tokens and requests (searches, audio) does not stand in a usage report, so it is left out. */
const kept = ['input_mtok', 'output_mtok', 'cache_read_mtok', 'cache_write_mtok', 'requests_kcount'] as const;

/** Undefined where one of them says nothing of the tokens that go in or out: that would be taken for free. */
function ratesOf(prices: PriceCalculation['model']['prices']): RatesOverTime | undefined {
  const list = Array.isArray(prices) ? prices : [{ prices }];
  const rates: RatesOverTime = [];
  for (const { constraint, prices: all } of list) {
    const own = Object.fromEntries(kept.flatMap((key) => (all[key] === undefined ? [] : [[key, all[key]]])));
    if (!isRates(own)) return undefined;
    rates.push(constraint === undefined ? { prices: own } : { constraint, prices: own });
  }
  return rates;
}

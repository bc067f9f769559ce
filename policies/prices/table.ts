/**
 * The prices that a run pins: of the models of its agents, as they stood when it began. Plain JSON and small, so that
 * the journal holds what every figure was worked out with, and a later omni prices the same run alike.
 */
import { type Static, Type } from 'typebox';
import { Check } from 'typebox/value';

const Usd = Type.Number({ minimum: 0 });
/** Dollars a million tokens; with tiers, by how many tokens went in. */
const Rate = Type.Union([
  Usd,
  Type.Object({ base: Usd, tiers: Type.Array(Type.Object({ start: Type.Integer({ minimum: 0 }), price: Usd })) }),
]);
const Rates = Type.Object(
  {
    input_mtok: Rate,
    output_mtok: Rate,
    cache_read_mtok: Type.Optional(Rate),
    cache_write_mtok: Type.Optional(Rate),
    /** Dollars a thousand requests. */
    requests_kcount: Type.Optional(Rate),
  },
  { additionalProperties: false },
);
export type Rates = Static<typeof Rates>;

/** From a day on, or between two times of the day, in UTC; without either, always. */
const Constraint = Type.Union([
  Type.Object({ type: Type.Literal('start_date'), start_date: Type.String() }),
  Type.Object({ type: Type.Literal('time_of_date'), start_time: Type.String(), end_time: Type.String() }),
]);

const Row = Type.Object({
  model: Type.String(),
  vendor: Type.String(),
  /** Whose prices these are, and under which name. */
  provider: Type.String(),
  listed: Type.String(),
  /** The last whose constraint holds counts. */
  prices: Type.Array(Type.Object({ constraint: Type.Optional(Constraint), prices: Rates }), { minItems: 1 }),
});
export type PriceRow = Static<typeof Row>;

const Table = Type.Object({
  /** The package that the rows are from, and its version. */
  source: Type.String(),
  rows: Type.Array(Row),
});
export type PriceTable = Static<typeof Table>;

export type RatesOverTime = PriceRow['prices'];

export const isRates = (value: unknown): value is Rates => Check(Rates, value);

/** Of a table that was written down; undefined: it is none. */
export function readPriceTable(text: string): PriceTable | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return Check(Table, value) ? value : undefined;
  } catch {
    return undefined;
  }
}

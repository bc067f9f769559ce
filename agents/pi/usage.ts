/** What one message of the model used, as Pi tells of it at its end. */
import type { Usage } from '../../engine/events.ts';
import { isJsonObject, type Json } from '../../schema/json.ts';

/**
 * Nothing where nothing was used.
 *
 * @param isPriced whether Pi knows the model: for one that it does not, it takes the price of another.
 */
export function usageOf(told: Json | undefined, isPriced: boolean): Usage | undefined {
  const given = isJsonObject(told) ? told : {};
  const [input, output] = [number(given.input), number(given.output)];
  const [cacheRead, cacheWrite] = [number(given.cacheRead), number(given.cacheWrite)];
  if (input + output + cacheRead + cacheWrite === 0) return undefined;
  const { cost } = given;
  return {
    input,
    output,
    ...(cacheRead > 0 && { cacheRead }),
    ...(cacheWrite > 0 && { cacheWrite }),
    ...(isPriced && isJsonObject(cost) && { costMicroUsd: Math.round(number(cost.total) * 1_000_000) }),
  };
}

const number = (value: Json | undefined): number =>
  typeof value === 'number' && Number.isFinite(value) && value > 0 ? value : 0;

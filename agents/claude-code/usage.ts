/** What a session used, out of the running totals that Claude Code keeps of each model: only what was added counts. */
import type { Usage } from '../../engine/events.ts';
import { isJsonObject, type Json } from '../../schema/json.ts';

interface Total {
  readonly input: number;
  readonly output: number;
  readonly cacheRead: number;
  readonly cacheWrite: number;
  readonly costUsd: number;
  /** Whether the price is that of the model: of one that it does not know, Claude Code makes a guess. */
  readonly isPriced: boolean;
}

export interface Meter {
  /** Takes the totals, by model, as they are now; answers what they added, or nothing where they are as before. */
  read(totals: Json | undefined): Usage | undefined;
}

/** A session that is continued comes with the totals of its past: they are read once, and dropped. */
export function createMeter(): Meter {
  const known = new Map<string, Total>();
  return {
    read(totals) {
      let [input, output, cacheRead, cacheWrite, costMicroUsd] = [0, 0, 0, 0, 0];
      let isPriced = true;
      for (const [model, value] of Object.entries(isJsonObject(totals) ? totals : {})) {
        const now = totalOf(value);
        const before = known.get(model) ?? none;
        known.set(model, now);
        const tokens = [
          now.input - before.input,
          now.output - before.output,
          now.cacheRead - before.cacheRead,
          now.cacheWrite - before.cacheWrite,
        ] as const;
        if (tokens.every((added) => added <= 0)) continue;
        input += Math.max(0, tokens[0]);
        output += Math.max(0, tokens[1]);
        cacheRead += Math.max(0, tokens[2]);
        cacheWrite += Math.max(0, tokens[3]);
        costMicroUsd += Math.max(0, microUsd(now.costUsd) - microUsd(before.costUsd));
        isPriced &&= now.isPriced;
      }
      if (input + output + cacheRead + cacheWrite === 0) return undefined;
      return {
        input,
        output,
        ...(cacheRead > 0 && { cacheRead }),
        ...(cacheWrite > 0 && { cacheWrite }),
        ...(isPriced && { costMicroUsd }),
      };
    },
  };
}

const none: Total = { input: 0, output: 0, cacheRead: 0, cacheWrite: 0, costUsd: 0, isPriced: true };
const microUsd = (usd: number): number => Math.round(usd * 1_000_000);

function totalOf(value: Json | undefined): Total {
  const given = isJsonObject(value) ? value : {};
  const number = (name: string): number => {
    const found = given[name];
    return typeof found === 'number' && Number.isFinite(found) ? found : 0;
  };
  return {
    input: number('inputTokens'),
    output: number('outputTokens'),
    cacheRead: number('cacheReadInputTokens'),
    cacheWrite: number('cacheCreationInputTokens'),
    costUsd: number('costUSD'),
    isPriced: given.costBasis === 'list' || given.costBasis === 'managed',
  };
}

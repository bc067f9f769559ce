/**
 * What a session used. Codex tells it twice: of each answer of the model at once, and later, after its tools, as a running
 * total of the thread. The first is told on; the second tells what else there was. A thread that is continued comes
 * with the total of its past, which is dropped, and tells only the second.
 */
import type { Usage } from '../../engine/events.ts';
import { isJsonObject, type Json } from '../../schema/json.ts';

const names = ['inputTokens', 'cachedInputTokens', 'cacheWriteInputTokens', 'outputTokens'] as const;
type Tokens = Readonly<Record<(typeof names)[number], number>>;

export interface Meter {
  /** The usage of one answer. */
  answer(usage: Json | undefined): Usage | undefined;
  /** A `tokenUsage`. @param isOurs whether it is about a turn of this session. */
  total(usage: Json | undefined, isOurs: boolean): Usage | undefined;
}

export function createMeter(): Meter {
  let before: Tokens | undefined;
  let told = nothing;
  return {
    answer(usage) {
      const used = tokensOf(usage);
      told = combine(told, used, 1);
      return usageOf(used);
    },
    total(usage, isOurs) {
      const { total, last } = isJsonObject(usage) ? usage : {};
      const now = tokensOf(total);
      const added = before === undefined ? tokensOf(last) : combine(now, before, -1);
      before = now;
      if (!isOurs) return undefined;
      const rest = combine(added, told, -1);
      told = nothing;
      return usageOf(rest);
    },
  };
}

const nothing: Tokens = { inputTokens: 0, cachedInputTokens: 0, cacheWriteInputTokens: 0, outputTokens: 0 };

function combine(one: Tokens, two: Tokens, sign: 1 | -1): Tokens {
  const sum = (name: keyof Tokens): number => Math.max(0, one[name] + sign * two[name]);
  return {
    inputTokens: sum('inputTokens'),
    cachedInputTokens: sum('cachedInputTokens'),
    cacheWriteInputTokens: sum('cacheWriteInputTokens'),
    outputTokens: sum('outputTokens'),
  };
}

function tokensOf(value: Json | undefined): Tokens {
  const given = isJsonObject(value) ? value : {};
  const entries = names.map((name): [string, number] => {
    const count = given[name];
    return [name, typeof count === 'number' && Number.isFinite(count) ? count : 0];
  });
  return { ...nothing, ...Object.fromEntries(entries) };
}

/** Codex counts what was read from and written to a cache as input as well. What it cost, it does not know. */
function usageOf(tokens: Tokens): Usage | undefined {
  if (names.every((name) => tokens[name] === 0)) return undefined;
  const { inputTokens, cachedInputTokens: cacheRead, cacheWriteInputTokens: cacheWrite, outputTokens } = tokens;
  return {
    input: Math.max(0, inputTokens - cacheRead - cacheWrite),
    output: outputTokens,
    ...(cacheRead > 0 && { cacheRead }),
    ...(cacheWrite > 0 && { cacheWrite }),
  };
}

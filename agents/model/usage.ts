/** What one answer of the model used. Costs are not in it: they come from the price table of the run. */
import type { LanguageModelUsage } from 'ai';
import type { Usage } from '../../engine/events.ts';

/** Undefined where the service did not say it, which is never the same as nothing. */
export function usageOf(used: LanguageModelUsage): Usage | undefined {
  const { inputTokens, outputTokens, inputTokenDetails: details } = used;
  if (inputTokens === undefined || outputTokens === undefined) return undefined;
  const cacheRead = details.cacheReadTokens ?? 0;
  const cacheWrite = details.cacheWriteTokens ?? 0;
  return {
    input: details.noCacheTokens ?? Math.max(0, inputTokens - cacheRead - cacheWrite),
    output: outputTokens,
    ...(cacheRead > 0 && { cacheRead }),
    ...(cacheWrite > 0 && { cacheWrite }),
  };
}

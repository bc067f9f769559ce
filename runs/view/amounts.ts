/** Amounts as people read them. */
import type { Cost } from './types.ts';

/** Elapsed time: `0.4s`, `12s`, `3m 05s`, `2h 10m`. */
export function formatElapsed(ms: number): string {
  if (ms < 10_000) return `${(Math.max(0, ms) / 1000).toFixed(1)}s`;
  const seconds = Math.floor(ms / 1000);
  if (seconds < 60) return `${seconds}s`;
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return `${minutes}m ${String(seconds % 60).padStart(2, '0')}s`;
  return `${Math.floor(minutes / 60)}h ${String(minutes % 60).padStart(2, '0')}m`;
}

/** `$0.03`; small amounts keep two significant digits (`$0.0042`). Whole micro-dollars in. */
export function formatUsd(microUsd: number): string {
  const usd = microUsd / 1_000_000;
  if (usd === 0 || usd >= 0.1) return `$${usd.toFixed(2)}`;
  return `$${usd.toFixed(Math.min(6, 1 - Math.floor(Math.log10(usd))))}`.replace(/(\.\d\d\d*?)0+$/, '$1');
}

/** What is known of a cost. An unknown part shows as `+ ?`, for unknown is never free. */
export function formatCost(cost: Cost): string {
  if (cost.known) return cost.microUsd === 0 ? '' : formatUsd(cost.microUsd);
  return cost.microUsd === 0 ? '$?' : `${formatUsd(cost.microUsd)} + ?`;
}

/** `12,345`. */
export function formatCount(count: number): string {
  return count.toLocaleString('en-US');
}

/** `1 branch`, `3 branches`. */
export function plural(count: number, one: string, many = `${one}s`): string {
  return `${formatCount(count)} ${count === 1 ? one : many}`;
}

/** A moment in UTC, to the second: `2026-11-22 09:30:00`. */
export function formatMoment(at: number): string {
  return new Date(at).toISOString().slice(0, 19).replace('T', ' ');
}

/** What a merge came to: one of nothing says so. */
export function formatMerged(merged: number): string {
  return merged === 0 ? 'nothing to merge' : `${plural(merged, 'branch', 'branches')} merged`;
}

/**
 * Pages over what happened, by the seq of the events. A cursor is a seq, which never changes its meaning: whatever
 * the run does meanwhile, pages that follow each other give each item exactly once.
 */

/** Which items: after a seq, before a seq, or both. Without either, from the end that `order` begins at. */
export interface Window {
  readonly after?: number;
  readonly before?: number;
  readonly limit?: number;
  /** How the items are given. Default: `oldest` first where `after` is given, else `newest`. */
  readonly order?: 'oldest' | 'newest';
}

export interface Page<Item> {
  readonly items: readonly Item[];
  /** Give it as `before` for what happened earlier; absent: nothing did. */
  readonly earlier?: number;
  /** Give it as `after` for what happened later, also for what is yet to come. */
  readonly later: number;
  /** Something later is there already. */
  readonly more: boolean;
  /** The run's last event when this was read. */
  readonly head: number;
}

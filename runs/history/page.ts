/**
 * Pages over what happened, by the seq of the events. A cursor is a seq, which never changes its meaning: whatever
 * the run does meanwhile, pages that follow each other give each item exactly once.
 */

/** Which items: after a seq, before a seq, or both. Without either, from the end that `order` begins at. */
export interface Window {
  readonly after?: number;
  readonly before?: number;
  /** At most 1,000; default 100. */
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

const mostItems = 1_000;
const usualItems = 100;

export const limitOf = (limit: number = usualItems): number =>
  Math.min(mostItems, Math.max(1, Math.trunc(limit) || usualItems));

/** Of `all`, in the order of their seq. Whether one is wanted is asked only until there are enough. */
export function pageOf<Item extends { readonly seq: number }>(
  all: readonly Item[],
  window: Window,
  head: number,
  isWanted: (item: Item) => boolean = () => true,
): Page<Item> {
  const { after, before, order = after === undefined ? 'newest' : 'oldest' } = window;
  const limit = limitOf(window.limit);
  const low = after === undefined ? 0 : placeOf(all, after + 1);
  const high = before === undefined ? all.length : placeOf(all, before);
  const isForward =
    after === undefined || before === undefined
      ? after !== undefined || (before === undefined && order === 'oldest')
      : order === 'oldest';
  const chosen: Item[] = [];
  // The places just outside of what was chosen.
  let [left, right] = isForward ? [low - 1, low] : [high - 1, high];
  const take = (item: Item): void => {
    if (isWanted(item)) chosen.push(item);
  };
  if (isForward) for (; right < high && chosen.length < limit; right++) take(all[right]!);
  else for (; left >= low && chosen.length < limit; left--) take(all[left]!);
  if (isForward !== (order === 'oldest')) chosen.reverse();
  while (left >= 0 && !isWanted(all[left]!)) left--;
  while (right < all.length && !isWanted(all[right]!)) right++;
  return {
    items: chosen,
    ...(left >= 0 && { earlier: all[left]!.seq + 1 }),
    later: right < all.length ? all[right]!.seq - 1 : head,
    more: right < all.length,
    head,
  };
}

/** Of the first item that is not before `seq`. */
export function placeOf(all: readonly { readonly seq: number }[], seq: number): number {
  let [low, high] = [0, all.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (all[middle]!.seq < seq) low = middle + 1;
    else high = middle;
  }
  return low;
}

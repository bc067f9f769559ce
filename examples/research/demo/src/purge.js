const DAY = 24 * 60 * 60 * 1000;

/** The orders that the nightly purge deletes: a year after they were placed, whatever became of them. */
export function expired(orders, now) {
  return orders.filter((order) => now - order.placedAt > 365 * DAY);
}

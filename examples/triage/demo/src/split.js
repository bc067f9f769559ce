/** What each of `people` pays of a bill, in cents: shares that differ by one cent at most and add up to the bill. */
export function split(cents, people) {
  if (!Number.isInteger(people) || people < 1) throw new RangeError('people is a whole number from 1');
  return Array.from({ length: people }, () => Math.round(cents / people));
}

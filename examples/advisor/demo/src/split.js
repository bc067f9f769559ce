/** Splits an amount by shares: 900 cents by [1, 2] are [300, 600]. */
export function split(cents, shares) {
  throw new Error(`${cents} by ${shares} is not split yet`);
}

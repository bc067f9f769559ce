/** Less than 0 when `one` comes before `other`, more than 0 when it comes after, 0 when neither does. */
export function compare(one, other) {
  throw new Error(`Nobody can compare ${one} and ${other} yet`);
}

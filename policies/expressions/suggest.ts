/** Did you mean: the known name that is nearest to one that is not known. */
import { distance } from 'fastest-levenshtein';

/** Names longer than this are not compared: the cost grows with the product of the lengths. */
const MAX_LENGTH = 100;

/** The nearest of `known`, when it is near enough to be a slip: one letter of a short name, three of a long one. */
export function nearest(name: string, known: Iterable<string>): string | undefined {
  if (name.length > MAX_LENGTH) return undefined;
  let best: string | undefined;
  let bestDistance = 1 + (name.length < 2 ? 0 : name.length < 4 ? 1 : name.length < 9 ? 2 : 3);
  for (const candidate of known) {
    if (candidate.length > MAX_LENGTH) continue;
    const steps = distance(name.toLowerCase(), candidate.toLowerCase());
    if (steps < bestDistance) [best, bestDistance] = [candidate, steps];
  }
  return best;
}

const SHOWN_NAMES = 12;

/** The help beside an unknown name: the nearest known one, else all there are. */
export function suggest(name: string, known: readonly string[]): string | undefined {
  const near = nearest(name, known);
  if (near !== undefined) return `did you mean \`${near}\`?`;
  if (known.length === 0) return undefined;
  const shown = known.slice(0, SHOWN_NAMES).map((each) => `\`${each}\``);
  return `there is ${shown.join(', ')}${known.length > SHOWN_NAMES ? ', …' : ''}`;
}

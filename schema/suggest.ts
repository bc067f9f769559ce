/** "Did you mean": the nearest known word. */
import { distance } from 'fastest-levenshtein';

/** The known word that `word` most likely stands for, or undefined. */
export function suggest(word: string, known: readonly string[]): string | undefined {
  if (word.length > 64) return undefined;
  const plain = normalise(word);
  const same = known.find((candidate) => normalise(candidate) === plain);
  if (same !== undefined) return same;
  let best: string | undefined;
  let bestDistance = Math.max(1, Math.floor(plain.length / 3)) + 1;
  for (const candidate of known) {
    const far = distance(plain, normalise(candidate));
    if (far < bestDistance) [best, bestDistance] = [candidate, far];
  }
  return best;
}

/** `maxParallel`, `max-parallel` and `max_parallel` are one word. */
const normalise = (word: string) => word.toLowerCase().replace(/[-_. ]/g, '');

/** A help for an unknown word: the nearest one, else the whole list where it is short. */
export function helpFor(word: string, known: readonly string[]): string | undefined {
  const nearest = suggest(word, known);
  if (nearest !== undefined) return `did you mean \`${nearest}\`?`;
  if (known.length === 0) return undefined;
  return known.length <= 24 ? `known here: ${known.join(', ')}` : undefined;
}

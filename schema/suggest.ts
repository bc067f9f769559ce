/** "Did you mean": the nearest known word. */
import { distance } from 'fastest-levenshtein';

/** The known word that `word` most likely stands for, or undefined. */
export function suggest(word: string, known: readonly string[]): string | undefined {
  const plain = normalise(word);
  if (plain === '' || plain.length > 64) return undefined;
  let best: string | undefined;
  let bestDistance = Math.max(2, Math.floor(plain.length / 3)) + 1;
  for (const candidate of known) {
    const other = normalise(candidate);
    const far = distance(plain, other);
    // In a short word two changes are a swap of neighbours, or another word.
    const another = far >= 2 && plain.length <= 5 && letters(plain) !== letters(other) && !other.startsWith(plain);
    if (far < bestDistance && !another) [best, bestDistance] = [candidate, far];
  }
  return best;
}

const letters = (word: string) => [...word].sort().join('');

/** `maxParallel`, `max-parallel` and `max_parallel` are one word. */
const normalise = (word: string) => word.toLowerCase().replace(/[-_. ]/g, '');

/** A help for an unknown word: the nearest one, else the whole list where it is short. */
export function helpFor(word: string, known: readonly string[]): string | undefined {
  const nearest = suggest(word, known);
  if (nearest !== undefined) return `did you mean \`${nearest}\`?`;
  if (known.length === 0) return undefined;
  return known.length <= 24 ? `known here: ${known.join(', ')}` : undefined;
}

/** The smallest document that still fails: lines are left out, then pieces of lines, for as long as it does. */

/** `fails` must hold for `text`; it is asked some thousand times. */
export function reduce(text: string, fails: (text: string) => boolean): string {
  const lines = leaveOut(text.split('\n'), (kept) => fails(kept.join('\n')));
  const small = lines.join('\n');
  const pieces = small.match(new RegExp(`[^]{1,${Math.ceil(small.length / 1000)}}`, 'gu')) ?? [];
  return leaveOut(pieces, (kept) => fails(kept.join(''))).join('');
}

/** Halves, quarters and so on down to single parts. */
function leaveOut<T>(parts: readonly T[], fails: (kept: readonly T[]) => boolean): readonly T[] {
  let kept = parts;
  for (let size = Math.ceil(kept.length / 2); size >= 1; size = size === 1 ? 0 : Math.ceil(size / 2)) {
    for (let at = 0; at < kept.length; ) {
      const without = [...kept.slice(0, at), ...kept.slice(at + size)];
      if (fails(without)) kept = without;
      else at += size;
    }
  }
  return kept;
}

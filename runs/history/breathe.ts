/** Lets others have their turn while a long run is read: the journal answers at once, so nobody else would get one. */
const stretch = 256;

/** Call it for each event that was read. */
export async function breathe(seq: number): Promise<void> {
  if (seq % stretch === 0) await new Promise((resolve) => setImmediate(resolve));
}

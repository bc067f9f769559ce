/** Lets others have their turn while a long run is read: the journal answers at once, so nobody else would get one. */
const stretch = 256;

/** Whether it is time to, after this event. */
export const isLong = (seq: number): boolean => seq % stretch === 0;

export const breathe = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/** The day of a moment, counted in days of UTC since 1970: it needs no calendar, so no clock can make it fail. */
export const dayOf = (at: number): number => Math.floor(at / dayMs);

export const dayMs = 86_400_000;

/** How texts are compared everywhere: without case and accents. */
export const fold = (text) => text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();

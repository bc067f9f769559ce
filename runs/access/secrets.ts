/**
 * Secrets that let somebody in: 256 random bits, so that nothing is gained by guessing and a plain hash is enough to
 * keep. They are compared by their hashes, which have one length, in a time that tells nothing.
 */
import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';

export const makeSecret = (): string => randomBytes(32).toString('base64url');

/** No secret: it is shown in lists, and stands in the journal. */
export const makeTokenId = (): string => randomBytes(5).toString('hex');

export const hashOf = (text: string): Buffer => createHash('sha256').update(text).digest();

const noHash = Buffer.alloc(32);

/** Where there is no hash, it takes as long to say no. */
export function isHashOf(text: string, hash: Buffer | undefined): boolean {
  const same = timingSafeEqual(hashOf(text), hash ?? noHash);
  return same && hash !== undefined;
}

/** The id in the text of a token; undefined: it is none. */
export function parseToken(text: string): string | undefined {
  return /^omni_([0-9a-f]{10})_[\w-]{43}$/.exec(text)?.[1];
}

/** Text without the secret of any token that stands in it. */
export const hideTokens = (text: string): string => text.replace(/omni_[0-9a-f]{10}_[\w-]*/gi, 'omni_…');

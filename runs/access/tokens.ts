/** Personal tokens and links that share a run: who they let in, as what, and until when. */
import type { Person } from '../acts/index.ts';
import type { Role } from './roles.ts';

/** `own` comes by the printed link alone, or whoever holds a token could make others. */
export type GivenRole = Exclude<Role, 'own'>;

export interface Token {
  readonly id: string;
  /** Of the person who speaks with it, as it stands in the journal. */
  readonly name: string;
  readonly role: GivenRole;
  /** The only run that it reaches; absent: all. */
  readonly run?: string;
  /** Milliseconds since the epoch, as all moments here. */
  readonly createdAt: number;
  readonly createdBy: string;
  readonly expiresAt: number;
  readonly revokedAt?: number;
  /** To the minute. */
  readonly lastSeenAt?: number;
}

export interface NewToken {
  readonly name: string;
  readonly role: GivenRole;
  readonly run?: string;
  /** From an hour to 365 days. */
  readonly expiresInMs: number;
}

export interface Tokens {
  /**
   * The token, and its text `omni_<id>_<secret>`, which is kept nowhere and told this once.
   * Throws OMNI7002: no such name or expiry; OMNI6006: no such run.
   */
  create(token: NewToken, by: Person): { readonly token: Token; readonly text: string };
  /** The newest first, with those that are over. */
  list(): readonly Token[];
  /** Undefined: it is unknown, revoked or expired. */
  live(id: string): Token | undefined;
  /** Whose text this is, in a time that tells nothing of it. Undefined: it lets nobody in, and never or no longer. */
  check(text: string): Token | undefined;
  /** It was used now. */
  seen(id: string): void;
  /** At once, for every browser that came with it. Throws OMNI7003: there is none; again is no error. */
  revoke(id: string, by: Person): Token;
}

/** A personal token, or a link that shares a run: whom it lets in, as what, and until when. */
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

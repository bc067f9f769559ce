/** Personal tokens and links that share a run: who they let in, as what, and until when. */
import type { Database } from 'better-sqlite3';
import { unattended } from '../../engine/roles.ts';
import { OmniError } from '../../schema/error.ts';
import type { Person } from '../acts/index.ts';
import { guarded } from '../journal/failures.ts';
import { neutraliseLine } from '../view/neutralise.ts';
import type { Acts } from './acts.ts';
import { numberOf } from './run-number.ts';
import { hashOf, isHashOf, makeSecret, makeTokenId, parseToken } from './secrets.ts';
import { insertToken, revokeToken, selectToken, selectTokens, touchToken } from './sql/tokens.ts';
import type { NewToken, Token } from './token.ts';

export interface Tokens {
  /**
   * The token, and its text `omni_<id>_<secret>`, which is kept nowhere and told this once.
   * Throws OMNI7010: no such name or expiry; OMNI6006: no such run.
   */
  create(token: NewToken, by: Person): { readonly token: Token; readonly text: string };
  /** The newest first, with those that are over. */
  list(): readonly Token[];
  /** Undefined: it is unknown, revoked or expired. */
  live(id: string): Token | undefined;
  /** Whose text this is, in a time that tells nothing of it. Undefined: it lets nobody in, and never or no longer. */
  check(text: string): Token | undefined;
  /** It is used now. */
  seen(token: Token): void;
  /** At once, for every browser that came with it. Throws OMNI7011: there is none; again is no error. */
  revoke(id: string, by: Person): Token;
}

const hourMs = 3_600_000;
const [leastMs, mostMs] = [hourMs, 365 * 24 * hourMs];
const longestName = 80;
const seenEveryMs = 60_000;

export function createTokens(db: Database, clock: () => number, acts: Acts): Tokens {
  const [insert, select, all] = [insertToken(db), selectToken(db), selectTokens(db)];
  const [touch, end] = [touchToken(db), revokeToken(db)];
  const runNumber = numberOf(db);
  const isLive = ({ revokedAt, expiresAt }: Token) => revokedAt === undefined && clock() < expiresAt;
  const find = (id: string) => guarded(db, () => select(id));
  const known = (id: string): Token => {
    const found = find(id)?.token;
    if (found !== undefined) return found;
    throw new OmniError('OMNI7011', `There is no token ${id}.`, { help: 'See: omni token list' });
  };
  return {
    create({ name, role, run, expiresInMs }, by) {
      const [id, secret] = [makeTokenId(), makeSecret()];
      const text = `omni_${id}_${secret}`;
      const checked = checkName(name);
      checkExpiry(expiresInMs);
      const createdAt = clock();
      const row = { id, name: checked, role, hash: hashOf(text), createdAt, createdBy: by.name };
      const work = db.transaction(() => {
        insert({ ...row, run: run === undefined ? null : runNumber(run), expiresAt: createdAt + expiresInMs });
        acts.note({ kind: 'token.created', what: id, ...(run !== undefined && { run }) }, by);
      });
      guarded(db, () => work.immediate());
      return { token: known(id), text };
    },
    list: () => guarded(db, all),
    live(id) {
      const token = find(id)?.token;
      return token && isLive(token) ? token : undefined;
    },
    check(text) {
      const id = parseToken(text);
      const found = id === undefined ? undefined : find(id);
      if (!isHashOf(text, found?.hash)) return undefined;
      return found && isLive(found.token) ? found.token : undefined;
    },
    seen({ id, lastSeenAt = 0 }) {
      const now = clock();
      if (now - lastSeenAt >= seenEveryMs) guarded(db, () => touch(id, now));
    },
    revoke(id, by) {
      const { run } = known(id);
      const work = db.transaction(() => {
        if (end(id, clock())) acts.note({ kind: 'token.revoked', what: id, ...(run !== undefined && { run }) }, by);
      });
      guarded(db, () => work.immediate());
      return known(id);
    },
  };
}

/** What shows nothing, or nothing that everybody agrees on: fillers, blanks, surrogates, private and unassigned ones. */
const invisible = /[\p{Default_Ignorable_Code_Point}\u2800\p{Cs}\p{Co}\p{Cn}]/u;

/** A name stands beside others in journals and on pages: it must be what it looks like. */
function checkName(given: string): string {
  const name = given.trim().normalize('NFC');
  // What nobody can see, or reads the other way round, would let one person look like another.
  const plain = neutraliseLine(name) === name && /[\p{L}\p{N}]/u.test(name) && !invisible.test(name);
  if (!plain || [...name].length > longestName) {
    throw new OmniError('OMNI7010', `That is no name: it takes 1 to ${longestName} characters that can be seen.`);
  }
  // This one stands in the journal for the absence of everybody, and needs no role.
  if (name === unattended) throw new OmniError('OMNI7010', `${unattended} is nobody's name.`);
  return name;
}

function checkExpiry(expiresInMs: number): void {
  if (Number.isSafeInteger(expiresInMs) && expiresInMs >= leastMs && expiresInMs <= mostMs) return;
  throw new OmniError('OMNI7010', 'A token lasts from 1h to 365d.', { help: 'For a week: 7d' });
}

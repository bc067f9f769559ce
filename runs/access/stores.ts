/** What the server keeps beside the runs: in the same database, over a connection of its own. */

import { openDatabase } from '../journal/database.ts';
import { type Acts, createActs } from './acts.ts';
import { type Browsers, createBrowsers } from './browsers.ts';
import { type Comments, createComments } from './comments.ts';
import { createRefusals, type Refusals } from './refusals.ts';
import { createServers, type Servers } from './servers.ts';
import { createTokens, type Tokens } from './tokens.ts';
import { createWrites, type Writes } from './writes.ts';

export interface AccessStores {
  readonly tokens: Tokens;
  readonly browsers: Browsers;
  readonly refusals: Refusals;
  readonly acts: Acts;
  readonly comments: Comments;
  readonly writes: Writes;
  readonly servers: Servers;
}

export interface OpenAccess extends AccessStores {
  close(): void;
}

export interface AccessOptions {
  /** The `.omni` folder. */
  readonly folder: string;
  /** Milliseconds since the epoch; default the system's. */
  readonly clock?: () => number;
}

/** Throws what `openJournal` throws. */
export function openAccess({ folder, clock = Date.now }: AccessOptions): OpenAccess {
  const db = openDatabase(folder);
  const acts = createActs(db, clock);
  return {
    acts,
    tokens: createTokens(db, clock, acts),
    browsers: createBrowsers(db, clock),
    refusals: createRefusals(db),
    comments: createComments(db, clock, acts),
    writes: createWrites(db, clock),
    servers: createServers(db),
    close: () => void db.close(),
  };
}

/** What the server keeps beside the runs. */
import type { Acts } from './acts.ts';
import type { Browsers } from './browsers.ts';
import type { Comments } from './comments.ts';
import type { Refusals } from './refusals.ts';
import type { Tokens } from './tokens.ts';
import type { Writes } from './writes.ts';

export interface AccessStores {
  readonly tokens: Tokens;
  readonly browsers: Browsers;
  readonly refusals: Refusals;
  readonly acts: Acts;
  readonly comments: Comments;
  readonly writes: Writes;
}

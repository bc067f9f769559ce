/** Who may do what: tokens, browsers, refusals, and what people left here that is no fact of a run. See `open.ts`. */
export type { Act, ActKind, Acts, NewAct } from './acts.ts';
export type { Browsers } from './browsers.ts';
export type { Comment, Comments, NewComment } from './comments.ts';
export type { Refusal, Refusals } from './refusals.ts';
export { holds, ROLES, type Role } from './roles.ts';
export type { AccessStores } from './stores.ts';
export type { GivenRole, NewToken, Token, Tokens } from './tokens.ts';
export type { Visitor } from './visitor.ts';
export type { Answered, WriteState, Writes } from './writes.ts';

/** Who may do what: tokens, browsers, refusals, and what people left here that is no fact of a run. */
export type { Act, ActKind, Acts, NewAct } from './acts.ts';
export { type Browsers, ownersStayMs } from './browsers.ts';
export type { Comment, NewComment } from './comment.ts';
export { mayRemove } from './comment.ts';
export type { Comments } from './comments.ts';
export type { Refusal, Refusals } from './refusals.ts';
export { holds, ROLES, type Role } from './roles.ts';
export { hashOf, hideTokens, isHashOf, makeSecret } from './secrets.ts';
export { type AccessOptions, type AccessStores, type OpenAccess, openAccess } from './stores.ts';
export type { GivenRole, NewToken, Token } from './token.ts';
export type { Tokens } from './tokens.ts';
export { maySee, type Visitor } from './visitor.ts';
export type { Answered, WriteState, Writes } from './writes.ts';

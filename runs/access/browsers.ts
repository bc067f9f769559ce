/** Browsers that were let in, by the hash of their cookie: they stay in when the server is started again. */

export interface Browsers {
  /** Answers the secret for its cookie. `token` is what it came with; absent: the owner's, by the printed link. */
  admit(until: number, token?: string): string;
  /** What the cookie stands for. Undefined: nothing, or no longer. Whether the token still lives is not looked at. */
  find(secret: string): { readonly token?: string } | undefined;
  /** Whoever has this cookie is out. */
  forget(secret: string): void;
  /** All browsers of the owner but this one are out; answers how many. */
  forgetOwners(but: string | undefined): number;
}

/** Writes with an idempotency key: what was answered once is answered again for a day, and nothing is done twice. */

export interface Answered {
  readonly status: number;
  readonly body: string;
}

/**
 * `begun`: do it, then say `end` or `drop`. `answered`: it was done. `busy`: somebody is at it. `other`: the key was
 * used for another request.
 */
export type WriteState =
  | { readonly state: 'begun' | 'busy' | 'other' }
  | { readonly state: 'answered'; readonly answer: Answered };

export interface Writes {
  /** `who` is whose key it is, `request` the hash of what is asked for. */
  begin(who: string, key: string, request: string): WriteState;
  end(who: string, key: string, answer: Answered): void;
  /** Nothing was done: the next one may try. */
  drop(who: string, key: string): void;
}

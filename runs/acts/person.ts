/** Who does something to a run, and from where: what is journaled with every act. */

/** How it reached the run. `token` names the token, never its secret; `address` is that of the other end. */
export interface Origin {
  readonly way: 'cli' | 'page' | 'api';
  readonly token?: string;
  readonly address?: string;
}

export interface Person {
  /** As it stands in the journal, and as roles of a workflow name people. */
  readonly name: string;
  readonly from: Origin;
}

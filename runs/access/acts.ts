/** What people did that is no fact of a run: with the facts, the whole of who did what and from where. */
import type { Origin, Person } from '../acts/index.ts';

export type ActKind =
  | 'token.created'
  | 'token.revoked'
  | 'owner.joined'
  | 'owners.left'
  | 'run.started'
  | 'run.resumed'
  | 'comment.added'
  | 'comment.removed'
  | 'comments.handed';

export interface NewAct {
  readonly kind: ActKind;
  readonly run?: string;
  /** What it was done to: the id of a token or a comment, the path of a workflow. */
  readonly what?: string;
}

export interface Act extends NewAct {
  readonly at: number;
  readonly by: string;
  readonly from: Origin;
}

export interface Acts {
  note(act: NewAct, by: Person): void;
  /** The newest first; of one run, or of all and of none. */
  list(limit: number, run?: string): readonly Act[];
}

/** Comments on lines of what the agents of a run have written. */
import type { Origin, Person } from '../acts/index.ts';

export interface NewComment {
  readonly run: string;
  /** As `WorkspaceLook` names it. */
  readonly workspace: string;
  readonly path: string;
  /** Of a diff: the line as it was before, or as it is now. A file has only `new`. */
  readonly side: 'old' | 'new';
  /** From 1. */
  readonly line: number;
  /** The line as it was when it was commented on. */
  readonly quoted: string;
  readonly text: string;
}

export interface Comment extends NewComment {
  readonly id: string;
  readonly at: number;
  readonly by: string;
  readonly from: Origin;
  /** When it went to the writer; from then on it stays. */
  readonly handedAt?: number;
}

export interface Comments {
  /** Throws OMNI7004: nothing to say, or too much; OMNI6006: no such run. */
  add(comment: NewComment, by: Person): Comment;
  find(id: string): Comment | undefined;
  /** In the order of their writing, without those that were removed. */
  list(run: string): readonly Comment[];
  /** False: it is not there, or was handed over. */
  remove(id: string, by: Person): boolean;
  /** Marks those of a run that were not handed over before, and answers them: what a message to the writer is made of. */
  hand(run: string, ids: readonly string[], by: Person): readonly Comment[];
}

/** A comment on a line of what the agents of a run have written. */

import type { Origin } from '../acts/index.ts';
import { holds } from './roles.ts';
import type { Visitor } from './visitor.ts';

export interface NewComment {
  readonly run: string;
  /** As `WorkspaceLook` names it. */
  readonly workspace: string;
  readonly path: string;
  /** Of a diff: the line as it was before, or as it is now. A file has only `new`. */
  readonly side: 'old' | 'new';
  /** From 1. */
  readonly line: number;
  /** The line as it was when it was commented on; its beginning, where it is long. */
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

/**
 * Who wrote it may take it back, and the owner of the server. A token may be in the owner's name, for a device that may
 * less: what was written without a token is not its to take back.
 */
export const mayRemove = (
  { name, role }: Pick<Visitor, 'name' | 'role'>,
  { by, from }: Pick<Comment, 'by' | 'from'>,
): boolean => holds(role, 'own') || (name === by && from.token !== undefined);

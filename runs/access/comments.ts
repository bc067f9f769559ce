/** Comments on lines of what the agents of a run have written. */
import type { Database } from 'better-sqlite3';
import { OmniError } from '../../schema/error.ts';
import type { Person } from '../acts/index.ts';
import { guarded } from '../journal/failures.ts';
import type { Acts } from './acts.ts';
import type { Comment, NewComment } from './comment.ts';
import { numberOf } from './run-number.ts';
import { handComment, insertComment, removeComment, selectComment, selectComments } from './sql/comments.ts';

export interface Comments {
  /** Throws OMNI7012: nothing to say, too much, or about no line; OMNI6006: no such run. */
  add(comment: NewComment, by: Person): Comment;
  find(id: string): Comment | undefined;
  /** In the order of their writing, without those that were removed. */
  list(run: string): readonly Comment[];
  /** False: it is not there, or was handed over. */
  remove(id: string, by: Person): boolean;
  /** Marks those of a run that were not handed over before, and answers them: what a message to the writer is made of. */
  hand(run: string, ids: readonly string[], by: Person): readonly Comment[];
}

/** Characters, as all lengths here. */
const longestText = 4_000;
const longestQuote = 1_000;
const longestPath = 4_096;

export function createComments(db: Database, clock: () => number, acts: Acts): Comments {
  const [insert, select, all] = [insertComment(db), selectComment(db), selectComments(db)];
  const [mark, drop] = [handComment(db), removeComment(db)];
  const runNumber = numberOf(db);
  const find: Comments['find'] = (id) => guarded(db, () => select(id));
  return {
    find,
    list: (run) => guarded(db, () => all(run)),
    add(comment, by) {
      checkComment(comment);
      const { run, quoted, text } = comment;
      const work = db.transaction(() => {
        const id = insert({
          ...comment,
          run: runNumber(run),
          quoted: quoted.slice(0, longestQuote),
          text: text.trim(),
          by: by.name,
          origin: JSON.stringify(by.from),
          at: clock(),
        });
        acts.note({ kind: 'comment.added', run, what: id }, by);
        return select(id)!;
      });
      return guarded(db, () => work.immediate());
    },
    remove(id, by) {
      const work = db.transaction(() => {
        const comment = select(id);
        if (comment === undefined || !drop(id, clock())) return false;
        acts.note({ kind: 'comment.removed', run: comment.run, what: id }, by);
        return true;
      });
      return guarded(db, () => work.immediate());
    },
    hand(run, ids, by) {
      const work = db.transaction(() => {
        const handed = ids.filter((id) => select(id)?.run === run && mark(id, clock()));
        if (handed.length > 0) acts.note({ kind: 'comments.handed', run, what: handed.join(' ') }, by);
        return handed.map((id) => select(id)!);
      });
      return guarded(db, () => work.immediate());
    },
  };
}

function checkComment({ text, line, path, workspace, side }: NewComment): void {
  const said = text.trim();
  const about = Number.isSafeInteger(line) && line >= 1 && (side === 'old' || side === 'new');
  if (!about || path === '' || path.length > longestPath || workspace.length > longestPath) {
    throw new OmniError('OMNI7012', 'A comment is about a line of a file.');
  }
  if (said !== '' && said.length <= longestText) return;
  const why = said === '' ? 'says nothing' : `has more than ${longestText} characters`;
  throw new OmniError('OMNI7012', `The comment ${why}.`);
}

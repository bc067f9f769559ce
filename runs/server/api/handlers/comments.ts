/** Comments on what agents wrote, and their way to the writer. */
import { type Comment, mayRemove } from '../../../access/index.ts';
import { hand, hearersOf } from '../../../acts/index.ts';
import { goOn } from '../../go-on.ts';
import type { ApiParts, Asked, Handlers } from '../context.ts';
import { ApiError, notFound } from '../problem.ts';
import { findListed } from '../runs.ts';
import { missing } from './work.ts';

type OfComments = 'listComments' | 'addComment' | 'removeComment' | 'handComments';

export function commentHandlers(parts: ApiParts): Pick<Handlers, OfComments> {
  const { record, access } = parts;
  const { comments } = access;
  return {
    listComments({ params }) {
      const { run } = findListed(record, params.run);
      return { comments: comments.list(run) };
    },
    addComment({ params, body, person }) {
      const { run } = findListed(record, params.run);
      return comments.add({ ...body, run }, person);
    },
    removeComment({ params, person }) {
      const found = findComment(parts, params.run, params.comment);
      if (!mayRemove(person, found)) {
        throw new ApiError(403, { detail: `This comment is of ${found.by}: they can remove it.` });
      }
      if (found.handedAt !== undefined) throw handedOver(found);
      return comments.remove(found.id, person) ? { id: found.id, removed: true } : missing('comment any more');
    },
    handComments: (asked) => handComments(parts, asked),
  };
}

/** The message goes first: where nobody hears it, the comments stay to be handed over. */
async function handComments(parts: ApiParts, { params, body, person, key }: Asked<'handComments'>) {
  const { record, box, access, drivers } = parts;
  const { run } = findListed(record, params.run);
  const found = body.ids.map((id) => findComment(parts, run, id));
  // Sent again with its key, it is the same message: the run counts it once, and its comments have gone.
  const again = found.find(({ handedAt }) => handedAt !== undefined);
  if (again !== undefined && key === undefined) throw handedOver(again);
  const to = body.to ?? (await writerOf(parts, run));
  const done = await hand(box, run, to, found, person, key);
  const handed = access.comments.hand(run, body.ids, person);
  return { run, to: done.to, by: person.name, handed: handed.length, ...(await goOn(drivers, done, person)) };
}

function findComment({ access }: ApiParts, run: string, id: string): Comment {
  const found = access.comments.find(id);
  if (found === undefined || found.run !== run) throw notFound(`comment in this run: ${id}`);
  return found;
}

const handedOver = ({ id }: Comment): ApiError =>
  new ApiError(409, { detail: `Comment ${id} went to the writer: it stays.` });

/** The only agent at work. */
async function writerOf({ history, record }: ApiParts, run: string): Promise<string> {
  const { view } = await history.view(run);
  const driven = (await record.holder(run)) !== undefined;
  const working = hearersOf(view, driven);
  const [only, ...others] = working;
  if (only !== undefined && others.length === 0) return only.address;
  const detail = only === undefined ? 'No agent of the run is at work.' : 'Several agents are at work.';
  const help =
    only === undefined ? undefined : `\`to\` is one of: ${working.map(({ address }) => address).join(', ')}.`;
  throw new ApiError(409, { detail, help });
}

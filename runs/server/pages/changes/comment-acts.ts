/** What people do with comments: write one, take one back, hand them to who wrote the lines. */
import type { FastifyInstance } from 'fastify';
import { mayRemove } from '../../../access/index.ts';
import { hand, UnfitAct } from '../../../acts/index.ts';
import { goOn } from '../../go-on.ts';
import type { ServerPorts } from '../../ports.ts';
import { leadBack } from '../after.ts';
import { backTo } from '../back.ts';
import { bodyOf } from '../body.ts';
import { sendMissing } from '../serve.ts';

type OfRun = { Params: { run: string } };
type OfComment = { Params: { run: string; id: string } };

export function addCommentActs(server: FastifyInstance, { access, box, drivers }: ServerPorts): void {
  const { comments } = access;

  server.post<OfRun>('/runs/:run/comments', { config: { role: 'comment' } }, async (request, reply) => {
    const { run } = request.params;
    if (box.meta(run) === undefined) return sendMissing(reply);
    const { workspace = '', path = '', side, line = '', quoted = '', text = '', back } = bodyOf(request);
    const comment = { run, workspace, path, line: Number(line), quoted, text };
    const { id } = comments.add({ ...comment, side: side === 'old' ? 'old' : 'new' }, request.person);
    return reply.redirect(`${backTo(back, run)}#comment-${id}`, 303);
  });

  server.post<OfComment>('/runs/:run/comments/:id/remove', { config: { role: 'comment' } }, async (request, reply) => {
    const { run, id } = request.params;
    const comment = comments.find(id);
    if (comment?.run !== run) return sendMissing(reply);
    if (!mayRemove(request.person, comment)) {
      throw new UnfitAct('notYours', 'only who wrote a comment may remove it, or the owner of this server');
    }
    comments.remove(id, request.person);
    return reply.redirect(backTo(bodyOf(request).back, run), 303);
  });

  server.post<OfRun>('/runs/:run/comments/hand', { config: { role: 'answer' } }, async (request, reply) => {
    const { run } = request.params;
    const { workspace = '', to = '', back } = bodyOf(request);
    const waiting = comments
      .list(run)
      .filter((comment) => comment.workspace === workspace && comment.handedAt === undefined);
    const ids = waiting.map(({ id }) => id);
    // Said before they are marked: what nobody hears is kept. Said again, by one who was not answered, it counts once.
    const done = await hand(box, run, to, waiting, request.person, `hand ${ids.join(' ')}`);
    comments.hand(run, ids, request.person);
    return leadBack(reply, backTo(back, run), await goOn(drivers, done, request.person));
  });
}

/** What a form is answered with after an act: the page that it was sent from, unless there is more to say. */
import type { FastifyReply } from 'fastify';
import type { GoneOn } from '../go-on.ts';
import { renderNotice } from '../html/notice-page.ts';
import { sendPage } from '../send.ts';

export function leadBack(reply: FastifyReply, place: string, { problem }: GoneOn): FastifyReply {
  if (problem === undefined) return reply.redirect(place, 303);
  const help = 'It counts as soon as the run goes on: from its page, or with omni resume.';
  return sendPage(
    reply,
    renderNotice({
      title: 'Kept, but nobody drives the run',
      message: problem,
      help,
      back: place,
      visitor: reply.request.person,
    }),
  );
}

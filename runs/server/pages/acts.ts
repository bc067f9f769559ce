/**
 * What the forms of the pages do. Each becomes a fact in the inbox of its run, or a process that goes on with it, and
 * leads back to where it was sent from; the page then shows what came of it, as it does for everybody who looks.
 */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Role } from '../../access/index.ts';
import { answer, cancel, type Done, say, UnfitAct } from '../../acts/index.ts';
import { readFields } from '../html/fields.ts';
import { runPath } from '../html/words.ts';
import type { ServerPorts } from '../ports.ts';
import { backTo } from './back.ts';
import { bodyOf } from './body.ts';
import { sendMissing } from './serve.ts';

type OfRun = { Params: { run: string } };
type OfAsk = { Params: { run: string; ask: string } };

export function addActs(server: FastifyInstance, { box, drivers }: ServerPorts): void {
  const config = (role: Role) => ({ config: { role } });

  /** Nobody drives the run: it is gone on with, or what was said would wait for whoever does. */
  const goOn = async ({ run, driven }: Done, { person }: FastifyRequest): Promise<void> => {
    if (!driven) await drivers?.resume(run, person);
  };
  const back = (reply: FastifyReply, run: string, place = ''): FastifyReply =>
    reply.redirect(runPath(run) + place, 303);

  server.post<OfAsk>('/runs/:run/asks/:ask', config('answer'), async (request, reply) => {
    const { run, ask } = request.params;
    const { granted, choice, comment, text, ...rest } = bodyOf(request);
    const fields = readFields(rest);
    // Whoever was let in to one run answers what that run asks, and nothing else.
    if (box.findByAsk(ask) !== undefined && box.findByAsk(ask)?.run !== run) return sendMissing(reply);
    if (choice === undefined && !['yes', 'no', 'answer'].includes(granted ?? ''))
      throw new UnfitAct('invalid', 'it was not said whether this is granted or refused');
    const done =
      granted === 'answer'
        ? await say(box, run, { to: ask, ...(text === undefined ? { fields } : { text }) }, request.person)
        : await answer(
            box,
            ask,
            {
              granted: choice !== undefined || granted === 'yes',
              ...(choice !== undefined && { choice }),
              ...(comment?.trim() && { comment }),
            },
            request.person,
          );
    await goOn(done, request);
    return back(reply, run, '#waits');
  });

  server.post<OfRun>('/runs/:run/messages', config('answer'), async (request, reply) => {
    const { run } = request.params;
    const { text = '', to, back: place } = bodyOf(request);
    await goOn(await say(box, run, { text, ...(to && { to }) }, request.person), request);
    return reply.redirect(backTo(place, run), 303);
  });

  server.post<OfRun>('/runs/:run/cancel', config('drive'), async (request, reply) => {
    const { run } = request.params;
    await goOn(await cancel(box, run, request.person), request);
    return back(reply, run);
  });

  server.post<OfRun>('/runs/:run/resume', config('drive'), async (request, reply) => {
    const { run } = request.params;
    await drivers?.resume(run, request.person);
    return back(reply, run);
  });
}

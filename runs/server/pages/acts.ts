/**
 * What the forms of the pages do. Each becomes a fact in the inbox of its run, or a process that goes on with it, and
 * leads back to where it was sent from; the page then shows what came of it, as it does for everybody who looks.
 */
import type { FastifyInstance } from 'fastify';
import type { Role } from '../../access/index.ts';
import { answer, cancel, say, UnfitAct } from '../../acts/index.ts';
import { goOn } from '../go-on.ts';
import { readFields } from '../html/fields.ts';
import { runPath } from '../html/words.ts';
import type { ServerPorts } from '../ports.ts';
import { leadBack } from './after.ts';
import { backTo } from './back.ts';
import { bodyOf } from './body.ts';
import { sendMissing } from './serve.ts';

type OfRun = { Params: { run: string } };
type OfAsk = { Params: { run: string; ask: string } };

export function addActs(server: FastifyInstance, { box, drivers }: ServerPorts): void {
  const config = (role: Role) => ({ config: { role } });

  server.post<OfAsk>('/runs/:run/asks/:ask', config('answer'), async (request, reply) => {
    const { run, ask } = request.params;
    const { granted, choice, comment, text, back: place, ...rest } = bodyOf(request);
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
    const next = place === undefined ? `${runPath(run)}#waits` : backTo(place, run);
    return leadBack(reply, next, await goOn(drivers, done, request.person));
  });

  server.post<OfRun>('/runs/:run/messages', config('answer'), async (request, reply) => {
    const { run } = request.params;
    const { text = '', to, back: place } = bodyOf(request);
    const done = await say(box, run, { text, ...(to && { to }) }, request.person);
    return leadBack(reply, backTo(place, run), await goOn(drivers, done, request.person));
  });

  server.post<OfRun>('/runs/:run/cancel', config('drive'), async (request, reply) => {
    const { run } = request.params;
    const done = await cancel(box, run, request.person);
    return leadBack(reply, runPath(run), await goOn(drivers, done, request.person));
  });

  server.post<OfRun>('/runs/:run/resume', config('drive'), async (request, reply) => {
    const { run } = request.params;
    await drivers?.resume(run, request.person);
    return reply.redirect(runPath(run), 303);
  });
}

/** Who may come in, and who was refused: for the owner alone. And the way out, for everybody. */
import type { FastifyInstance, FastifyReply } from 'fastify';
import { parseDurationMs } from '../../../schema/duration.ts';
import { OmniError } from '../../../schema/error.ts';
import type { GivenRole, Visitor } from '../../access/index.ts';
import type { Guard } from '../guard/index.ts';
import { statusOf } from '../guard/refuse.ts';
import { renderNotice } from '../html/notice-page.ts';
import { renderMadeToken, renderPeople } from '../html/people-page.ts';
import { renderRefusals } from '../html/refusals-page.ts';
import type { ServerPorts } from '../ports.ts';
import { sendPage } from '../send.ts';

const own = { config: { role: 'own' } } as const;
const mostRefusals = 500;
const givenRoles: readonly string[] = ['view', 'comment', 'answer', 'drive'] satisfies GivenRole[];
const isGiven = (role: string): role is GivenRole => givenRoles.includes(role);

export function addPeople(
  server: FastifyInstance,
  { access }: Pick<ServerPorts, 'access'>,
  { audit, cookieOf }: Pick<Guard, 'audit' | 'cookieOf'>,
): void {
  const { tokens, refusals, browsers } = access;
  const show = (reply: FastifyReply, problem?: string) =>
    sendPage(reply, renderPeople({ tokens: tokens.list(), now: Date.now(), problem }));

  server.get('/people', own, async (_request, reply) => show(reply));

  server.post('/people', own, async ({ body, person, headers }, reply) => {
    try {
      const { token, text } = makeToken(body, person);
      // The guard has seen that it is ours.
      const link = new URL(`/join?token=${text}`, headers.origin).href;
      return sendPage(reply, renderMadeToken(token, text, link));
    } catch (error) {
      if (error instanceof OmniError && statusOf(error) < 500) return show(reply.code(statusOf(error)), error.message);
      throw error;
    }
  });

  server.post<{ Params: { token: string } }>('/people/:token/revoke', own, async ({ params, person }, reply) => {
    tokens.revoke(params.token, person);
    return reply.redirect('/people', 303);
  });

  server.post('/people/others', own, async (request, reply) => {
    browsers.forgetOwners(cookieOf(request));
    access.acts.note({ kind: 'browsers.left' }, request.person);
    return reply.redirect('/people', 303);
  });

  server.get('/refusals', own, async (_request, reply) => {
    audit.flush();
    return sendPage(reply, renderRefusals(refusals.list(mostRefusals)));
  });

  server.post('/leave', { config: { role: 'view', keepsToRun: true } }, async (request, reply) => {
    browsers.forget(cookieOf(request));
    return sendPage(reply, renderNotice('You are out', 'This browser knows no secret of this server any longer.'));
  });

  function makeToken(body: unknown, by: Visitor) {
    const role = fieldOf(body, 'role');
    if (!isGiven(role)) throw new OmniError('OMNI7010', `There is no role ${role}.`);
    const run = fieldOf(body, 'run').trim();
    const expiresInMs = parseDurationMs(fieldOf(body, 'expires').trim()) ?? 0;
    return tokens.create({ name: fieldOf(body, 'name'), role, expiresInMs, ...(run !== '' && { run }) }, by);
  }
}

/** Of a form. What was not given, or twice, is empty. */
function fieldOf(body: unknown, name: string): string {
  const value: unknown = Object(body)[name];
  return typeof value === 'string' ? value : '';
}

/** Who may come in, and who was refused: for the owner alone. And the way out, for everybody. */
import type { FastifyReply } from 'fastify';
import { parseDurationMs } from '../../../../schema/duration.ts';
import { OmniError } from '../../../../schema/error.ts';
import type { GivenRole, Visitor } from '../../../access/index.ts';
import type { Guard } from '../../guard/index.ts';
import { renderDocument } from '../../html/document.ts';
import { renderNotice } from '../../html/notice-page.ts';
import type { ServerPorts } from '../../ports.ts';
import { sendPage } from '../../send.ts';
import { statusOf } from '../../status.ts';
import type { Page } from '../page.ts';
import { type PageSite, servePage } from '../serve.ts';
import { renderMadeToken, renderPeople } from './people-page.ts';
import { renderRefusals } from './refusals-page.ts';

const own = { config: { role: 'own' } } as const;
const mostRefusals = 500;
const givenRoles: readonly string[] = ['view', 'comment', 'answer', 'drive'] satisfies GivenRole[];
const isGiven = (role: string): role is GivenRole => givenRoles.includes(role);

export function addPeople(
  site: PageSite,
  { access }: Pick<ServerPorts, 'access'>,
  { audit, cookieOf }: Pick<Guard, 'audit' | 'cookieOf'>,
): void {
  const { server } = site;
  const { tokens, refusals, browsers } = access;
  const people = (asked: { run?: string | undefined; problem?: string }) =>
    renderPeople({ tokens: tokens.list(), now: Date.now(), ...asked });
  const send = (reply: FastifyReply, page: Page, visitor: Visitor) =>
    sendPage(reply, renderDocument({ page, visitor }));

  servePage(site, '/people', async ({ query: { run } }) => people({ run }), 'own');

  server.post('/people', own, async ({ body, person, headers }, reply) => {
    try {
      const { token, text } = makeToken(body, person);
      // The guard has seen that it is ours.
      const link = new URL(`/join?token=${text}`, headers.origin).href;
      return send(reply, renderMadeToken(token, text, link), person);
    } catch (error) {
      if (!(error instanceof OmniError) || statusOf(error) >= 500) throw error;
      return send(reply.code(statusOf(error)), people({ run: fieldOf(body, 'run'), problem: error.message }), person);
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

  const refused = async () => {
    audit.flush();
    return renderRefusals(refusals.list(mostRefusals));
  };
  servePage(site, '/refusals', refused, 'own');

  server.post('/leave', { config: { role: 'view', keepsToRun: true } }, async (request, reply) => {
    browsers.forget(cookieOf(request));
    return sendPage(
      reply,
      renderNotice({ title: 'You are out', message: 'This browser knows no secret of this server any longer.' }),
    );
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

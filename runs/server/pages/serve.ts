/**
 * How a page is served: at one address as a document, and to a reader that asks for `text/event-stream` as what changes
 * of it. Both are made by the same function, for the same person, from the same query.
 */
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Role } from '../../access/roles.ts';
import { renderDocument } from '../html/document.ts';
import { renderNotice } from '../html/notice-page.ts';
import type { Hub } from '../live/hub.ts';
import type { Presence } from '../live/presence.ts';
import { versionOf } from '../live/shown.ts';
import { sendStream } from '../live/stream.ts';
import { sendPage } from '../send.ts';
import type { MakePage, Page, PageRequest, Section, Visitor } from './page.ts';

export interface PageSite {
  readonly server: FastifyInstance;
  readonly hub: Hub;
  readonly presence: Presence;
  /** What stands on every page: what waits for whoever looks. */
  readonly mine: (visitor: Visitor) => Section;
}

export function servePage(
  { server, hub, presence, mine }: PageSite,
  path: string,
  make: MakePage,
  role: Role = 'view',
): void {
  server.get(path, { exposeHeadRoute: false, config: { role } }, async (request, reply) => {
    const asked = () => readRequest(request);
    const whole = async (): Promise<Page | undefined> => {
      const page = await make(asked());
      return page && { ...page, sections: [mine(asked().visitor), ...page.sections] };
    };
    if (!wantsStream(request)) {
      const page = await whole();
      if (page === undefined) return sendMissing(reply);
      const { url, visitor } = asked();
      return sendPage(reply, renderDocument({ page, visitor, url, version: versionOf(page) }));
    }
    if ((await make(asked())) === undefined) return sendMissing(reply);
    const { visitor, url, params } = asked();
    const key = [visitor.role, visitor.run ?? '', visitor.name, url].join('\n');
    const gone = { title: 'Gone', sections: [] };
    return sendStream(reply, (signal) => {
      if (params.run !== undefined) signal.addEventListener('abort', presence.enter(params.run, visitor));
      return hub.watch(key, async () => (await whole()) ?? gone, seenBy(request), signal);
    });
  });
}

export const sendMissing = (reply: Parameters<typeof sendPage>[0]) =>
  sendPage(reply.code(404), renderNotice('Nothing here', 'There is no such page, and no such run.'));

const wantsStream = ({ headers }: FastifyRequest): boolean => (headers.accept ?? '').includes('text/event-stream');

/** What the reader has: by itself after a lost connection, else what it says the document showed. */
function seenBy({ headers, query }: FastifyRequest): string | undefined {
  const last = headers['last-event-id'];
  return typeof last === 'string' ? last : textsOf(query).seen;
}

function readRequest(request: FastifyRequest): PageRequest {
  const { seen: _, ...query } = textsOf(request.query);
  const url = new URL(request.url, 'http://omni');
  url.searchParams.delete('seen');
  return {
    url: url.pathname + url.search,
    params: textsOf(request.params),
    query,
    visitor: request.person,
    now: Date.now(),
  };
}

/** What was given once and as text; a name that came twice counts for nothing. */
function textsOf(given: unknown): Readonly<Record<string, string>> {
  const entries = Object.entries(given ?? {}).filter(
    (entry): entry is [string, string] => typeof entry[1] === 'string',
  );
  return Object.fromEntries(entries);
}

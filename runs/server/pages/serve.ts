/**
 * How a page is served: at its address as a document, and at the same address below `/live` as what changes of it.
 * Both are made by the same function, for the same person, from the same query.
 */
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { onAbort } from '../../../engine/ports/on-abort.ts';
import type { Role } from '../../access/index.ts';
import { renderDocument } from '../html/document.ts';
import { renderNotice } from '../html/notice-page.ts';
import type { Hub } from '../live/hub.ts';
import type { Presence } from '../live/presence.ts';
import { versionOf } from '../live/shown.ts';
import { sendPageEvents } from '../live/stream.ts';
import { sendPage } from '../send.ts';
import type { MakePage, Page, PageRequest, Section } from './page.ts';

export interface PageSite {
  readonly server: FastifyInstance;
  readonly hub: Hub;
  readonly presence: Presence;
  /** What stands on every page: what waits for whoever looks. */
  readonly mine: (asked: Pick<PageRequest, 'visitor' | 'now'>) => Promise<Section>;
}

/** The guard keeps whoever was let in to one run to that run; a list of several does so itself. */
const ownLists: readonly string[] = ['/asks'];

export function servePage(
  { server, hub, presence, mine }: PageSite,
  path: string,
  make: MakePage,
  role: Role = 'view',
): void {
  const whole = async (asked: PageRequest): Promise<Page | undefined> => {
    const page = await make(asked);
    return page && { ...page, sections: [await mine(asked), ...page.sections] };
  };

  const keeps = ownLists.includes(path) ? ({ keepsToRun: true } as const) : {};

  server.get(path, { config: { role, ...keeps } }, async (request, reply) => {
    const asked = readRequest(request);
    const page = await whole(asked);
    if (page === undefined) return sendMissing(reply);
    return sendPage(reply, renderDocument({ page, visitor: asked.visitor, url: asked.url, version: versionOf(page) }));
  });

  const live = { exposeHeadRoute: false, config: { role, ...keeps, stream: true } } as const;
  server.get(`/live${path === '/' ? '' : path}`, live, async (request, reply) => {
    const { visitor, url, params } = readRequest(request);
    const now = async () => (await whole({ ...readRequest(request), now: Date.now() })) ?? gone;
    const key = [visitor.role, visitor.run ?? '', visitor.name, url].join('\n');
    if (!hub.isWatched(key) && (await now()) === gone) return sendMissing(reply);
    // Making the page took a while, in which they may have left.
    if (params.run !== undefined) onAbort(request.left, presence.enter(params.run, visitor));
    return sendPageEvents(reply, request.left, (signal) => hub.watch(key, now, seenBy(request), signal));
  });
}

/** What took the place of a page that was there before. */
const gone: Page = { title: 'Gone', sections: [] };

export const sendMissing = (reply: Parameters<typeof sendPage>[0]) =>
  sendPage(
    reply.code(404),
    renderNotice({ title: 'Nothing here', message: 'There is no such page, and no such run.' }),
  );

/** What the reader has: by itself after a lost connection, else what it says the document showed. */
function seenBy({ headers, query }: FastifyRequest): string | undefined {
  const last = headers['last-event-id'];
  return typeof last === 'string' ? last : textsOf(query).seen;
}

/** What is asked for is the page, also by whoever follows it: its forms lead back to it, and not to its stream. */
function readRequest(request: FastifyRequest): PageRequest {
  const { seen: _, ...query } = textsOf(request.query);
  const url = new URL(request.url, 'http://omni');
  url.searchParams.delete('seen');
  return {
    url: url.pathname.replace(/^\/live(?=\/|$)/, '') + url.search,
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

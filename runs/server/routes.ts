/** All pages, and what each is made by. */
import type { FastifyInstance } from 'fastify';
import { openHistory } from '../history/index.ts';
import { watchChanges } from './live/changes.ts';
import { createHub } from './live/hub.ts';
import { createPresence } from './live/presence.ts';
import { createLiveViews } from './live-views.ts';
import { addActs } from './pages/acts.ts';
import { asksPage } from './pages/asks.ts';
import { addCommentActs } from './pages/comment-acts.ts';
import { costsPage } from './pages/costs.ts';
import { journalPage } from './pages/journal.ts';
import { journalEventPage } from './pages/journal-event.ts';
import { mineOf } from './pages/mine.ts';
import type { MakePage } from './pages/page.ts';
import { runPage } from './pages/run.ts';
import { runsPage } from './pages/runs.ts';
import { type PageSite, sendMissing, servePage } from './pages/serve.ts';
import { addStart, startPage } from './pages/start.ts';
import { timelinePage } from './pages/timeline.ts';
import { workPages } from './pages/work.ts';
import type { ServerPorts } from './ports.ts';

export function addPages(server: FastifyInstance, ports: ServerPorts): PageSite {
  const { record, drivers } = ports;
  const presence = createPresence();
  const context = { presence, ...ports, views: createLiveViews(record), history: openHistory(record) };
  const site = { server, presence, hub: createHub(watchChanges(() => record.version())), mine: mineOf(record) };
  const pages: Readonly<Record<string, MakePage>> = {
    '/': runsPage(context),
    '/asks': asksPage(context),
    '/runs/:run': runPage(context),
    ...workPages(context),
    '/runs/:run/timeline': timelinePage(context),
    '/runs/:run/costs': costsPage(context),
    '/runs/:run/journal': journalPage(context),
    '/runs/:run/journal/:seq': journalEventPage(context),
  };
  for (const [path, make] of Object.entries(pages)) servePage(site, path, make);
  addActs(server, ports);
  addCommentActs(server, ports);
  if (drivers) {
    servePage(site, '/start', startPage(drivers), 'drive');
    addStart(server, drivers, ports);
  }
  server.setNotFoundHandler((_request, reply) => sendMissing(reply));
  return site;
}

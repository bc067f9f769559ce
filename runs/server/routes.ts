/** All pages, and what each is made by. */
import type { FastifyInstance } from 'fastify';
import { openHistory } from '../history/index.ts';
import { watchChanges } from './live/changes.ts';
import { createHub } from './live/hub.ts';
import { createPresence } from './live/presence.ts';
import { createLiveViews } from './live-views.ts';
import { costsPage } from './pages/costs.ts';
import { journalPage } from './pages/journal.ts';
import { journalEventPage } from './pages/journal-event.ts';
import { mineOf } from './pages/mine.ts';
import type { MakePage } from './pages/page.ts';
import { runPage } from './pages/run.ts';
import { runsPage } from './pages/runs.ts';
import { sendMissing, servePage } from './pages/serve.ts';
import { timelinePage } from './pages/timeline.ts';
import type { RunRecord } from './ports.ts';

export function addPages(server: FastifyInstance, record: RunRecord): void {
  const presence = createPresence();
  const context = { record, views: createLiveViews(record), history: openHistory(record), presence };
  const site = { server, presence, hub: createHub(watchChanges(() => record.version())), mine: mineOf(record) };
  const pages: Readonly<Record<string, MakePage>> = {
    '/': runsPage(context),
    '/runs/:run': runPage(context),
    '/runs/:run/timeline': timelinePage(context),
    '/runs/:run/costs': costsPage(context),
    '/runs/:run/journal': journalPage(context),
    '/runs/:run/journal/:seq': journalEventPage(context),
  };
  for (const [path, make] of Object.entries(pages)) servePage(site, path, make);
  server.setNotFoundHandler((_request, reply) => sendMissing(reply));
}

/** All pages, and what each is made by. */
import type { FastifyInstance } from 'fastify';
import { openHistory } from '../history/index.ts';
import { watchChanges } from './live/changes.ts';
import { createHub } from './live/hub.ts';
import { createLiveViews } from './live-views.ts';
import { callsPage } from './pages/calls.ts';
import { mineOf } from './pages/mine.ts';
import type { MakePage } from './pages/page.ts';
import { runPage } from './pages/run.ts';
import { runsPage } from './pages/runs.ts';
import { sendMissing, servePage } from './pages/serve.ts';
import { talkPage } from './pages/talk.ts';
import type { RunRecord } from './ports.ts';

export function addPages(server: FastifyInstance, record: RunRecord): void {
  const context = { record, views: createLiveViews(record), history: openHistory(record) };
  const site = { server, hub: createHub(watchChanges(() => record.version())), mine: mineOf(record) };
  const pages: Readonly<Record<string, MakePage>> = {
    '/': runsPage(context),
    '/runs/:run': runPage(context),
    '/runs/:run/calls': callsPage(context),
    '/runs/:run/talk': talkPage(context),
  };
  for (const [path, make] of Object.entries(pages)) servePage(site, path, make);
  server.setNotFoundHandler((_request, reply) => sendMissing(reply));
}

/** All pages, and what each is made by. */
import type { FastifyInstance } from 'fastify';
import { openHistory } from '../history/index.ts';
import { watchChanges } from './live/changes.ts';
import { createHub } from './live/hub.ts';
import { createLiveViews } from './live-views.ts';
import { addActs } from './pages/acts.ts';
import { asksPage } from './pages/asks.ts';
import { addCommentActs } from './pages/comment-acts.ts';
import { mineOf } from './pages/mine.ts';
import type { MakePage } from './pages/page.ts';
import { runPage } from './pages/run.ts';
import { runsPage } from './pages/runs.ts';
import { sendMissing, servePage } from './pages/serve.ts';
import { addStart, startPage } from './pages/start.ts';
import { workPages } from './pages/work.ts';
import type { ServerPorts } from './ports.ts';

export function addPages(server: FastifyInstance, ports: ServerPorts): void {
  const { record, drivers } = ports;
  const context = { ...ports, views: createLiveViews(record), history: openHistory(record) };
  const site = { server, hub: createHub(watchChanges(() => record.version())), mine: mineOf(record) };
  const pages: Readonly<Record<string, MakePage>> = {
    '/': runsPage(context),
    '/asks': asksPage(context),
    '/runs/:run': runPage(context),
    ...workPages(context),
  };
  for (const [path, make] of Object.entries(pages)) servePage(site, path, make);
  addActs(server, ports);
  addCommentActs(server, ports);
  if (drivers) {
    servePage(site, '/start', startPage(drivers), 'drive');
    addStart(server, drivers, ports);
  }
  server.setNotFoundHandler((_request, reply) => sendMissing(reply));
}

/** All pages, and what each is made by. */
import type { FastifyInstance } from 'fastify';
import { createHub } from './live/hub.ts';
import { createPresence } from './live/presence.ts';
import { addActs } from './pages/acts.ts';
import { callsPage } from './pages/calls/calls.ts';
import { changesPage } from './pages/changes/changes.ts';
import { addCommentActs } from './pages/changes/comment-acts.ts';
import { filesPage } from './pages/changes/files.ts';
import { addCodes } from './pages/code-page.ts';
import { costsPage } from './pages/costs/costs.ts';
import { journalPage } from './pages/journal/journal.ts';
import { journalEventPage } from './pages/journal/journal-event.ts';
import { mineOf } from './pages/mine.ts';
import type { MakePage } from './pages/page.ts';
import { runPage } from './pages/run/run.ts';
import { asksPage } from './pages/runs/asks.ts';
import { runsPage } from './pages/runs/runs.ts';
import { addStart, startPage } from './pages/runs/start.ts';
import { type PageSite, sendMissing, servePage } from './pages/serve.ts';
import { talkPage } from './pages/talk/talk.ts';
import { timelinePage } from './pages/timeline/timeline.ts';
import type { ServerParts } from './parts.ts';

export function addPages(server: FastifyInstance, parts: ServerParts): PageSite {
  const { drivers } = parts;
  const presence = createPresence();
  const context = { ...parts, presence };
  const site = { server, presence, hub: createHub(parts.changes), mine: mineOf(parts) };
  const pages: Readonly<Record<string, MakePage>> = {
    '/': runsPage(context),
    '/asks': asksPage(context),
    '/runs/:run': runPage(context),
    '/runs/:run/timeline': timelinePage(context),
    '/runs/:run/costs': costsPage(context),
    '/runs/:run/journal': journalPage(context),
    '/runs/:run/journal/:seq': journalEventPage(context),
    '/runs/:run/talk': talkPage(context),
    '/runs/:run/calls': callsPage(context),
    '/runs/:run/changes': changesPage(context),
    '/runs/:run/files': filesPage(context),
  };
  for (const [path, make] of Object.entries(pages)) servePage(site, path, make);
  addActs(server, parts);
  addCommentActs(server, parts);
  addCodes(server);
  if (drivers) {
    servePage(site, '/start', startPage(drivers), 'drive');
    addStart(server, drivers);
  }
  server.setNotFoundHandler((_request, reply) => sendMissing(reply));
  return site;
}

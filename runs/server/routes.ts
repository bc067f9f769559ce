/** The pages: the runs, one run, and for each of them a stream that says when it has changed. */
import { createHash } from 'node:crypto';
import type { FastifyInstance, FastifyReply } from 'fastify';
import type { ListedRun } from '../journal/index.ts';
import { type Standing, standingOf } from '../standing.ts';
import { watchChanges } from './changes.ts';
import { renderNotice } from './html/notice-page.ts';
import { renderRunPage } from './html/run-page.ts';
import { renderRunsPage, type StandingRun } from './html/runs-page.ts';
import { createLiveViews } from './live-views.ts';
import { drawMachine } from './machine/draw.ts';
import { lightsOf } from './machine/lights.ts';
import type { RunRecord } from './ports.ts';
import { sendPage } from './send.ts';
import { sendVersions } from './stream.ts';

const mostRuns = 100;
const asStream = { exposeHeadRoute: false, config: { stream: true } } as const;
type OfRun = { Params: { run: string } };

export function addPages(server: FastifyInstance, record: RunRecord): void {
  const views = createLiveViews(record);
  const changes = watchChanges(() => record.version());

  server.get('/', async (_request, reply) => {
    const runs = await listRuns(record);
    return sendPage(reply, renderRunsPage(runs, versionOfList(runs), Date.now()));
  });

  server.get('/events', asStream, (_request, reply) =>
    sendVersions(reply, changes, async () => versionOfList(await listRuns(record))),
  );

  server.get<OfRun>('/runs/:run', async ({ params }, reply) => {
    const listed = record.meta(params.run);
    if (listed === undefined) return sendMissing(reply);
    const held = await isHeld(record, listed);
    const { view, workflow, machine } = await views.read(listed.run);
    const stands = standingOf(view.status, { held, waits: view.asks.size > 0 });
    const drawn = workflow && machine && drawMachine(machine, lightsOf(view, workflow));
    const version = versionOfRun(view.seq, held);
    return sendPage(reply, renderRunPage({ listed, view, stands, machine: drawn, version, now: Date.now() }));
  });

  server.get<OfRun>('/runs/:run/events', asStream, ({ params }, reply) => {
    const listed = record.meta(params.run);
    if (listed === undefined) return sendMissing(reply);
    return sendVersions(reply, changes, async () => {
      const now = record.meta(listed.run) ?? listed;
      return versionOfRun(record.head(now.run).seq, await isHeld(record, now));
    });
  });

  server.setNotFoundHandler((_request, reply) => sendMissing(reply));
}

function sendMissing(reply: FastifyReply): FastifyReply {
  return sendPage(reply.code(404), renderNotice('Nothing here', 'There is no such page, and no such run.'));
}

async function listRuns(record: RunRecord): Promise<readonly StandingRun[]> {
  return Promise.all(
    record
      .list({ limit: mostRuns })
      .map(async (listed) => ({ ...listed, stands: await standingOfListed(record, listed) })),
  );
}

async function standingOfListed(record: RunRecord, listed: ListedRun): Promise<Standing> {
  return standingOf(listed.status, { held: await isHeld(record, listed), waits: listed.asks.length > 0 });
}

/** Whether somebody drives it. What is over needs no look at its lease. */
async function isHeld(record: RunRecord, { run, status }: ListedRun): Promise<boolean> {
  return status === 'running' && (await record.holder(run)) !== undefined;
}

const versionOfRun = (seq: number, held: boolean): string => `${seq}${held ? '' : '-free'}`;

/** All that the list shows of a run and that can change. */
function versionOfList(runs: readonly StandingRun[]): string {
  const shown = runs.map(({ run, stands, workflow, asks }) => [run, stands, workflow, asks.length]);
  return createHash('sha256').update(JSON.stringify(shown)).digest('hex').slice(0, 16);
}

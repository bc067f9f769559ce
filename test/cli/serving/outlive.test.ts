/** What the server has started goes on without it. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { main } from '../../e2e/omni.ts';
import { ada, eventually, files, makeProject } from './project.ts';

const request = { path: 'asking/asking.yaml', inputs: { goal: 'Greet' }, simulation: 'asking/simulate.yaml' };

test('a run goes on when its server is killed; another server continues it, and shows what it wrote', async () => {
  const { folder, journal, drivers, look } = makeProject(files('1s'));
  const server = fileURLToPath(new URL('./fixtures/server.ts', import.meta.url));
  const args = ['--import', import.meta.resolve('tsx'), server, folder, main, JSON.stringify(request)];
  const dying = spawn(process.execPath, args, {
    cwd: process.cwd(),
    detached: true,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [said] = await once(dying.stdout!, 'data');
  const run = String(said).trim();
  // The whole group, as a terminal would that goes away.
  process.kill(-dying.pid!, 'SIGKILL');
  await once(dying, 'close');
  const ask = await eventually(async () =>
    (await journal.holder(run)) === undefined ? journal.meta(run)?.asks[0]?.ask.id : undefined,
  );
  journal.post(run, { type: 'approval.answered', id: 'a1', at: Date.now(), approval: ask, granted: true, by: 'bob' });
  await drivers.resume(run, ada);
  await eventually(() => (journal.meta(run)?.status === 'done' ? true : undefined));
  const branch = `omni/${run}/main`;
  expect(await look.list(run)).toEqual([{ key: branch, branch, live: false }]);
  expect(await look.file(run, branch, 'README.md')).toMatchObject({ text: 'A demo.\n' });
});

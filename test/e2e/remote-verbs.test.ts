/** `omni --server`: each verb that acts, by who may and by who may not; and servers that are no help. */
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { applyGate, eventually, gate, makeProject, type Project, runThat, spawnOmni } from './omni.ts';
import { startServe } from './serving.ts';

const question = `apiVersion: omni/v1
kind: Workflow
name: question
steps:
  - { id: which, ask: Which colour? }
  - { id: really, ask: Really? }
`;

let project: Project;
let elsewhere: Project;
let serving: Awaited<ReturnType<typeof startServe>>['serving'];
let url: string;
const tokens: Record<string, { readonly id: string; readonly secret: string }> = {};

beforeAll(async () => {
  project = makeProject();
  elsewhere = makeProject();
  project.write({ ...gate('1s'), 'question.yaml': question });
  await project.git('init', '-q');
  await project.git('-c', 'user.name=a', '-c', 'user.email=a@b.c', 'commit', '-q', '--allow-empty', '-m', 'begin');
  const started = await startServe(project, '--json');
  serving = started.serving;
  url = new URL(JSON.parse(started.first).url).origin;
  for (const role of ['view', 'comment', 'answer', 'drive']) {
    const { out } = await project.omni('token', 'create', `${role}@example.com`, '--role', role);
    const [secret, id] = /omni_(\w+?)_[\w-]+/.exec(out)!;
    tokens[role] = { secret, id: id! };
  }
}, 60_000);
afterAll(async () => {
  serving.kill('SIGTERM');
  await serving;
  project.remove();
  elsewhere.remove();
});

const ask = async (secret: string, server: string, ...args: readonly string[]) => {
  const env = { ...elsewhere.env, OMNI_SERVER: server, OMNI_TOKEN: secret };
  const { exitCode, stdout, stderr } = await spawnOmni(elsewhere.folder, env, args);
  return { code: exitCode, out: stdout, err: stderr };
};
const as = (role: string, ...args: readonly string[]) => ask(tokens[role]!.secret, url, ...args);

async function refusedTo(roles: readonly string[], wanted: string, ...args: readonly string[]): Promise<void> {
  for (const role of roles) {
    const { code, out, err } = await as(role, ...args);
    expect([role, code, out]).toEqual([role, 2, '']);
    expect(err).toContain('error[OMNI7031]');
    expect(err).toContain(`This takes the role ${wanted}, and yours is ${role}.`);
  }
}
const eventsOf = async (run: string) =>
  (await project.json('replay', run)).flatMap(({ event }) => (event === undefined ? [] : [event as { type: string }]));
const stands = (run: string, status: string) =>
  eventually(async () => (await project.json('runs')).find((one) => one.run === run && one.status === status));

test('send answers a question, by who may answer', async () => {
  expect((await project.omni('apply', 'question.yaml', '--yes')).code).toBe(3);
  const run = await runThat(project, ({ status }) => status === 'waiting');
  await refusedTo(['view', 'comment'], 'answer', 'send', run, 'blue');
  const sent = await as('answer', 'send', run, 'blue', '--json');
  expect([sent.code, JSON.parse(sent.out)]).toEqual([0, expect.objectContaining({ run, by: 'answer@example.com' })]);
  await eventually(async () =>
    (await eventsOf(run)).some(({ type }) => type === 'question.answered') ? true : undefined,
  );
  const told = (await eventsOf(run)).find(({ type }) => type === 'question.answered');
  expect(told).toMatchObject({ by: 'answer@example.com', from: { way: 'api' } });
  const unknown = await as('answer', 'send', run, 'red', '--to', 'nobody');
  expect([unknown.code, unknown.err]).toEqual([2, expect.stringContaining('nobody')]);
  const spoken = await as('answer', 'send', run, 'yes');
  expect([spoken.code, spoken.out]).toEqual([0, expect.stringContaining('✔')]);
  await stands(run, 'done');
}, 60_000);

test('deny refuses, by who may answer, and once', async () => {
  expect((await project.omni(...applyGate, '--new')).code).toBe(3);
  const run = await runThat(project, ({ status }) => status === 'waiting');
  await refusedTo(['view', 'comment'], 'answer', 'deny', `${run}.1`);
  const { code, out } = await as('answer', 'deny', `${run}.1`, '--comment', 'not yet');
  expect([code, out]).toEqual([0, expect.stringContaining('refused, by answer@example.com')]);
  await stands(run, 'failed');
  expect(await eventsOf(run)).toContainEqual(
    expect.objectContaining({ type: 'approval.refused', by: 'answer@example.com', comment: 'not yet' }),
  );
  const again = await as('answer', 'deny', `${run}.1`);
  expect([again.code, again.out]).toEqual([2, '']);
}, 60_000);

test('resume continues there what nobody drives, by who may drive', async () => {
  const driving = project.start(...applyGate, '--new');
  const run = await runThat(project, ({ status }) => status === 'running');
  await eventually(async () => ((await eventsOf(run)).some(({ type }) => type === 'step.started') ? true : undefined));
  driving.kill('SIGKILL');
  await driving;
  await stands(run, 'stopped');
  await refusedTo(['view', 'comment', 'answer'], 'drive', 'resume', run);
  for (const option of [['--serve'], ['--approve', 'ok']]) {
    const { code, err } = await as('drive', 'resume', run, ...option);
    expect([code, err]).toEqual([2, expect.stringContaining(`takes no ${option[0]} with a server`)]);
  }
  const { code, out } = await as('drive', 'resume', run.slice(0, -1));
  expect([code, out]).toEqual([3, expect.stringContaining('Land it?')]);
  expect((await as('drive', 'cancel', run)).code).toBe(0);
  await stands(run, 'cancelled');
}, 60_000);

test('a token that was taken back acts no more', async () => {
  const { out } = await project.omni('token', 'create', 'gone@example.com', '--role', 'drive');
  const [secret, id] = /omni_(\w+?)_[\w-]+/.exec(out)!;
  const [newest] = await project.json('runs');
  expect((await ask(secret, url, 'runs')).code).toBe(0);
  expect((await project.omni('token', 'revoke', id!)).code).toBe(0);
  for (const args of [
    ['send', String(newest!.run), 'x'],
    ['deny', `${newest!.run}.1`],
    ['resume', String(newest!.run)],
  ]) {
    const { code, err } = await ask(secret, url, ...args);
    expect([args[0], code, err]).toEqual([args[0], 2, expect.stringContaining('error[OMNI7031]')]);
    expect(err).not.toContain(secret);
  }
}, 60_000);

describe('a server that is no help is told of by each verb', () => {
  const verbs = [['send', '1122-k3v9tq', 'x'], ['deny', '1122-k3v9tq.1'], ['resume', '1122-k3v9tq'], ['runs']] as const;
  let server: Server | undefined;

  async function serve(status: number, type: string, body: string): Promise<string> {
    server = createServer((_request, response) => response.writeHead(status, { 'content-type': type }).end(body));
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  }
  const expectOf = async (at: string, exit: number, code: string) => {
    for (const args of verbs) {
      const { code: ended, out, err } = await ask('omni_x_y', at, ...args);
      expect([args[0], ended, out, err]).toEqual([args[0], exit, '', expect.stringContaining(`error[${code}]`)]);
    }
    server?.close();
  };

  test('nobody there', () => expectOf('http://127.0.0.1:1', 1, 'OMNI7032'), 60_000);
  test(
    'something else than omni',
    async () => expectOf(await serve(200, 'text/html', '<h1>Hello</h1>'), 1, 'OMNI7033'),
    60_000,
  );
  test('an omni of another version of the API', async () => {
    const body = JSON.stringify({ asks: {}, runs: 7, run: { id: 3 } });
    await expectOf(await serve(200, 'application/json', body), 1, 'OMNI7033');
  }, 60_000);
  test('a place that knows no such API', async () => {
    await expectOf(await serve(404, 'text/plain', 'not found'), 1, 'OMNI7033');
    await expectOf(await serve(403, 'text/html', '<h1>A proxy</h1>'), 2, 'OMNI7031');
  }, 60_000);
});

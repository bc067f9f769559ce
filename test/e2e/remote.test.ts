/** `omni --server`: the same verbs on the runs of a real `omni serve`, from a folder that has none of them. */
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { applyGate, eventually, gate, makeProject, type Project, runThat, spawnOmni } from './omni.ts';
import { startServe } from './serving.ts';

let project: Project;
let elsewhere: Project;
let serving: Awaited<ReturnType<typeof startServe>>['serving'];
let url: string;
const tokens: Record<string, string> = {};

beforeAll(async () => {
  project = makeProject();
  elsewhere = makeProject();
  project.write(gate());
  await project.git('init', '-q');
  expect((await project.omni(...applyGate)).code).toBe(3);
  const started = await startServe(project, '--json');
  serving = started.serving;
  url = new URL(JSON.parse(started.first).url).origin;
  for (const role of ['view', 'drive']) {
    const made = await project.omni('token', 'create', `${role}@example.com`, '--role', role);
    tokens[role] = /omni_\w+_[\w-]+/.exec(made.out)![0];
  }
});
afterAll(async () => {
  serving.kill('SIGTERM');
  await serving;
  project.remove();
  elsewhere.remove();
});

/** From another folder, which has no runs. */
async function runIn(env: Readonly<Record<string, string>>, args: readonly string[]) {
  const { exitCode, stdout, stderr } = await spawnOmni(elsewhere.folder, env, args);
  return { code: exitCode, out: stdout, err: stderr };
}
const omni = (role: string, ...args: readonly string[]) =>
  runIn({ ...elsewhere.env, OMNI_SERVER: url, OMNI_TOKEN: tokens[role]! }, args);
const onlyRun = async (): Promise<string> => String((await project.json('runs')).at(-1)!.run);

test('what is read there is what is read here', async () => {
  const run = await onlyRun();
  for (const args of [['runs'], ['show', run], ['audit', run], ['replay', run]]) {
    const [there, here] = [await omni('view', ...args, '--json'), await project.omni(...args, '--json')];
    expect([args, there.code, there.out]).toEqual([args, here.code, here.out]);
  }
  // Nobody drives it: a look is all that there is to watch.
  const watched = await omni('view', 'watch', run.slice(0, 6));
  expect([watched.code, watched.out]).toEqual([3, expect.stringContaining('Land it?')]);
});

test('what the agents wrote is looked at through the server, and nothing beside it', async () => {
  const run = await onlyRun();
  const ask = async (path: string) => {
    const response = await fetch(`${url}/api/v1/runs/${run}${path}`, {
      headers: { authorization: `Bearer ${tokens.view}` },
    });
    return { status: response.status, json: JSON.parse(await response.text()) };
  };
  const { workspaces } = (await ask('/workspaces')).json;
  expect(workspaces).toEqual([{ key: expect.any(String), branch: expect.any(String), live: expect.any(Boolean) }]);
  const key = encodeURIComponent(workspaces[0].key);
  expect((await ask(`/workspaces/${key}/changes`)).json).toMatchObject({
    diff: expect.stringContaining('+Hello'),
    files: [{ path: 'greeting.txt' }],
    cut: false,
  });
  const file = (path: string) => ask(`/workspaces/${key}/file?path=${encodeURIComponent(path)}`);
  expect(await file('greeting.txt')).toEqual({
    status: 200,
    json: { path: 'greeting.txt', bytes: 6, binary: false, text: 'Hello\n' },
  });
  for (const path of ['../README.md', '/etc/passwd', '.git/config', 'nothing', 'greeting.txt/..', '\u0000']) {
    const got = await file(path);
    expect([path, got.status >= 400 && got.status < 500, got.json.text]).toEqual([path, true, undefined]);
  }
  expect((await ask('/workspaces/..%2f..%2f/changes')).status).toBe(404);
});

test('a role that is too little is refused there, and told here', async () => {
  const run = await onlyRun();
  const { code, err } = await omni('view', 'cancel', run);
  expect(code).toBe(2);
  expect(err).toContain('error[OMNI7031]');
});

test('an approval goes on with the run there, and it is watched to its end from here', async () => {
  const run = await onlyRun();
  const approved = await omni('drive', 'approve', `${run}.1`, '--comment', 'fine', '--json');
  expect(JSON.parse(approved.out)).toMatchObject({
    type: 'answer',
    run,
    granted: true,
    by: 'drive@example.com',
    driven: true,
  });
  await eventually(async () => ((await omni('view', 'watch', run)).code === 0 ? true : undefined));
  const { out } = await omni('view', 'show', run, '--json');
  expect(JSON.parse(out)).toMatchObject({
    status: 'done',
    steps: expect.arrayContaining([expect.objectContaining({ step: 'land', life: 'done' })]),
  });
  const events = await project.json('replay', run);
  const granted = events
    .map(({ event }) => event as { type: string; by?: string; from?: object })
    .find((event) => event?.type === 'approval.granted');
  expect(granted).toMatchObject({ by: 'drive@example.com', from: { way: 'api' } });
});

test('a workflow that the server lists is started there, waited for, refused and cancelled from here', async () => {
  const started = await omni(
    'drive',
    'apply',
    'gate',
    '--input',
    'goal=Wave',
    '--simulate',
    'gate/simulate.yaml',
    '--yes',
    '--json',
  );
  expect([started.code, started.err]).toEqual([3, expect.stringContaining('starts gate/gate.yaml')]);
  const lines = started.out
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line));
  const { run, inputs, starter, status } = lines.at(-1);
  expect({ inputs, starter, status }).toEqual({
    inputs: { goal: 'Wave' },
    starter: 'drive@example.com',
    status: 'waiting',
  });
  expect(lines.slice(0, -1).map(({ seq }) => seq)).toEqual(lines.slice(0, -1).map((_, index) => index + 1));
  const cancelled = await omni('drive', 'cancel', run);
  expect(cancelled.code).toBe(0);
  await eventually(async () => {
    const [line] = (await omni('view', 'show', run, '--json')).out.split('\n');
    return JSON.parse(line!).status === 'cancelled' || undefined;
  });
  const again = await omni('drive', 'resume', run);
  expect([again.code, again.err]).toEqual([2, expect.stringContaining('is over')]);
});

describe('what cannot be, is said in one message', () => {
  test.each([
    [['serve'], 'omni serve works on this machine alone'],
    [['token', 'list'], 'omni token list works on this machine alone'],
    [['apply', 'nothing', '--yes'], 'the server lists no workflow nothing'],
    [['apply', 'gate', '--yes', '--input', 'nonsense=1'], 'nonsense'],
    [['apply', 'gate', '--yes', '--repo', '/tmp'], 'takes no --repo with a server'],
    [['replay', 'x', '--policy', 'omni/safe'], 'takes no --policy with a server'],
    [['show', 'nobody'], 'there is no run nobody on the server'],
  ])('%j', async (args, message) => {
    const { code, err } = await omni('drive', ...args);
    expect([code, err]).toEqual([2, expect.stringContaining(message)]);
    expect(err).not.toContain(tokens.drive);
  });

  test('a command that reads files alone does not mind a server', async () => {
    expect((await omni('drive', 'explain', 'OMNI7031')).code).toBe(0);
    const { code, err } = await runIn({ ...elsewhere.env }, ['--server', url, 'explain', 'OMNI7031']);
    expect([code, err]).toEqual([2, expect.stringContaining('omni explain works on this machine alone')]);
  });
});

test('a token comes from a file too, and from no argument', async () => {
  const file = join(elsewhere.folder, 'token');
  writeFileSync(file, `${tokens.view}\n`);
  expect((await runIn(elsewhere.env, ['--server', url, '--token-file', file, 'runs'])).code).toBe(0);
  const none = await runIn(elsewhere.env, ['--server', url, 'runs']);
  expect([none.code, none.err]).toEqual([2, expect.stringContaining('OMNI_TOKEN')]);
  const pasted = await runIn({ ...elsewhere.env, OMNI_TOKEN: 'x' }, ['--server', `${url}/?token=sesame`, 'runs']);
  expect([pasted.code, pasted.err]).toEqual([2, expect.stringContaining('error[OMNI7030]')]);
  expect(pasted.err).not.toContain('sesame');
  const wrong = await runIn({ ...elsewhere.env, OMNI_TOKEN: 'omni_x_y' }, ['--server', url, 'runs']);
  expect([wrong.code, wrong.err]).toEqual([2, expect.stringContaining('error[OMNI7031]')]);
});

test('a server that is not there is told of', async () => {
  const { code, err } = await runIn({ ...elsewhere.env, OMNI_TOKEN: 'omni_x_y' }, [
    '--server',
    'http://127.0.0.1:1',
    'runs',
  ]);
  expect([code, err]).toEqual([1, expect.stringContaining('error[OMNI7032]')]);
});

test('a run is watched through a server that is killed and comes back, each event once', async () => {
  const busy = makeProject();
  busy.write(gate('4s'));
  const driving = busy.start(...applyGate);
  const first = await startServe(busy, '--json');
  const { url: link, port } = JSON.parse(first.first);
  const made = await eventually(async () => {
    const { code, out } = await busy.omni('token', 'create', 'view@example.com', '--role', 'view');
    return code === 0 ? out : undefined;
  });
  const env = { ...elsewhere.env, OMNI_SERVER: new URL(link).origin, OMNI_TOKEN: /omni_\w+_[\w-]+/.exec(made)![0] };
  const run = await runThat(busy, ({ status }) => status === 'running');
  const watching = spawnOmni(elsewhere.folder, env, ['watch', run, '--json']);
  await once(watching.stdout, 'data');
  first.serving.kill('SIGKILL');
  await first.serving;
  const second = await startServe(busy, '--json', '--port', String(port));
  const { stdout, exitCode } = await watching;
  const lines = stdout.split('\n').map((line) => JSON.parse(line));
  expect({ exitCode, last: lines.at(-1).status }).toEqual({ exitCode: 3, last: 'waiting' });
  expect(lines.slice(0, -1).map(({ seq }) => seq)).toEqual(lines.slice(0, -1).map((_, index) => index + 1));
  second.serving.kill('SIGTERM');
  await Promise.all([second.serving, driving]);
  busy.remove();
});

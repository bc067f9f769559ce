/** `omni serve` as a process: what it prints, how it ends, and what it refuses. */
import { cpSync } from 'node:fs';
import { createServer } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { applyGate, gate, makeProject, type Project, spawnOmni } from './omni.ts';
import { startServe } from './serving.ts';

let project: Project;

beforeAll(async () => {
  project = makeProject();
  project.write(gate());
  expect((await project.omni(...applyGate)).code).toBe(3);
});
afterAll(() => project.remove());

test('prints the link, lets in who follows it, and ends with Ctrl-C', async () => {
  const { serving, first } = await startServe(project);
  const link = first.trim();
  expect(link).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/\?token=[\w-]{43}$/);
  const entered = await fetch(link, { redirect: 'manual' });
  const cookie = entered.headers.getSetCookie()[0]!.split(';')[0]!;
  const page = await fetch(new URL('/', link), { headers: { cookie } });
  expect(await page.text()).toContain('waits for 1 answer');
  // A page that is open, and listens, keeps nobody from ending it.
  const stream = await fetch(new URL('/events', link), { headers: { cookie } });
  await stream.body!.getReader().read();
  serving.kill('SIGINT');
  const { exitCode, stdout, stderr } = await serving;
  expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' });
  expect(stdout).toContain('to this machine');
});

test('says where it listens to machines too', async () => {
  const { serving, first } = await startServe(project, '--json');
  const { url, port, ...rest } = JSON.parse(first);
  expect(rest).toEqual({ version: 1, type: 'serve' });
  expect(new URL(url).port).toBe(String(port));
  serving.kill('SIGTERM');
  expect((await serving).exitCode).toBe(0);
});

test('a port that is taken is refused with another way', async () => {
  const other = createServer().listen(0, '127.0.0.1');
  await new Promise((listening) => other.once('listening', listening));
  const address = other.address();
  const port = typeof address === 'object' ? String(address?.port) : '';
  const { code, err } = await project.omni('serve', '--port', port);
  other.close();
  expect(code).toBe(2);
  expect(err).toContain(`error[OMNI7001]: Port ${port} is taken`);
  expect(err).toContain('omni serve --port 0');
});

test.each(['-1', '65536', 'http', '80.5', ''])('%j is no port', async (port) => {
  const { code, err } = await project.omni('serve', `--port=${port}`);
  expect(code).toBe(2);
  expect(err).toContain('from 0 to 65535');
});

test('a project without runs has a page all the same', async () => {
  const empty = makeProject();
  const { serving, first } = await startServe(empty);
  expect(first).toContain('http://127.0.0.1:');
  serving.kill('SIGHUP');
  expect((await serving).exitCode).toBe(0);
  expect(await empty.json('runs')).toEqual([]);
  empty.remove();
});

test('where the runs are kept cannot write to the terminal', async () => {
  const folder = `${project.folder}/evil\u001b]0;owned\u0007\u001b[2J`;
  const env = { ...project.env, OMNI_HOME: folder };
  const copied = { start: (...args: readonly string[]) => spawnOmni(project.folder, env, args) };
  cpSync(project.env.OMNI_HOME!, folder, { recursive: true });
  const { serving } = await startServe(copied);
  serving.kill('SIGINT');
  const { stdout } = await serving;
  expect(stdout).toContain('evil\u241b]0;owned');
  // biome-ignore lint/suspicious/noControlCharactersInRegex: what must not be there
  expect(stdout).not.toMatch(/[\u001b\u0007]/);
});

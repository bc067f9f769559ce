/** The examples of docs/api.md do what they say, typed in their order against a real server. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { execa } from 'execa';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { applyGate, gate, makeProject, type Project, root } from './omni.ts';
import { startServe } from './serving.ts';

const page = readFileSync(join(root, 'docs/api.md'), 'utf8');
const examples = [...page.matchAll(/^```sh\n([\s\S]*?)^```$/gm)].map(([, text]) => text!);

let project: Project;
let serving: Awaited<ReturnType<typeof startServe>>['serving'];
let env: Record<string, string>;

beforeAll(async () => {
  project = makeProject();
  project.write(gate());
  expect((await project.omni(...applyGate)).code).toBe(3);
  const started = await startServe(project, '--json');
  serving = started.serving;
  const made = await project.omni('token', 'create', 'bob@example.com', '--role', 'drive');
  const token = /omni_\w+_[\w-]+/.exec(made.out)![0];
  env = { PATH: process.env.PATH!, OMNI_URL: new URL(JSON.parse(started.first).url).origin, OMNI_TOKEN: token };
});
afterAll(async () => {
  serving.kill('SIGTERM');
  await serving;
  project.remove();
});

test('each example runs, in the order of the page', async () => {
  const told: string[] = [];
  for (const example of examples) {
    const { exitCode, stdout, stderr } = await execa('bash', ['-eu', '-c', example], {
      env,
      extendEnv: false,
      reject: false,
    });
    expect({ example, exitCode, stderr }).toEqual({
      example,
      exitCode: 0,
      stderr: expect.not.stringContaining('error'),
    });
    told.push(stdout);
  }
  const [runs, asks, events, answers, refusal] = told;
  expect(JSON.parse(runs!)).toMatchObject({ runs: [{ workflow: 'gate', status: 'waiting' }] });
  expect(JSON.parse(asks!)).toMatchObject({ asks: [{ ask: { text: 'Land it?' } }] });
  expect(events).toMatch(/^: omni\n\nid: 3\ndata: \{/);
  const [first, second] = answers!.split('}{');
  expect(`{${second}`).toBe(`${first}}`);
  expect(JSON.parse(`${first}}`)).toMatchObject({ granted: true, by: 'bob@example.com', driven: true });
  expect(JSON.parse(refusal!)).toMatchObject({ status: 400, errors: [{ path: '/query/limit' }] });
});

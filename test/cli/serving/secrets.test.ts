/** What an agent wrote is looked at over HTTP without the secrets of its run, as its journal is. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { redactionOf } from '../../../cli/serving/redaction.ts';
import { openDesk } from '../../runs/server/desk.ts';
import { ada, asking, eventually, files, makeProject } from './project.ts';

const token = 'gh_s3cr3t_t0k3n';
const key = 'sk-ant-0123456789';

const secretive = {
  ...files(),
  'asking/asking.yaml': asking.replace('agents:', 'secrets: [API_TOKEN]\nagents:'),
  'asking/simulate.yaml': `repo: demo/
turns:
  one:
    - text: First.
      tools:
        - write: { path: env.txt, content: "first\\nTOKEN=${token}\\nKEY=${key}\\nlast\\n" }
`,
};

/** A run that has written a file and waits, started with its secret, and a server that knows what it is given. */
async function looking(env: Readonly<Record<string, string>>) {
  const project = makeProject(secretive, { API_TOKEN: token });
  const request = { path: 'asking/asking.yaml', inputs: { goal: 'x' }, simulation: 'asking/simulate.yaml' };
  const { run } = await project.drivers.start(request, ada);
  await eventually(() => project.journal.meta(run)?.asks.length || undefined);
  const { look } = project.outside(env);
  const desk = await openDesk(undefined, { folder: project.home, look });
  const { text: bearer } = desk.access.tokens.create({ name: 'ada', role: 'comment', expiresInMs: 3_600_000 }, ada);
  const [{ key: workspace } = { key: '' }] = await look.list(run);
  const place = encodeURIComponent(workspace);
  const headers = { authorization: `Bearer ${bearer}` };
  return {
    project,
    api: (path: string) => desk.ask(`/api/v1/runs/${run}/workspaces/${place}${path}`, { headers }),
    page: (path: string) => desk.get(`/runs/${run}/${path}workspace=${place}`),
    desk,
    run,
    workspace,
  };
}

describe('a secret that an agent wrote into a file', () => {
  test('is on no page and in no answer of the API', async () => {
    const { api, page, desk, run, workspace } = await looking({ API_TOKEN: token, ANTHROPIC_API_KEY: key });
    const shown = {
      file: await page('files?path=env.txt&'),
      changes: await page('changes?'),
      form: await page('files?path=env.txt&comment=new:2&'),
      apiFile: await api('/file?path=env.txt'),
      apiChanges: await api('/changes'),
    };
    for (const [name, { status, body }] of Object.entries(shown)) {
      expect([name, status]).toEqual([name, 200]);
      expect([name, body.includes(token) || body.includes(key)]).toEqual([name, false]);
      expect([name, body]).toEqual([name, expect.stringContaining('TOKEN=[secret API_TOKEN]')]);
      expect([name, body]).toEqual([name, expect.stringContaining('KEY=[secret ANTHROPIC_API_KEY]')]);
    }
    // The line that a comment quotes is the one that was seen, at the number that it has on the disk.
    expect(shown.form.body).toContain('name="quoted" value="TOKEN=[secret API_TOKEN]"');
    const at = { workspace, path: 'env.txt', side: 'new', line: '2', quoted: 'TOKEN=[secret API_TOKEN]' };
    await desk.post(`/runs/${run}/comments`, { ...at, text: 'Not in a file!' });
    const commented = await page('files?path=env.txt&');
    expect(commented.body).toContain('Not in a file!');
    expect(commented.body).not.toContain('the line read');
  });

  test('whose value the server does not know keeps the file from being shown, and says so', async () => {
    const { api, page, desk, run } = await looking({});
    for (const got of [await api('/file?path=env.txt'), await api('/changes')]) {
      expect(got.status).toBe(501);
      expect(JSON.parse(got.body)).toMatchObject({ code: 'OMNI7023', help: expect.stringContaining('API_TOKEN_FILE') });
      expect(got.body).not.toContain(token);
    }
    const said = 'The server does not know the value of API_TOKEN, which this run declares as a secret.';
    const changes = await page('changes?');
    expect([changes.status, changes.body]).toEqual([200, expect.stringContaining(`Nothing of it is shown: ${said}`)]);
    const file = await page('files?path=env.txt&');
    expect([file.status, file.body]).toEqual([501, expect.stringContaining(said)]);
    expect(changes.body + file.body).not.toContain(token);
    // What is journaled was redacted by whoever drove the run.
    expect((await desk.get(`/runs/${run}/talk?step=one`)).body).toContain('[secret API_TOKEN]');
  });

  test('is found in the file that its variable names, as it is when somebody looks', async () => {
    const { project, page } = await looking({ API_TOKEN_FILE: join('/', 'nowhere') });
    expect((await page('files?path=env.txt&')).status).toBe(501);
    const file = join(project.folder, 'token');
    writeFileSync(file, `${token}\n`);
    const later = await looking({ API_TOKEN_FILE: file });
    expect((await later.page('files?path=env.txt&')).body).toContain('TOKEN=[secret API_TOKEN]');
    writeFileSync(file, 'another-value\n');
    expect((await later.page('files?path=env.txt&')).body).toContain(token);
  });
});

test('agents of a workflow that is used have keys too; what no run would take is unknown', () => {
  const agents = { claude: { harness: 'claude-code', auth: { env: 'OWN_KEY' } } };
  const flow = { workflow: { secrets: ['PIN', 'WORD'] }, agents: {} };
  const spec = { ...flow, workflows: { lint: { workflow: {}, agents } } };
  const { text, unknown } = redactionOf(spec as never, { OWN_KEY: key, PIN: '1234', WORD: 'a1b2c3d4' });
  expect(text(`${key} 1234 a1b2c3d4`)).toBe('[secret OWN_KEY] 1234 [secret WORD]');
  expect(unknown).toEqual(['PIN']);
});

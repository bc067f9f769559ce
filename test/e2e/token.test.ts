/** `omni token` as a person uses it: a link for somebody, who comes in by it, until it is taken back. */
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { applyGate, gate, makeProject, type Project, runThat } from './omni.ts';
import { startServe } from './serving.ts';

let project: Project;

beforeAll(async () => {
  project = makeProject();
  project.write(gate());
  expect((await project.omni(...applyGate)).code).toBe(3);
});
afterAll(() => project.remove());

test('a token is printed once, with the link to open; listed, used, and taken back', async () => {
  const { serving, first } = await startServe(project);
  const made = await project.omni('token', 'create', 'bob@example.com', '--role', 'drive', '--expires', '12h');
  expect(made).toMatchObject({ code: 0, err: '' });
  const [token, link, said] = made.out.split('\n');
  const id = /^omni_([0-9a-f]{10})_[\w-]{43}$/.exec(token!)?.[1];
  expect(link).toBe(`${new URL(first.trim()).origin}/join?token=${token}`);
  expect(said).toContain('bob@example.com may drive until ');

  const page = new URL('/', link);
  const asked = async () => (await fetch(page, { headers: { authorization: `Bearer ${token}` } })).status;
  expect(await asked()).toBe(200);
  const entered = await fetch(link!, { redirect: 'manual' });
  const cookie = entered.headers.getSetCookie()[0]!.split(';')[0]!;
  expect((await fetch(page, { headers: { cookie } })).status).toBe(200);

  const listed = await project.omni('token', 'list');
  expect(listed.out).toMatch(new RegExp(`${id} .*bob@example.com .*drive`));
  expect(listed.out).not.toContain(token!.slice(16));
  const [json] = await project.json('token', 'list');
  expect(json).toMatchObject({ type: 'token', id, role: 'drive', createdBy: 'ada@example.com' });

  expect(await project.omni('token', 'revoke', id!)).toMatchObject({ code: 0, out: 'bob@example.com is out' });
  expect(await asked()).toBe(403);
  expect((await fetch(page, { headers: { cookie } })).status).toBe(403);
  expect((await project.omni('token', 'list')).out).toMatch(new RegExp(`${id} .*revoked`));
  serving.kill('SIGINT');
  expect(await serving).toMatchObject({ exitCode: 0, stderr: '' });
});

test('a link shares one run, and says that no server runs now', async () => {
  const run = await runThat(project, () => true);
  const made = await project.omni('token', 'create', 'eve', '--run', run.slice(0, 12));
  expect(made.out).toContain(`eve may view (run ${run}) until `);
  expect(made.out.split('\n')[1]).toMatch(/^\/join\?token=omni_/);
  expect(made.err).toContain('omni serve');
  const [json] = await project.json('token', 'create', 'eve', '--run', run);
  expect(json).toMatchObject({ type: 'token', name: 'eve', role: 'view', run });
  expect(json!.token).toMatch(/^omni_/);
});

test.each([
  [['create', 'bob', '--expires', '10m'], 'error[OMNI7010]: A token lasts from 1h to 365d.'],
  [['create', 'bob', '--expires', 'soon'], 'soon is no duration'],
  [['create', 'bob', '--role', 'own'], 'Allowed choices are view, comment, answer, drive'],
  [['create', 'nobody'], 'error[OMNI7010]'],
  [['create', 'bob', '--run', 'none'], 'there is no run none'],
  [['revoke', '0123456789'], 'error[OMNI7011]: There is no token 0123456789.'],
])('%j is refused', async (args, message) => {
  const { code, err } = await project.omni('token', ...args);
  expect([code, err]).toEqual([2, expect.stringContaining(message)]);
});

test('beyond this machine it listens only when told so, and warns', async () => {
  const { serving } = await startServe(project, '--host', '0.0.0.0', '--allow-host', 'https://omni.example');
  serving.kill('SIGINT');
  const { stdout, stderr } = await serving;
  expect(stdout).toMatch(/^https:\/\/omni\.example\/\?token=/);
  expect(stderr).toContain('warning: 0.0.0.0 can be reached from other machines');
  const { code, err } = await project.omni('serve', '--allow-host', 'omni.example/path');
  expect([code, err]).toEqual([2, expect.stringContaining('no name of a host')]);
});

const executablePath = ['/usr/bin/chromium', '/usr/bin/chromium-browser'].find((path) => existsSync(path));

test.skipIf(executablePath === undefined)(
  'in a real browser a form of ours is taken, and a form of another page is not',
  async () => {
    const { serving, first } = await startServe(project);
    const profile = mkdtempSync(join(tmpdir(), 'omni-chromium-'));
    const args = ['--headless', '--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-background-networking'];
    const browser = await chromium.launchPersistentContext(profile, { executablePath: executablePath!, args });
    try {
      const page = await browser.newPage();
      await page.goto(first.trim());
      await page.goto(new URL('/people', first).href);
      await page.fill('#name', 'carol');
      await page.click('text=Make a link');
      await page.waitForSelector('text=A link for carol');
      const link = await page.inputValue('#made-link');

      // A server on another port of this machine is, to a browser, of the same site: our cookie goes with its form.
      const evil = await startServe(project);
      const form = `<form method="post" action="${new URL('/people', first).href}"><input name="name" value="mallory">
      <input name="role" value="drive"><input name="expires" value="7d"><button>win</button></form>`;
      await page.route(`${new URL(evil.first).origin}/evil`, (route) =>
        route.fulfill({ contentType: 'text/html', body: form }),
      );
      await page.goto(`${new URL(evil.first).origin}/evil`);
      await page.click('text=win');
      await page.waitForSelector('text=Not from here');
      evil.serving.kill('SIGINT');
      await evil.serving;
      const names = (await project.json('token', 'list')).map(({ name }) => name);
      expect(names).toContain('carol');
      expect(names).not.toContain('mallory');

      // Who is the owner stays so, by whatever link.
      await page.goto(link);
      await page.goto(new URL('/refusals', first).href);
      await page.waitForSelector('text=sent by another site (same-site)');
    } finally {
      await browser.close();
      rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
      serving.kill('SIGINT');
      await serving;
    }
  },
  120_000,
);

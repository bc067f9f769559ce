/** The status page in a real browser, while a run goes on: Debian's chromium. */
import { existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type BrowserContext, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { applyGate, gate, makeProject, type Project, root } from './omni.ts';
import { startServe } from './serving.ts';

const executablePath = ['/usr/bin/chromium', '/usr/bin/chromium-browser'].find((path) => existsSync(path));
const quiet = [
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];
const args = ['--headless', '--no-sandbox', '--disable-gpu', ...quiet];
const screenshots = join(root, 'reports/page');

describe.skipIf(executablePath === undefined)(
  'the page in a browser (needs chromium: apt-get install chromium)',
  () => {
    let project: Project;
    let serving: Awaited<ReturnType<typeof startServe>>['serving'];
    let profile: string;
    let browser: BrowserContext;
    let page: Page;
    let link: string;
    /** What the browser complained of: a blocked script or style, an exception. */
    const complaints: string[] = [];
    const requested: string[] = [];

    beforeAll(async () => {
      project = makeProject();
      project.write(gate());
      // A journal to begin with.
      await project.omni(...applyGate);
      const started = await startServe(project);
      serving = started.serving;
      link = started.first;
      profile = mkdtempSync(join(tmpdir(), 'omni-chromium-'));
      const viewport = { width: 1200, height: 900 };
      browser = await chromium.launchPersistentContext(profile, {
        executablePath: executablePath!,
        headless: true,
        args,
        viewport,
      });
      page = browser.pages()[0] ?? (await browser.newPage());
      page.on('console', (message) => complaints.push(message.text()));
      page.on('pageerror', (error) => complaints.push(String(error)));
      page.on('request', (request) => requested.push(request.url()));
      mkdirSync(screenshots, { recursive: true });
    }, 120_000);

    afterAll(async () => {
      await browser?.close();
      serving?.kill('SIGINT');
      await serving;
      rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
      project.remove();
    });

    const see = (name: string) => page.screenshot({ path: join(screenshots, `${name}.png`), fullPage: true });

    test('a run appears when it begins, and is followed to its end without a click', async () => {
      await page.goto(link);
      expect(page.url()).not.toContain('token');
      await page.waitForSelector('.runs >> text=gate');

      const polly = join(root, 'examples/polly');
      const simulate = [
        '--simulate',
        join(polly, 'simulate.yaml'),
        '--input',
        'goal=Add a slugify function with tests',
      ];
      const applied = project.omni('apply', polly, ...simulate, '--yes');
      await page.click('.runs li:has-text("polly"):has(.is-running) a');
      await page.waitForSelector('h1:has-text("polly") .is-running');
      await page.waitForSelector('.drawing .is-running');
      await see('running');

      await page.waitForSelector('h1 .is-waiting');
      expect((await applied).code).toBe(3);
      const command = (await page.textContent('#waits pre'))!.split('\n')[0]!;
      expect(command).toMatch(/^omni approve \S+$/);
      await see('waiting');

      const [, , id] = command.split(' ');
      expect((await project.omni('approve', id!, '--resume')).code).toBe(0);
      await page.waitForSelector('h1 .is-done');
      await page.waitForSelector('#outputs');
      expect(await page.locator('.drawing .box.is-done').count()).toBe(7);
      expect(await page.locator('#waits').count()).toBe(0);
      await see('done');
    }, 180_000);

    test('it fits a narrow screen, in the dark too', async () => {
      await page.setViewportSize({ width: 360, height: 780 });
      const overflow = () => page.evaluate('document.documentElement.scrollWidth - innerWidth');
      expect(await overflow()).toBe(0);
      await see('done-narrow');
      await page.emulateMedia({ colorScheme: 'dark' });
      const paper = await page.evaluate('getComputedStyle(document.body).backgroundColor');
      expect(paper).toBe('rgb(19, 21, 24)');
      await see('done-narrow-dark');
      await page.click('.home');
      await page.waitForSelector('.runs');
      expect(await overflow()).toBe(0);
    });

    test('it reads the same without scripts', async () => {
      const run = await page.getAttribute('.runs li:has-text("polly") a', 'href');
      const cookies = await browser.cookies();
      const cookie = cookies.map(({ name, value }) => `${name}=${value}`).join('; ');
      const text = await (await fetch(new URL(run!, link), { headers: { cookie } })).text();
      for (const section of ['top', 'steps', 'machine', 'costs', 'story'])
        expect(text).toContain(`<section id="${section}"`);
    });

    test('the browser had nothing to complain of, and asked nobody else', () => {
      expect(complaints).toEqual([]);
      expect(requested.filter((url) => !url.startsWith(new URL('/', link).href))).toEqual([]);
    });

    test('a server that is gone is said', async () => {
      await page.waitForSelector('#link:has-text("live")');
      serving.kill('SIGINT');
      await page.waitForSelector('#link:has-text("not connected")');
    });
  },
);

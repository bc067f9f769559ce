/** The status page in a real browser, from the start of a run to its merge: Debian's chromium. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Browser, hasChromium, needsChromium, openBrowser } from './browser.ts';
import { applyGate, gate, makeProject, type Project, root } from './omni.ts';
import { startServe } from './serving.ts';

const axe = createRequire(import.meta.url).resolve('axe-core/axe.min.js');
const views = ['', '/timeline', '/talk', '/calls', '/changes', '/costs', '/journal', '/journal/5', '?at=20'];

describe.skipIf(!hasChromium)(`the page in a browser ${needsChromium}`, () => {
  let project: Project;
  let serving: Awaited<ReturnType<typeof startServe>>['serving'];
  let browser: Browser;
  let link: string;
  let run: string;

  beforeAll(async () => {
    project = makeProject();
    project.write(gate());
    await project.omni(...applyGate);
    const started = await startServe(project);
    serving = started.serving;
    link = started.first;
    browser = await openBrowser();
  }, 120_000);

  afterAll(async () => {
    await browser?.close();
    serving?.kill('SIGINT');
    await serving;
    project.remove();
  });

  const at = (path: string) => browser.page.goto(new URL(path, link).href);
  const overflow = () => browser.page.evaluate('document.documentElement.scrollWidth - innerWidth');

  test('a run appears when it begins, is followed, and merges once it is approved on the page', async () => {
    const { page, see } = browser;
    await page.goto(link);
    expect(page.url()).not.toContain('token');
    await page.waitForSelector('.runs >> text=gate');
    const polly = join(root, 'examples/polly');
    const goal = ['--input', 'goal=Add a slugify function with tests'];
    const applied = project.omni('apply', polly, '--simulate', join(polly, 'simulate.yaml'), ...goal, '--yes');
    await page.click('.runs li:has-text("polly"):has(.is-running) a');
    await page.waitForSelector('h1:has-text("polly") .is-running');
    run = new URL(page.url()).pathname;
    await page.waitForSelector('.drawing .is-running');
    await see('running');
    await page.waitForSelector('h1 .is-waiting');
    expect((await applied).code).toBe(3);
    await see('waiting');

    await page.fill('#waits textarea[name=comment]', 'Looks right.');
    await page.click('#waits button:has-text("Approve")');
    await page.waitForSelector('h1 .is-done');
    await page.waitForSelector('#outputs');
    expect(await page.locator('.drawing .box.is-done').count()).toBe(7);
    expect(await page.locator('#waits').count()).toBe(0);
    await see('done');
    const told = JSON.parse((await project.omni('show', run.split('/').at(-1)!, '--json')).out);
    expect(JSON.stringify(told)).toContain('merged');
  }, 180_000);

  test('who approved it, from where and with which words stands in the journal', async () => {
    await at(`${run}/journal?type=approval.granted`);
    expect(await browser.page.textContent('main')).toContain('Looks right.');
    await browser.page.click('#events a[href*="/journal/"]');
    expect(await browser.page.textContent('main')).toContain('"way": "page"');
  });

  test('every view fits 320 px and a wide screen, light and dark, and breaks no rule of accessibility', async () => {
    const { page, see } = browser;
    for (const [width, colorScheme] of [
      [1200, 'light'],
      [320, 'dark'],
    ] as const) {
      await page.setViewportSize({ width, height: 800 });
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
      const paths = ['/', '/asks', '/start', '/people', '/refusals', ...views.map((view) => run + view)];
      for (const path of paths) {
        await at(path);
        expect([path, width, await overflow()]).toEqual([path, width, 0]);
        const broken = await violations();
        expect([path, width, broken]).toEqual([path, width, []]);
        await see(
          `${path.replace(run, 'run').replace(/\W+/g, '-').replace(/^-|-$/g, '') || 'runs'}-${width}-${colorScheme}`,
        );
      }
    }
    await page.setViewportSize({ width: 1200, height: 900 });
    await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'no-preference' });
  }, 240_000);

  test('a line of a change is one line, on a phone too', async () => {
    await browser.page.setViewportSize({ width: 320, height: 800 });
    await at(`${run}/changes`);
    // In one look: the page may go on moving below what it has loaded.
    const line = await browser.page
      .locator('.patch tr.is-add')
      .first()
      .evaluate((row) => {
        const [whole, code] = [row, row.querySelector('.l')!].map((one) => one.getBoundingClientRect());
        return { apart: Math.abs(code!.y - whole!.y), height: whole!.height };
      });
    expect(line.apart).toBeLessThan(1);
    expect(line.height).toBeLessThan(30);
    await browser.page.setViewportSize({ width: 1200, height: 900 });
  }, 60_000);

  /** By axe-core in a world of its own, which the page's policy on scripts does not reach. */
  async function violations(): Promise<readonly string[]> {
    const session = await browser.context.newCDPSession(browser.page);
    const { frameTree } = await session.send('Page.getFrameTree');
    const world = { frameId: frameTree.frame.id, worldName: 'axe' };
    const { executionContextId: contextId } = await session.send('Page.createIsolatedWorld', world);
    await session.send('Runtime.evaluate', { expression: readFileSync(axe, 'utf8'), contextId });
    const expression =
      'axe.run(document).then(({ violations }) => violations.map(({ id, nodes }) => `${id}: ${nodes[0].html.slice(0, 160)}`))';
    const { result } = await session.send('Runtime.evaluate', {
      expression,
      contextId,
      awaitPromise: true,
      returnByValue: true,
    });
    await session.detach();
    return result.value ?? ['axe did not run'];
  }

  test('it reads the same without scripts, in less than 100 KB', async () => {
    const cookies = await browser.context.cookies();
    const cookie = cookies.map(({ name, value }) => `${name}=${value}`).join('; ');
    const load = async (path: string) => (await fetch(new URL(path, link), { headers: { cookie } })).text();
    const text = await load(run);
    for (const section of ['top', 'steps', 'machine', 'costs', 'story'])
      expect(text).toContain(`<section id="${section}"`);
    const assets = [...text.matchAll(/(?:href|src)="(\/assets\/[^"]+)"/g)].map(([, path]) => path!);
    const scripts = ['morph', 'forms', 'notify', 'more', 'past', 'grow', 'kept', 'switch'].map(
      (name) => `/assets/${name}.js`,
    );
    const loaded = await Promise.all([...new Set([...assets, ...scripts])].map(load));
    const bytes = [text, ...loaded].reduce((sum, one) => sum + Buffer.byteLength(one), 0);
    expect(bytes).toBeLessThan(100_000);
  });

  test('the browser had nothing to complain of, and asked nobody else', () => {
    expect(browser.complaints.filter((one) => !one.includes('axe'))).toEqual([]);
    expect(browser.requested.filter((url) => !url.startsWith(new URL('/', link).href))).toEqual([]);
  });

  test('a server that is gone is said, and one that is back is followed again by itself', async () => {
    const { page } = browser;
    await at(run);
    await page.waitForSelector('#link:has-text("live")');
    const { port } = new URL(link);
    serving.kill('SIGKILL');
    await page.waitForSelector('#link:has-text("not connected")');
    await serving.catch(() => undefined);
    serving = (await startServe(project, '--port', port)).serving;
    await page.waitForSelector('#link:has-text("live")', { timeout: 30_000 });
    await browser.context.setOffline(true);
    await page.waitForSelector('#link:has-text("not connected")');
    await browser.context.setOffline(false);
    await page.waitForSelector('#link:has-text("live")', { timeout: 30_000 });
  }, 120_000);
});

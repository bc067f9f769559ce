/** Two people on one run, each in a browser of their own: one starts, shares and steers it, the other may only look. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Browser, hasChromium, needsChromium, openBrowser } from './browser.ts';
import { gate, makeProject, type Project } from './omni.ts';
import { startServe } from './serving.ts';

describe.skipIf(!hasChromium)(`two browsers on one run ${needsChromium}`, () => {
  let project: Project;
  let serving: Awaited<ReturnType<typeof startServe>>['serving'];
  let [ada, grace]: readonly [Browser, Browser] = [] as never;
  let link: string;
  let run: string;

  beforeAll(async () => {
    project = makeProject();
    // Long enough at work to be spoken to.
    project.write(gate('12s'));
    const started = await startServe(project);
    [serving, link] = [started.serving, started.first];
    [ada, grace] = [await openBrowser(), await openBrowser()];
  }, 120_000);

  afterAll(async () => {
    await Promise.all([ada?.close(), grace?.close()]);
    serving?.kill('SIGINT');
    await serving;
    project.remove();
  });

  const at = ({ page }: Browser, path: string) => page.goto(new URL(path, link).href);

  test('a run is started from the form of its inputs', async () => {
    const { page, see } = ada;
    await page.goto(link);
    await page.click('.ways >> text=Start');
    await page.click('.runs a:has-text("gate")');
    await page.fill('textarea[name="field.goal"]', 'Greet Grace');
    await page.selectOption('select[name=simulation]', { index: 1 });
    await see('start-form');
    await page.click('button:has-text("Start")');
    await page.waitForURL(/\/runs\/[^/]+$/);
    run = new URL(page.url()).pathname;
    await page.waitForSelector('#inputs >> text=Greet Grace');
  }, 60_000);

  test('it is shared by a link of a lesser role, which is shown once and reaches nothing else', async () => {
    await at(ada, '/people');
    await ada.page.fill('input[name=name]', 'grace@example.com');
    await ada.page.fill('input[name=run]', run.split('/').at(-1)!);
    await ada.page.click('button:has-text("Make a link")');
    const shared = await ada.page.inputValue('#made-link');
    await grace.page.goto(shared);
    expect(new URL(grace.page.url()).pathname).toBe(run);
    await grace.page.waitForSelector('#link:has-text("live")');
    expect(await grace.page.locator('form[method=post]').count()).toBe(0);
    expect((await at(grace, '/people'))!.status()).toBe(403);
    const forged = `fetch('${run}/cancel', { method: 'POST' }).then(({ status }) => status)`;
    expect(await grace.page.evaluate(forged)).toBe(403);
    await at(ada, '/refusals');
    expect(await ada.page.textContent('#refusals')).toContain(`${run}/cancel`);
  }, 60_000);

  test('what one says to an agent, the other sees as it is said', async () => {
    const talk = `${run}/talk?step=${encodeURIComponent('work@1/write')}`;
    await Promise.all([at(ada, talk), at(grace, talk)]);
    await ada.page.fill('#say textarea', 'Be brief, please.');
    await ada.page.click('#say button');
    await grace.page.waitForSelector('main >> text=Be brief, please.');
    await grace.see('transcript-shared');
    expect(await grace.page.locator('#say').count()).toBe(0);
  }, 60_000);

  test('the server is killed in the middle: the run goes on, and both pages catch up by themselves', async () => {
    await Promise.all([at(ada, run), at(grace, run)]);
    serving.kill('SIGKILL');
    await Promise.all([ada, grace].map(({ page }) => page.waitForSelector('#link:has-text("not connected")')));
    await serving;
    serving = (await startServe(project, '--port', new URL(link).port)).serving;
    const back = { timeout: 60_000 };
    await Promise.all([ada, grace].map(({ page }) => page.waitForSelector('#link:has-text("live")', back)));
    await ada.page.waitForSelector('#waits button:has-text("Approve")', back);
  }, 150_000);

  test('who is asked sees the form, and both see what came of it', async () => {
    await Promise.all([at(ada, run), at(grace, run)]);
    await grace.page.waitForSelector('#waits >> text=somebody else has to answer', { timeout: 60_000 });
    expect(await grace.page.textContent('.here')).toContain('ada@example.com');
    await ada.page.click('#waits button:has-text("Approve")');
    await Promise.all([ada, grace].map(({ page }) => page.waitForSelector('h1 .is-done', { timeout: 60_000 })));
  }, 150_000);

  test('a link that is taken back ends at once, also on the page that is open', async () => {
    await at(ada, '/people');
    await ada.page.click('button:has-text("Take back")');
    await ada.page.waitForSelector('.people >> text=taken back');
    await grace.page.waitForSelector('#link:has-text("not connected")', { timeout: 30_000 });
    expect((await at(grace, run))!.status()).toBe(403);
  }, 60_000);
});

/** What came before in a transcript comes when somebody goes there, and moves nothing: in Debian's chromium. */
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { RunEvent } from '../../../../engine/events.ts';
import { type Browser, hasChromium, needsChromium, openBrowser } from '../../../e2e/browser.ts';
import { specOf } from '../../../engine/spec.ts';
import { created } from '../../events.ts';
import { type Desk, journalRun, openDesk } from '../desk.ts';

const spec = specOf([{ id: 'write', agent: 'claude', prompt: 'Go.' }]);
const place = { at: 2_000, frame: '', step: 'write', attempt: 1 };
const started: RunEvent = { type: 'step.started', ...place, visit: 1, plan: { agent: 'claude', prompt: 'Go.' } };
const words = (index: number) => `number ${index} ${'word '.repeat((index * 37) % 200)}`;
const said = (count: number): readonly RunEvent[] =>
  Array.from({ length: count }, (_, index) => ({ type: 'message.received', ...place, text: words(index) }));
const within = { timeout: 20_000 };

describe.skipIf(!hasChromium)(`the earlier part of a transcript ${needsChromium}`, { timeout: 120_000 }, () => {
  let browser: Browser;
  let desk: Desk;

  beforeAll(async () => {
    browser = await openBrowser();
  }, 60_000);

  afterAll(() => browser?.close());

  beforeEach(async () => {
    desk = await openDesk();
    await browser.page.goto(desk.server.url);
    await journalRun(desk.journal, 'r1', spec, [created, started, ...said(600)]);
    await browser.page.goto(new URL('/runs/r1/talk?step=write', desk.server.url).href);
    await browser.page.waitForSelector('#link:has-text("live")');
  }, 60_000);

  afterEach(async () => {
    await browser.page.goto('about:blank');
    expect(browser.complaints).toEqual([]);
  });

  const entries = () => browser.page.locator('.entry').count();
  /** Long enough for what a page would load by itself. */
  const settled = () => browser.page.waitForTimeout(600);
  const topOf = async (id: string) => (await browser.page.locator(`#${id}`).boundingBox())!.y;

  test('is not loaded by itself, and by a press above what is read, which stays where it is', async () => {
    const { page } = browser;
    const first = await entries();
    await settled();
    expect(await entries()).toBe(first);
    const id = (await page.locator('.entry').first().getAttribute('id'))!;
    const before = await topOf(id);
    await page.focus('#earlier a');
    await page.keyboard.press('Enter');
    await expect.poll(entries, within).toBeGreaterThan(first);
    await settled();
    expect(Math.abs((await topOf(id)) - before)).toBeLessThan(2);
    const more = await entries();
    expect(await page.evaluate('document.activeElement.closest("#earlier") !== null')).toBe(true);
    await settled();
    expect(await entries()).toBe(more);
    // Nor does it move while somebody is on their way up.
    let goOn = () => {};
    const held = new Promise<void>((resolve) => {
      goOn = resolve;
    });
    await page.route(/before=/, async (route) => {
      await held;
      await route.continue();
    });
    await page.evaluate("scrollTo({ top: 300, behavior: 'instant' })");
    await settled();
    const [read, at] = (await page.evaluate(`[...document.querySelectorAll('.entry')]
      .map((entry) => [entry.id, entry.getBoundingClientRect().y]).find(([, y]) => y > 100)`)) as [string, number];
    goOn();
    await expect.poll(entries, within).toBeGreaterThan(more);
    await settled();
    expect(Math.abs((await topOf(read)) - at)).toBeLessThan(2);
    await page.unroute(/before=/);
  });

  test('comes page by page for whoever scrolls up, each entry once, and the frames keep up', async () => {
    const { page } = browser;
    await page.mouse.move(600, 500);
    await page.evaluate(frames);
    while ((await page.locator('#earlier').count()) > 0) {
      const had = await entries();
      await page.mouse.wheel(0, 300);
      await page.waitForTimeout(50);
      for (let turns = 0; turns < 200 && (await entries()) === had; turns++) {
        await page.mouse.wheel(0, -600);
        await page.waitForTimeout(30);
      }
      expect(await entries()).toBeGreaterThan(had);
    }
    const ids = await page.locator('.entry').evaluateAll((all) => all.map(({ id }) => Number(id.slice(1))));
    expect(ids).toEqual(Array.from({ length: 601 }, (_, index) => index + 2));
    const took = ((await page.evaluate('globalThis.took')) as number[]).sort((one, other) => one - other);
    expect(took[Math.floor(took.length * 0.95)]).toBeLessThan(150);
  });
});

/** Milliseconds between frames. */
const frames = `globalThis.took = []; let last = performance.now();
const next = (now) => { took.push(now - last); last = now; requestAnimationFrame(next); };
requestAnimationFrame(next);`;

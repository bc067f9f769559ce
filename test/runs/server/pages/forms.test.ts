/** What somebody is writing stays theirs while the page around it goes on: in a real browser, Debian's chromium. */
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { RunEvent } from '../../../../engine/events.ts';
import { type Browser, hasChromium, needsChromium, openBrowser } from '../../../e2e/browser.ts';
import { specOf } from '../../../engine/spec.ts';
import { created } from '../../events.ts';
import { type Desk, journalRun, openDesk } from '../desk.ts';

const spec = specOf([{ id: 'write', agent: 'claude', prompt: 'Go.' }]);
const place = { at: 2_000, frame: '', step: 'write', attempt: 1 };
const started: RunEvent = { type: 'step.started', ...place, visit: 1, plan: { agent: 'claude', prompt: 'Go.' } };
const message = (text: string): RunEvent => ({ type: 'message.received', ...place, text });
const within = { timeout: 20_000 };

describe.skipIf(!hasChromium)(`forms of a page that goes on ${needsChromium}`, { timeout: 60_000 }, () => {
  let browser: Browser;
  let desk: Desk;

  beforeAll(async () => {
    browser = await openBrowser();
  }, 60_000);

  afterAll(() => browser?.close());

  beforeEach(async () => {
    desk = await openDesk();
    await browser.page.goto(desk.server.url);
  }, 60_000);

  afterEach(async () => {
    await browser.page.goto('about:blank');
    expect(browser.complaints).toEqual([]);
  });

  const go = async (path: string) => {
    await browser.page.goto(new URL(path, desk.server.url).href);
    await browser.page.waitForSelector('#link:has-text("live")');
  };

  const asks = (run: string, at: number): readonly RunEvent[] => [
    { ...created, at },
    { type: 'step.asked', at, frame: '', step: 'write', visit: 1, asks: [question(run)] },
  ];
  const question = (run: string) => ({ id: `${run}.1`, kind: 'question', text: `What of ${run}?` }) as const;

  test('an answer that somebody is writing stays with its question when another run asks', async () => {
    const { page } = browser;
    await journalRun(desk.journal, 'r1', spec, asks('r1', 1_000));
    await go('/asks');
    await page.locator('#ask-r1\\.1 textarea').pressSequentially('Half a th');
    await journalRun(desk.journal, 'r2', spec, asks('r2', 2_000));
    await page.waitForSelector('#ask-r2\\.1');
    await page.keyboard.type('ought');
    expect(await page.inputValue('#ask-r1\\.1 textarea')).toBe('Half a thought');
    expect(await page.inputValue('#ask-r2\\.1 textarea')).toBe('');
    const order = await page.locator('.ask').evaluateAll((cards) => cards.map(({ id }) => id));
    expect(order).toEqual(['ask-r1.1', 'ask-r2.1']);
  });

  test('whoever says something to an agent stays at its transcript', async () => {
    const { page } = browser;
    await journalRun(desk.journal, 'r1', spec, [created, started]);
    await go('/runs/r1/talk?step=write');
    await desk.journal.append('r1', 2, 0, [
      { type: 'step.finished', ...place, outcome: 'done', result: {} },
      { ...started, visit: 2, attempt: 2 },
      message('Working.'),
    ]);
    await page.waitForSelector('.entry >> text=Working.');
    await page.fill('#say textarea', 'Be brief.');
    await page.click('#say button');
    await expect.poll(async () => (await desk.journal.take('r1')).length, within).toBe(1);
    await page.waitForSelector('#say :text("Sent.")', within);
    expect(new URL(page.url()).pathname).toBe('/runs/r1/talk');
  });
});

/** What the scripts of a run's pages do, in a real browser: Debian's chromium. */
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { RunEvent } from '../../../../engine/events.ts';
import { type Browser, hasChromium, needsChromium, openBrowser } from '../../../e2e/browser.ts';
import { specOf } from '../../../engine/spec.ts';
import { created, run } from '../../events.ts';
import { type Desk, journalRun, openDesk, pollyHistory } from '../desk.ts';

const polly = pollyHistory();

describe.skipIf(!hasChromium)(`the pages of a run in a browser ${needsChromium}`, { timeout: 60_000 }, () => {
  let browser: Browser;
  let page: Browser['page'];
  let desk: Desk;

  beforeAll(async () => {
    browser = await openBrowser();
    ({ page } = browser);
  }, 60_000);

  afterAll(() => browser?.close());

  beforeEach(async () => {
    desk = await openDesk();
    await page.goto(desk.server.url);
  }, 60_000);

  afterEach(async () => {
    await page.goto('about:blank');
    expect(browser.complaints).toEqual([]);
  });

  const go = async (path: string) => {
    await page.goto(new URL(path, desk.server.url).href);
    await page.waitForSelector('#link:has-text("live")');
  };
  const place = () => page.locator('#walk .place').textContent();

  test('the past is walked by keys, by links and by the slider, and the way back works', async () => {
    await journalRun(desk.journal, 'r1', polly.spec, polly.events);
    await go('/runs/r1?at=1');
    await page.evaluate('globalThis.stayed = true');
    const steps: readonly [() => Promise<unknown>, RegExp][] = [
      [() => page.keyboard.press('ArrowRight'), /^2 of /],
      [() => page.keyboard.press('ArrowRight'), /^3 of /],
      [() => page.keyboard.press('ArrowLeft'), /^2 of /],
      [() => page.click('#walk-next'), /^3 of /],
      [() => page.click('#walk-last'), /^(\d+) of \1$/],
      [() => page.goBack(), /^3 of /],
    ];
    for (const [act, wanted] of steps) {
      await act();
      await expect.poll(place, { timeout: 20_000 }).toMatch(wanted);
    }
    await page.locator('#walk-at').fill('50');
    await page.waitForURL(/\?at=50$/);
    await page.waitForSelector('#walk output:has-text("50 of")');
    await page.click('#walk-now');
    await page.waitForSelector('#walk:has-text("Now, after")');
    expect(await page.evaluate('globalThis.stayed')).toBe(true);
    expect(await page.evaluate('document.activeElement.id')).toBe('walk');
    await page.waitForSelector('#link:has-text("live")');
  });

  const spec = specOf([{ id: 'work', agent: 'claude', prompt: 'Go.' }]);
  const said = (index: number): RunEvent => ({
    type: 'message.received',
    at: 2_000 + index,
    frame: '',
    step: 'work',
    attempt: 1,
    text: `line ${index}`,
  });
  const lines = (from: number, count: number) => Array.from({ length: count }, (_, index) => said(from + index));
  const shown = () =>
    page.locator('#lines > li').evaluateAll((rows) => rows.map((row) => Number(row.getAttribute('data-key'))));

  test('the journal goes on when its end is reached, and stays whole while the run goes on', async () => {
    const start: RunEvent = { type: 'step.started', at: 1_500, frame: '', step: 'work', visit: 1, attempt: 1 };
    await journalRun(desk.journal, run, spec, [created, start, ...lines(0, 118)]);
    await go(`/runs/${run}/journal`);
    for (const wanted of [100, 120]) {
      await page.evaluate('scrollTo(0, document.body.scrollHeight)');
      await expect.poll(async () => (await shown()).length, { timeout: 20_000 }).toBeGreaterThanOrEqual(wanted);
    }
    const down = (from: number) => Array.from({ length: from }, (_, index) => from - index);
    expect(await shown()).toEqual(down(120));
    await desk.journal.append(run, 120, 0, lines(118, 5));
    await expect.poll(shown, { timeout: 20_000 }).toEqual(down(125));
    // More at once than a page holds: what is between is not there, so that the list begins anew.
    await desk.journal.append(run, 125, 0, lines(123, 400));
    await expect.poll(async () => (await shown())[0], { timeout: 20_000 }).toBe(525);
    const rows = (await shown()).filter((seq) => !Number.isNaN(seq));
    expect(rows).toEqual(down(525).slice(0, rows.length));
  });

  /** What clocks and bars say moves by itself. */
  const read = () =>
    page
      .locator('main > section')
      .evaluateAll((sections) =>
        sections.map(({ outerHTML }) =>
          outerHTML
            .replaceAll(/(data-since="\d+">)[^<]*/g, '$1')
            .replaceAll(/(data-grows="[\d.]+") width="[\d.]+%"/g, '$1'),
        ),
      );

  test.each(['', '/journal', '/talk', '/calls', '/timeline', '/costs'])(
    'what was put in place bit by bit reads as what is loaded: %s',
    async (path) => {
      const { spec, events } = polly;
      const few = 9;
      await journalRun(desk.journal, 'r1', spec, events.slice(0, few));
      await go(`/runs/r1${path}`);
      await page.evaluate('globalThis.stayed = true');
      for (let at = few; at < events.length; at += 7) {
        await desk.journal.append('r1', at, 0, events.slice(at, at + 7));
        await new Promise((resolve) => setTimeout(resolve, 100));
      }
      const isNewest = async () => {
        const [live, version] = [await read(), await page.getAttribute('main', 'data-version')];
        const loaded = await page.context().newPage();
        try {
          await loaded.goto(page.url());
          return version === (await loaded.getAttribute('main', 'data-version')) ? live : undefined;
        } finally {
          await loaded.close();
        }
      };
      await expect.poll(isNewest, { timeout: 20_000, interval: 300 }).toBeDefined();
      const put = await read();
      expect(await page.evaluate('globalThis.stayed')).toBe(true);
      await go(`/runs/r1${path}`);
      expect(put).toEqual(await read());
    },
  );

  test('what is told in brief stays told while a long run goes on', async () => {
    const steps = Array.from({ length: 140 }, (_, nth) => ({ id: `s${nth}`, run: 'true' }));
    await journalRun(desk.journal, 'r1', specOf(steps), [created]);
    await go('/runs/r1');
    const brief = page.locator('#steps li').last();
    const before = await brief.textContent();
    expect(before).toMatch(/… \d+ more/);
    await desk.journal.append('r1', 1, 0, [
      { type: 'step.started', at: 2_000, frame: '', step: 's0', visit: 1, attempt: 1 },
    ]);
    await page.waitForSelector('#steps .is-running');
    expect(await brief.textContent()).toBe(before);
  });

  test('a bar of the time line grows while its step is at work', async () => {
    const at = Date.now() - 20_000;
    await journalRun(desk.journal, run, spec, [
      { ...created, at },
      { type: 'step.started', at, frame: '', step: 'work', visit: 1, attempt: 1 },
    ]);
    await desk.journal.acquire(run);
    await go(`/runs/${run}/timeline`);
    const width = async () => Number.parseFloat((await page.getAttribute('[data-grows]', 'width'))!);
    const before = await width();
    await expect.poll(width, { timeout: 20_000 }).toBeGreaterThan(before + 1);
  });
});

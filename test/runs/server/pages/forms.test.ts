/** What somebody is writing stays theirs while the page around it goes on: in a real browser, Debian's chromium. */
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { RunEvent } from '../../../../engine/events.ts';
import type { WorkspaceLook } from '../../../../runs/server/ports.ts';
import { OmniError } from '../../../../schema/error.ts';
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
  let diff: string;
  const change = (...lines: readonly string[]) =>
    `diff --git a/a.js b/a.js\nnew file mode 100644\n--- /dev/null\n+++ b/a.js\n@@ -0,0 +1,${lines.length} @@\n${lines.map((line) => `+${line}\n`).join('')}`;
  const look: WorkspaceLook = {
    list: async () => [{ key: 'main', branch: 'main', live: true }],
    changes: async () => ({ diff, files: [], cut: false }),
    file: async () => undefined,
  };

  beforeAll(async () => {
    browser = await openBrowser();
  }, 60_000);

  afterAll(() => browser?.close());

  beforeEach(async () => {
    diff = change('first', 'second');
    desk = await openDesk(undefined, { look });
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

  test('whoever goes through what waits stays there, and is told what is new', async () => {
    const { page } = browser;
    await journalRun(desk.journal, 'r1', spec, asks('r1', 1_000));
    await journalRun(desk.journal, 'r2', spec, asks('r2', 2_000));
    await go('/asks');
    await page.fill('#ask-r2\\.1 textarea', 'Half a thought');
    await page.fill('#ask-r1\\.1 textarea', 'All of it.');
    await page.click('#ask-r1\\.1 .good');
    await page.waitForSelector('#ask-r1\\.1 :text("Sent.")', within);
    expect(new URL(page.url()).pathname).toBe('/asks');
    expect(await page.inputValue('#ask-r2\\.1 textarea')).toBe('Half a thought');
    expect(await page.textContent('#told')).toBe('');
    await journalRun(desk.journal, 'r3', spec, asks('r3', 3_000));
    await expect.poll(() => page.textContent('#told'), within).toMatch(/ waits for an answer: What of r3\?/);
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

  test.each([
    ['below it there is more', ['first', 'second', 'third']],
    ['another line stands there', ['first', 'evil()', 'second']],
    ['the file is gone', []],
  ])('a comment is about the line that was chosen, by keyboard, also when %s', async (_, now) => {
    const { page } = browser;
    await journalRun(desk.journal, 'r1', spec, [created, started]);
    await go('/runs/r1/changes?workspace=main');
    await page.focus('a[aria-label="comment on line 2"]');
    await page.keyboard.press('Enter');
    await page.waitForSelector('.comment-form');
    await page.waitForSelector('#link:has-text("live")');
    await page.keyboard.type('Why ');
    diff = now.length > 0 ? change(...now) : '';
    await desk.journal.append('r1', 2, 0, [message('Changed.')]);
    await page.waitForSelector('[data-changed]:not([hidden])', within);
    await page.keyboard.type('this?');
    expect(await page.textContent('.patch tr:has(+ .notes) code')).toBe('second');
    await page.click('.comment-form button');
    await expect
      .poll(() => desk.access.comments.list('r1'), within)
      .toMatchObject([{ path: 'a.js', line: 2, quoted: 'second', text: 'Why this?' }]);
    await page.waitForSelector('.comment:has-text("Why this?")');
    expect(await page.locator('.comment-form').count()).toBe(0);
    const isTold = await page.locator('.comment code:text("second")').count();
    expect(isTold).toBe(now[1] === 'second' ? 0 : 1);
  });

  const form = (run: string) => ({
    ...question(run),
    output: {
      type: 'object',
      properties: { name: { type: 'string' }, version: { type: 'string', pattern: '^\\d+$' } },
      required: ['name', 'version'],
    },
  });
  const focused = () => browser.page.evaluate('document.activeElement.name || document.activeElement.className');

  test('a form that is refused says why in it, and leads to the field that is wrong', async () => {
    const { page, complaints } = browser;
    const asked: RunEvent = { type: 'step.asked', at: 2_000, frame: '', step: 'write', visit: 1, asks: [form('r1')] };
    await journalRun(desk.journal, 'r1', spec, [created, asked]);
    await go('/runs/r1');
    await page.fill('[name="field.name"]', 'omni');
    await page.fill('[name="field.version"]', 'one');
    await page.focus('.answer .good');
    await page.keyboard.press('Enter');
    const told = await page.waitForSelector('.answer [role=alert]', within);
    const parts = await page.locator('.answer [role=alert] > p').allTextContents();
    expect(parts).toEqual(['Not as things stand', expect.stringContaining(String.raw`does not match "^\d+$"`)]);
    expect(await focused()).toBe('field.version');
    expect(await page.getAttribute('[name="field.version"]', 'aria-invalid')).toBe('true');
    // What comes meanwhile leaves it there.
    await desk.journal.append('r1', 2, 0, [{ ...asked, at: 3_000, visit: 2, asks: [question('r1b')] }]);
    await page.waitForSelector('#ask-r1b\\.1', within);
    expect(await told.isVisible()).toBe(true);
    expect(complaints.splice(0)).toEqual([expect.stringContaining('422')]);
  });

  test('where no field is known to be wrong, whoever sent the form goes on at what is said', async () => {
    const { page, complaints } = browser;
    await journalRun(desk.journal, 'r1', spec, [created, started]);
    await go('/runs/r1/talk?step=write');
    await page.fill('#say textarea', 'Be brief.');
    await page.evaluate("document.querySelector('#say [name=to]').value = 'nobody'");
    await page.focus('#say button');
    await page.keyboard.press('Enter');
    await page.waitForSelector('#say [role=alert]', within);
    expect(await focused()).toBe('outcome');
    expect(await page.inputValue('#say textarea')).toBe('Be brief.');
    expect(complaints.splice(0)).toEqual([expect.stringContaining('40')]);
  });

  test('what was taken, though nobody can go on with it, is said where it was sent from', async () => {
    const { page } = browser;
    const fail = async (): Promise<never> => {
      throw new OmniError('OMNI7021', 'There is no room.');
    };
    const other = await openDesk(undefined, { drivers: { workflows: fail, start: fail, resume: fail } });
    await journalRun(other.journal, 'r1', spec, [created, started]);
    await page.goto(other.server.url);
    await page.goto(new URL('/runs/r1', other.server.url).href);
    await page.waitForSelector('#link:has-text("live")');
    await page.click('.cancel summary');
    await page.click('.cancel button');
    await page.waitForSelector('.cancel output:has-text("Kept, but nobody drives the run")', within);
    expect(new URL(page.url()).pathname).toBe('/runs/r1');
  });

  test('what had no room among what waits is no news when it comes up', async () => {
    const { page } = browser;
    const runs = Array.from({ length: 12 }, (_, nth) => `r${10 + nth}`);
    for (const [nth, run] of runs.entries()) await journalRun(desk.journal, run, spec, asks(run, 1_000 + nth));
    await go('/');
    const end: RunEvent = { type: 'run.finished', at: 5_000, frame: '', outcome: 'cancelled' };
    await desk.journal.append('r21', 2, 0, [end]);
    await page.waitForSelector('#mine[data-count="11"]', { ...within, state: 'attached' });
    await expect.poll(() => page.textContent('#told'), within).toMatch(/: cancelled: /);
    expect(await page.textContent('#told')).not.toContain('waits for an answer');
  });

  test('a row that should be there and is not comes back', async () => {
    const { page } = browser;
    await journalRun(desk.journal, 'r1', spec, [created, started]);
    await go('/runs/r1/journal');
    await page.evaluate('document.querySelector(\'#lines [data-key="1"]\').remove()');
    await desk.journal.append('r1', 2, 0, [message('Working.')]);
    await page.waitForSelector('#lines [data-key="1"] time', within);
    expect(await page.locator('#lines > li').count()).toBe(3);
    expect(await page.locator('[data-same]').count()).toBe(0);
  });
});

/** Debian's chromium on the status page of a project, and what it complained of. */
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { type BrowserContext, chromium, type Page } from 'playwright-core';

const executablePath = ['/usr/bin/chromium', '/usr/bin/chromium-browser'].find((path) => existsSync(path));
/** Whether the tests of a browser can run here. */
export const hasChromium = executablePath !== undefined;
export const needsChromium = '(needs chromium: apt-get install chromium)';

const quiet = [
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];
const args = ['--headless', '--no-sandbox', '--disable-gpu', ...quiet];
const screenshots = join(import.meta.dirname, '../../reports/page');

export interface Browser {
  readonly context: BrowserContext;
  readonly page: Page;
  /** A blocked script or style, an exception. */
  readonly complaints: string[];
  readonly requested: readonly string[];
  /** The whole page, as a picture that is looked at. */
  see(name: string): Promise<void>;
  close(): Promise<void>;
}

/** Somebody's browser of their own, which knows nobody yet. */
export async function openBrowser(): Promise<Browser> {
  const profile = mkdtempSync(join(tmpdir(), 'omni-chromium-'));
  const viewport = { width: 1200, height: 900 };
  const options = { executablePath: executablePath!, headless: true, args, viewport };
  const context = await chromium.launchPersistentContext(profile, options);
  const page = context.pages()[0] ?? (await context.newPage());
  const complaints: string[] = [];
  const requested: string[] = [];
  page.on('console', (message) => {
    // Chromium gives up on the icon of a page that is left; that it is served is tested for itself.
    if (!message.text().includes('icon from the Manifest')) complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(String(error)));
  page.on('request', (request) => requested.push(request.url()));
  mkdirSync(screenshots, { recursive: true });
  return {
    context,
    page,
    complaints,
    requested,
    async see(name) {
      await page.screenshot({ path: join(screenshots, `${name}.png`), fullPage: true });
    },
    async close() {
      await context.close();
      rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

export interface Tabs {
  readonly context: BrowserContext;
  /** A tab before the others, which are hidden from then on. */
  open(url?: string): Promise<Page>;
  close(): Promise<void>;
}

/**
 * The tabs of a window as they are: playwright else lets every page believe that it is seen, so that none would ever
 * notify.
 */
export async function openTabs(): Promise<Tabs> {
  const profile = mkdtempSync(join(tmpdir(), 'omni-chromium-'));
  const own = ['--remote-debugging-port=0', `--user-data-dir=${profile}`, 'about:blank'];
  const chrome = spawn(executablePath!, [...args, ...own], { stdio: ['ignore', 'ignore', 'pipe'] });
  const ended = new Promise<void>((resolve) => chrome.once('close', () => resolve()));
  const address = new Promise<string>((resolve) =>
    createInterface({ input: chrome.stderr }).on('line', (line) => {
      const [, found] = /listening on (ws:\S+)/.exec(line) ?? [];
      if (found !== undefined) resolve(found);
    }),
  );
  const gone = ended.then(() => Promise.reject(new Error('chromium ended')));
  const browser = await chromium.connectOverCDP(await Promise.race([address, gone]), { noDefaults: true });
  gone.catch(() => {});
  const context = browser.contexts()[0]!;
  return {
    context,
    async open(url = 'about:blank') {
      const page = await context.newPage();
      await page.bringToFront();
      await page.goto(url);
      return page;
    },
    async close() {
      await browser.close();
      chrome.kill();
      await ended;
      rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

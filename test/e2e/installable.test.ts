/** The page as an app of its own: what Chromium itself says of the manifest, and what stands behind it. */
import type { CDPSession } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Browser, hasChromium, needsChromium, openBrowser } from './browser.ts';
import { applyGate, gate, makeProject, type Project } from './omni.ts';
import { startServe } from './serving.ts';

interface Manifest {
  readonly start_url: string;
  readonly scope: string;
  readonly icons: readonly { readonly src: string; readonly sizes: string; readonly purpose: string }[];
  readonly shortcuts: readonly { readonly url: string }[];
}

describe.skipIf(!hasChromium)(`the page as an app ${needsChromium}`, () => {
  let project: Project;
  let serving: Awaited<ReturnType<typeof startServe>>['serving'];
  let browser: Browser;
  let session: CDPSession;
  let link: string;
  let manifest: Manifest;

  beforeAll(async () => {
    project = makeProject();
    project.write(gate());
    await project.omni(...applyGate);
    const started = await startServe(project);
    [serving, link] = [started.serving, started.first];
    browser = await openBrowser();
    await browser.page.goto(link);
    session = await browser.context.newCDPSession(browser.page);
  }, 120_000);

  afterAll(async () => {
    await browser?.close();
    serving?.kill('SIGINT');
    await serving;
    project.remove();
  });

  const sizeOf = (path: string): Promise<string> =>
    browser.page.evaluate(`(async () => {
      const image = new Image();
      image.src = ${JSON.stringify(path)};
      await image.decode();
      return image.naturalWidth + 'x' + image.naturalHeight;
    })()`);

  const obstacles = async (): Promise<readonly string[]> => {
    const { installabilityErrors } = await session.send('Page.getInstallabilityErrors');
    return installabilityErrors.map(({ errorId }) => errorId);
  };

  test('Chromium reads the manifest and would install it, without a worker that answers for the server', async () => {
    const { data = '', errors, url } = await session.send('Page.getAppManifest');
    expect({ errors, path: new URL(url).pathname }).toEqual({ errors: [], path: '/assets/manifest.webmanifest' });
    manifest = JSON.parse(data);
    expect(await obstacles()).toEqual([]);
    expect(await browser.page.evaluate('navigator.serviceWorker.getRegistrations().then(({ length }) => length)')).toBe(
      0,
    );
  });

  test('the same Chromium says of a page without a manifest that it cannot be installed', async () => {
    await browser.page.goto(new URL('/assets/icon.svg', link).href);
    expect(await obstacles()).toEqual(['no-manifest']);
    await browser.page.goto(link);
  });

  test('each icon is there in the size that it is said to have', async () => {
    const sizes = manifest.icons.map(({ sizes, purpose }) => `${purpose} ${sizes}`);
    expect(sizes).toEqual(['any 192x192', 'any 512x512', 'maskable 512x512']);
    for (const { src, sizes } of manifest.icons) expect([src, await sizeOf(src)]).toEqual([src, sizes]);
    const touch = await browser.page.getAttribute('link[rel=apple-touch-icon]', 'href');
    expect(await sizeOf(touch!)).toBe('180x180');
  });

  test('it starts, and its short ways lead, to pages within its scope that the cookie opens', async () => {
    for (const path of [manifest.start_url, ...manifest.shortcuts.map(({ url }) => url)]) {
      expect(path.startsWith(manifest.scope)).toBe(true);
      expect((await browser.page.goto(new URL(path, link).href))!.status()).toBe(200);
    }
  });

  test('the frame of the window has the colour of the page, light and dark', async () => {
    for (const colorScheme of ['light', 'dark'] as const) {
      await browser.page.emulateMedia({ colorScheme });
      const [frame, paper] = (await browser.page.evaluate(`(() => {
        const metas = [...document.querySelectorAll('meta[name=theme-color]')];
        const swatch = document.createElement('p');
        swatch.style.color = metas.find(({ media }) => matchMedia(media).matches).content;
        document.body.append(swatch);
        return [getComputedStyle(swatch).color, getComputedStyle(document.body).backgroundColor];
      })()`)) as readonly string[];
      expect(frame).toBe(paper);
    }
  });
});

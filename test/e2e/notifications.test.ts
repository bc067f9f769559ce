/**
 * What a browser tells somebody who looks elsewhere, in a real Chromium whose tabs are really hidden: the notifications
 * are those that the browser holds. Only a click has to be played, since nothing draws them without a desktop.
 */
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { hasChromium, needsChromium, openTabs, type Tabs } from './browser.ts';
import { eventually, makeProject, type Project, runThat } from './omni.ts';
import { startServe } from './serving.ts';

/** A policy wants a person for each file that is written. */
const files = {
  'asks.yaml': `apiVersion: omni/v1
kind: Policy
name: asks
description: Asks before a file is written.
rules:
  - { id: write, before: tool, when: tool.kind == 'write', decide: ask, reason: A file would be written }
`,
  'note.yaml': `apiVersion: omni/v1
kind: Workflow
name: note
inputs:
  text: { type: string, default: one }
policies: [{ uses: asks.yaml }]
agents:
  claude: { harness: claude-code }
steps:
  - { id: write, agent: claude, prompt: "\${{ inputs.text }}", worktree: true }
`,
  'simulate.yaml': `repo: demo/
turns:
  write:
    - tools: [ { write: { path: note.txt, content: "Hello" } } ]
      text: done
`,
  'demo/README.md': 'A demo.\n',
};

interface Told {
  readonly title: string;
  readonly body: string;
  readonly tag: string;
  readonly timestamp: number;
}

describe.skipIf(!hasChromium)(`notifications ${needsChromium}`, () => {
  let project: Project;
  let serving: Awaited<ReturnType<typeof startServe>>['serving'];
  let tabs: Tabs;
  let link: string;
  let page: Page;
  let elsewhere: Page;

  beforeAll(async () => {
    project = makeProject();
    project.write(files);
    const started = await startServe(project);
    [serving, link] = [started.serving, started.first];
    tabs = await openTabs();
    page = await tabs.open(link);
    elsewhere = await tabs.open();
    await page.bringToFront();
  }, 120_000);

  afterAll(async () => {
    await tabs?.close();
    serving?.kill('SIGINT');
    await serving;
    project.remove();
  });

  const allow = (setting: 'granted' | 'denied' | 'prompt') =>
    tabs.context.newCDPSession(page).then((session) =>
      session.send('Browser.setPermission', {
        permission: { name: 'notifications' },
        setting,
        origin: new URL(link).origin,
      }),
    );
  const begin = async (text: string): Promise<string> => {
    const options = ['--input', `text=${text}`, '--simulate', 'simulate.yaml', '--yes'];
    expect((await project.omni('apply', 'note.yaml', ...options)).code).toBe(3);
    return runThat(project, ({ status }) => status === 'waiting');
  };
  const answer = async (run: string) => {
    const [ask] = (await project.json('runs')).flatMap((one) =>
      one.run === run ? (one.asks as { id: string }[]) : [],
    );
    expect((await project.omni('approve', ask!.id, '--resume')).code).toBe(0);
  };
  const told = (): Promise<readonly Told[]> =>
    page.evaluate(`(async () => {
      const registration = await navigator.serviceWorker.getRegistration('/assets/');
      const shown = (await registration?.getNotifications()) ?? [];
      return shown.map(({ title, body, tag, timestamp }) => ({ title, body, tag, timestamp }));
    })()`);
  const toldOf = (run: string) => eventually(async () => (await told()).find(({ tag }) => tag.includes(run)));
  const state = () => page.getAttribute('#notify', 'data-state');
  const knows = (run: string) => page.waitForSelector(`#mine [data-news*="${run}"]`, { state: 'attached' });

  test('the button says how it stands, and is pressed by keys', async () => {
    await allow('denied');
    await page.waitForSelector('#notify[data-state=blocked]:disabled');
    await allow('granted');
    await page.waitForSelector('#notify[data-state=off]:enabled');
    // Allowed is not asked for.
    await begin('nobody asked');
    await elsewhere.bringToFront();
    expect(await page.evaluate('document.hidden')).toBe(true);
    await begin('nobody asked again');
    expect(await told()).toEqual([]);
    await page.bringToFront();
    await page.focus('.home');
    for (let keys = 0; keys < 9; keys++) {
      if (await page.evaluate('document.activeElement.id === "notify"')) break;
      await page.keyboard.press('Tab');
    }
    await page.keyboard.press('Space');
    await page.waitForSelector('#notify[data-state=on]:focus');
    expect(await page.textContent('#notify')).toBe('Notifying you');
  }, 60_000);

  let run: string;
  test('what waits is told to whoever looks elsewhere, once for all tabs', async () => {
    const other = await tabs.open(new URL('/asks', link).href);
    await elsewhere.bringToFront();
    run = await begin('first');
    expect(await toldOf(run)).toMatchObject({ title: 'note waits for an answer' });
    const [first] = await told();
    await other.bringToFront();
    await other.reload();
    await elsewhere.bringToFront();
    await page.reload();
    expect(await told()).toEqual([first]);
    await other.close();
  }, 60_000);

  test('a click leads to it, on the page that shows it or on one of its own', async () => {
    const [worker] = tabs.context.serviceWorkers();
    // Only a person's click may open or focus a window: what it would open is written down here.
    const click = (): Promise<readonly string[]> =>
      worker!.evaluate(`(async () => {
        const opened = [];
        self.clients.openWindow = async (url) => void opened.push(url);
        const [notification] = await self.registration.getNotifications();
        self.dispatchEvent(new NotificationEvent('notificationclick', { notification }));
        await new Promise((done) => setTimeout(done, 500));
        return opened;
      })()`);
    const there = new URL(`/runs/${run}#waits`, link).href;
    expect(await click()).toEqual([there]);
    expect(await told()).toEqual([]);
    const next = await begin('second');
    await toldOf(next);
    const shows = await tabs.open(new URL(`/runs/${next}`, link).href);
    await elsewhere.bringToFront();
    expect(await click()).toEqual([]);
    await shows.waitForURL(/#waits$/);
    await shows.close();
  }, 60_000);

  test('nothing comes twice: not when the server was away, not for what was dismissed', async () => {
    const { port } = new URL(link);
    serving.kill('SIGKILL');
    await serving.catch(() => undefined);
    const missed = await begin('third');
    serving = (await startServe(project, '--port', port)).serving;
    expect((await toldOf(missed)).tag).toBe(`ask ${missed}.1`);
    expect((await told()).length).toBe(1);
  }, 60_000);

  test('an answer takes its notification away, and the end of the run is told', async () => {
    await answer(run);
    expect(await toldOf(run)).toMatchObject({ title: 'note: done', tag: `run ${run}` });
  }, 60_000);

  test('whoever sees a page is not told, and whoever switched it off neither', async () => {
    await page.bringToFront();
    const seen = await begin('fourth');
    await knows(seen);
    await elsewhere.bringToFront();
    expect((await told()).filter(({ tag }) => tag.includes(seen))).toEqual([]);
    await page.bringToFront();
    await page.click('#notify');
    await page.waitForSelector('#notify[data-state=off]');
    await elsewhere.bringToFront();
    const last = await begin('fifth');
    await page.bringToFront();
    await knows(last);
    expect([await state(), await told()]).toEqual(['off', []]);
  }, 60_000);
});

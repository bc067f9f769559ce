/** A page is made once for all who look, nothing is missed, and a slow reader is skipped to the newest. */
import { setImmediate as nextTurn } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { expect, test } from 'vitest';
import { html } from '../../../../runs/server/html/html.ts';
import { watchChanges } from '../../../../runs/server/live/changes.ts';
import { createHub } from '../../../../runs/server/live/hub.ts';
import { show } from '../../../../runs/server/live/shown.ts';
import { type Page, section } from '../../../../runs/server/pages/page.ts';

function stage() {
  const site = { version: 1, made: 0, broken: false };
  const hub = createHub(watchChanges(() => site.version));
  const make = async (): Promise<Page> => {
    site.made++;
    if (site.broken) throw new Error('it cannot be made');
    const parts = [section('still', undefined, html`the same`), section('moving', undefined, html`${site.version}`)];
    return { title: 'A page', sections: parts };
  };
  const leave = new AbortController();
  const watch = (seen?: string) => hub.watch('key', make, seen, leave.signal);
  return { site, watch, leave };
}

const read = async (told: AsyncGenerator<Buffer>) => {
  const { value } = await told.next();
  const [, id, data] = /^id: (.*)\nevent: page\ndata: (.*)\n\n$/.exec(String(value)) ?? [];
  return { id: id!, sections: JSON.parse(data!).sections as Record<string, string> };
};

test('many look, and the page is made once for each change', async () => {
  const { site, watch } = stage();
  const readers = Array.from({ length: 50 }, () => watch());
  await Promise.all(readers.map(read));
  site.version = 2;
  const told = await Promise.all(readers.map(read));
  for (const { sections } of told) expect(sections).toEqual({ moving: '<section id="moving">2</section>' });
  expect(site.made).toBe(2);
});

test('whoever did not listen for a while is told the newest, whole', async () => {
  const { site, watch } = stage();
  const [slow, quick] = [watch(), watch()];
  await Promise.all([read(slow), read(quick)]);
  for (site.version = 2; site.version < 5; site.version++) await read(quick);
  const { sections } = await read(slow);
  expect(Object.keys(sections)).toEqual(['still', 'moving']);
  expect(sections.moving).toContain('4');
});

test('whoever has seen the page is told nothing until it changes', async () => {
  const { site, watch } = stage();
  const { id } = await read(watch());
  const told = read(watch(id));
  const first = await Promise.race([told, new Promise((resolve) => setTimeout(resolve, 100, 'nothing'))]);
  expect(first).toBe('nothing');
  site.version = 2;
  expect((await told).sections).toHaveProperty('moving');
});

test('a page that cannot be made ends the stream, and is tried anew by the next', async () => {
  const { site, watch } = stage();
  site.broken = true;
  await expect(watch().next()).rejects.toThrow('it cannot be made');
  site.broken = false;
  expect(Object.keys((await read(watch())).sections)).toEqual(['still', 'moving']);
});

test('nobody looks any more, and it is made no more', async () => {
  const { site, watch, leave } = stage();
  const told = watch();
  await read(told);
  const waiting = told.next();
  leave.abort();
  expect((await waiting).done).toBe(true);
  const { made } = site;
  site.version = 2;
  await new Promise((resolve) => setTimeout(resolve, 150));
  expect(site.made - made).toBeLessThanOrEqual(1);
});

test('of the pages that were shown before, only the last is kept', async () => {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as () => void;
  const page = (nth: number): Page => ({ title: 'A page', sections: [section('a', undefined, html`${nth}`)] });
  let shown = show(page(0), undefined);
  shown.changes();
  const first = new WeakRef(shown.sections);
  for (let nth = 1; nth < 5; nth++) {
    shown = show(page(nth), shown);
    shown.changes();
  }
  // Within a turn of the event loop, what a weak reference was asked for stays.
  await nextTurn();
  collect();
  expect(first.deref()).toBeUndefined();
  expect(String(shown.changes())).toContain('4');
});

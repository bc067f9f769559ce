/** Rows that a reader has are left out, and what they have is enough to put them back. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { html } from '../../../../runs/server/html/html.ts';
import { withoutSeen } from '../../../../runs/server/live/rows.ts';

const asItIs = (text: string): string => text;
type Row = readonly [key: string | undefined, text: string];

/** Two lists, rows without a key among them, and a way on at the end. */
const list = (rows: readonly Row[], others: readonly Row[], title: string): string => {
  const all = (some: readonly Row[]) =>
    some.map(([key, text]) => html`<li${key === undefined ? undefined : html` data-key="${key}"`}><b>${text}</b></li>`);
  const on = html`<li data-key="more"><a data-more href="/">On</a></li>`;
  return html`<section id="a"><h2>${title}</h2><ol>${all(rows)}</ol><ul>${all(others)}${on}</ul></section>`.html;
};

/** As the script does: by key, from what is there. */
const putBack = (told: string, last: string): string =>
  told.replaceAll(/<li data-key="([^"]*)" data-same><\/li>/g, (_, key: string) => {
    const from = last.indexOf(`<li data-key="${key}">`);
    return last.slice(from, last.indexOf('</li>', from) + '</li>'.length);
  });

const text = fc.oneof(fc.string(), fc.constantFrom('<li data-key="1">', '</li>', '" data-same', 'x'));
const key = fc.option(fc.constantFrom('1', '2', '3', '"4', '<5'), { nil: undefined });
const keyed = fc.uniqueArray(fc.tuple(key, text), { selector: ([key, text]) => key ?? `${text} of none` });

test('what was left out is put back as it was', () => {
  const law = fc.property(keyed, keyed, keyed, keyed, text, text, (before, then, now, after, title, other) => {
    const [last, next] = [list(before, then, title), list(now, after, other)];
    expect(putBack(withoutSeen(next, last, asItIs), last)).toBe(next);
  });
  fc.assert(law);
});

test('only what changed is sent, what has no key, and the way on, which is replaced', () => {
  const others: readonly Row[] = [[undefined, 'none']];
  const three = (rows: Readonly<Record<string, string>>) => list(Object.entries(rows), others, 'three');
  const told = withoutSeen(three({ 4: 'row 4', 1: 'row 1', 2: 'row two' }), three({ 1: 'row 1', 2: 'row 2' }), asItIs);
  expect(told).toBe(
    '<section id="a"><h2>three</h2><ol><li data-key="1" data-same></li><li data-key="2"><b>row two</b></li><li data-key="4"><b>row 4</b></li></ol><ul><li><b>none</b></li><li data-key="more"><a data-more href="/">On</a></li></ul></section>',
  );
});

test('of a row that holds a list, the rows of that list are left out', () => {
  const nested = '<ul><li data-key="1">a<ul><li data-key="2">b</li></ul></li></ul>';
  expect(withoutSeen(nested, nested, asItIs)).toBe(
    '<ul><li data-key="1">a<ul><li data-key="2" data-same></li></ul></li></ul>',
  );
});

test('a key that stands there twice says nothing', () => {
  const twice = '<ul><li data-key="1">a</li></ul><ul><li data-key="1">b</li></ul>';
  expect(withoutSeen(twice, twice, asItIs)).toBe(twice);
});

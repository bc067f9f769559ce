/** Rows that a reader has are left out, and what they have is enough to put them back. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { html } from '../../../../runs/server/html/html.ts';
import { withoutSeen } from '../../../../runs/server/live/rows.ts';

const asItIs = (text: string): string => text;
type Rows = readonly (readonly [key: string, text: string])[];

const list = (rows: Rows, title: string): string =>
  html`<section id="a"><h2>${title}</h2><ol>${rows.map(([key, text]) => html`<li data-key="${key}"><b>${text}</b></li>`)}<li data-key="more"><a data-more href="/">On</a></li></ol></section>`
    .html;

/** As the script does: by key, from what is there. */
const putBack = (told: string, last: string): string =>
  told.replaceAll(/<li data-key="([^"]*)" data-same><\/li>/g, (_, key: string) => {
    const from = last.indexOf(`<li data-key="${key}">`);
    return last.slice(from, last.indexOf('</li>', from) + '</li>'.length);
  });

const text = fc.oneof(fc.string(), fc.constantFrom('<li data-key="1">', '</li>', '" data-same', 'x'));
const rows = fc.uniqueArray(fc.tuple(fc.constantFrom('1', '2', '3', '"4', '<5'), text), { selector: ([key]) => key });

test('what was left out is put back as it was', () => {
  const law = fc.property(rows, rows, text, text, (before, now, title, other) => {
    const [last, next] = [list(before, title), list(now, other)];
    expect(putBack(withoutSeen(next, last, asItIs), last)).toBe(next);
  });
  fc.assert(law);
});

test('only what changed is sent, and the way on, which is replaced', () => {
  const last = list(
    ['1', '2', '3'].map((key) => [key, `row ${key}`]),
    'three',
  );
  const next = list(
    [
      ['4', 'row 4'],
      ['1', 'row 1'],
      ['2', 'row two'],
    ],
    'three',
  );
  expect(withoutSeen(next, last, asItIs)).toBe(
    '<section id="a"><h2>three</h2><ol><li data-key="4"><b>row 4</b></li><li data-key="1" data-same></li><li data-key="2"><b>row two</b></li><li data-key="more"><a data-more href="/">On</a></li></ol></section>',
  );
});

test('a row of lists, and a key that stands there twice, are sent whole', () => {
  const nested = '<ul><li data-key="1">a<ul><li data-key="2">b</li></ul></li></ul>';
  const twice = '<ul><li data-key="1">a</li></ul><ul><li data-key="1">b</li></ul>';
  for (const same of [nested, twice]) expect(withoutSeen(same, same, asItIs)).toBe(same);
});

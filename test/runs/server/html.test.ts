/** Whatever is put into a template stays text. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { cut, html } from '../../../runs/server/html/html.ts';

const decode = (text: string) =>
  text.replace(
    /&(lt|gt|quot|amp|#39);/g,
    (_, name: string) => ({ lt: '<', gt: '>', quot: '"', amp: '&', '#39': "'" })[name]!,
  );

const nasty = fc.string({
  unit: fc.constantFrom('<', '>', '"', "'", '&', 'a', ' ', '\n', '\u001b', '\u202e', '\u0000', '-', '!', '/'),
});

test('no value leaves its place, and none is lost', () => {
  fc.assert(
    fc.property(nasty, (text) => {
      const [, attribute, content] = /^<p title="([^"<>]*)">([^"'<>]*)<\/p>$/.exec(
        html`<p title="${text}">${text}</p>`.html,
      )!;
      expect(attribute).toBe(content);
      // biome-ignore lint/suspicious/noControlCharactersInRegex: what must not be there
      expect(content).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u202e]/);
      expect(decode(content!)).toHaveLength(text.length);
    }),
  );
});

test('parts are joined, and what is not there is nothing', () => {
  const items = ['<a>', 'b'].map((item) => html`<li>${item}</li>`);
  expect(html`<ul>${items}${undefined}</ul>${0}`.html).toBe('<ul><li>&lt;a&gt;</li><li>b</li></ul>0');
});

test('long text is cut', () => {
  expect(cut('abc', 3)).toBe('abc');
  expect(cut('abc d', 4)).toBe('abc…');
});

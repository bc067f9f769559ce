/** What agents write is shown as it was meant, and can be nothing else than text, links and a short list of elements. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { longestMarkdown, renderMarkdown } from '../../../../runs/server/html/markdown.ts';
import { holds } from '../../../laws/holds.ts';

const read = (text: string): string => renderMarkdown(text).html;
const inside = (text: string): string => /^<div class="text">(.*)<\/div>$/s.exec(read(text))?.[1] ?? '';

/** All that may ever stand between < and >. */
const known =
  /^<(\/?(blockquote|code|em|h[4-6]|li|ol|p|pre|s|strong|table|tbody|td|th|thead|tr|ul|div|a)|br|hr|ol start="\d+"|div class="(text|scroll)"|div class="scroll" tabindex="0"|pre class="plain"|a href="(https?:\/\/|mailto:)[^"<>]*" rel="noreferrer noopener nofollow")>$/;

function strangeTags(html: string): readonly string[] {
  return (html.match(/<[^>]*>?/g) ?? []).filter((tag) => !known.test(tag));
}

describe('what agents write', () => {
  test('reads as it was meant', () => {
    const text =
      '# Done\n\n**All** `tests` ~~fail~~ *pass*:\n\n3. one\n4. two\n\n- a\n\n> said\n\n```js\nif (a < b) {}\n```\n\n|a|b|\n|-|-|\n|1|2|\n\n---\nend  \nof it';
    const html = inside(text);
    expect(html).toContain('<h4>Done</h4>');
    expect(html).toContain('<p><strong>All</strong> <code>tests</code> <s>fail</s> <em>pass</em>:</p>');
    expect(html).toContain('<ol start="3"><li>one</li><li>two</li></ol>');
    expect(html).toContain('<ul><li>a</li></ul>');
    expect(html).toContain('<blockquote><p>said</p></blockquote>');
    expect(html).toContain('<pre><code>if (a &lt; b) {}\n</code></pre>');
    expect(html).toContain('<th>a</th>');
    expect(html).toContain('<td>2</td>');
    expect(html).toContain('<hr><p>end<br>of it</p>');
  });

  test('has no heading above those of the page', () => {
    expect(inside('# a\n\n### b\n\n###### c')).toBe('<h4>a</h4><h6>b</h6><h6>c</h6>');
  });

  test('hides nothing: what defines a link stands there', () => {
    expect(inside('[x]: https://a.example "hidden words"')).toContain('hidden words');
  });
});

describe('links', () => {
  const rel = 'rel="noreferrer noopener nofollow"';

  test('lead to whole addresses, and give nothing away', () => {
    expect(inside('[a](https://b.example/c?d=1&e)')).toBe(
      `<p><a href="https://b.example/c?d=1&amp;e" ${rel}>a</a></p>`,
    );
    expect(inside('[a](mailto:b@c.example)')).toContain('href="mailto:b@c.example"');
    expect(inside('see https://b.example/c.')).toContain(
      `<a href="https://b.example/c" ${rel}>https://b.example/c</a>.`,
    );
    expect(inside('[a](HTTPS://B.example)')).toContain('href="https://b.example/"');
  });

  test.each([
    '[a](javascript:alert(1))',
    '[a](JaVaScRiPt:alert(1))',
    '[a](java\nscript:alert(1))',
    '[a](java&#10;script:alert(1))',
    '[a](&#106;avascript:alert(1))',
    '[a](\u0001javascript:alert(1))',
    '<javascript:alert(1)>',
    '[a](data:text/html;base64,PHNjcmlwdD4=)',
    '[a](data:image/png;base64,AAAA)',
    '[a](vbscript:x)',
    '[a](file:///etc/passwd)',
    '[a](blob:https://x/1)',
    '[a](view-source:https://x)',
    '[a](/runs/r1/cancel)',
    '[a](//evil.example/x)',
    '[a](\\\\evil.example)',
    '[a](?comment=1#form)',
    '[a](#main)',
    '[a]()',
    '[a](https:)',
    `[a](https://x/${'y'.repeat(3_000)})`,
    '![a](javascript:alert(1))',
    '![a](/assets/icon.svg)',
    '![a](data:image/svg+xml;base64,AAAA)',
    'ftp://x.example/y',
  ])('%s is none', (text) => {
    expect(read(text)).not.toContain('<a');
    expect(strangeTags(read(text))).toEqual([]);
  });

  test('cannot leave their quotes', () => {
    for (const text of [
      '[a](https://x/"onclick="alert(1))',
      "[a](https://x/'onclick='alert(1))",
      '[a](<https://x/ onclick=alert(1)>)',
      '[a](https://x "t\\" onclick=\\"alert(1)")',
      '[a](https://x/&quot;onclick=&quot;alert&#40;1&#41;)',
    ]) {
      expect(strangeTags(read(text))).toEqual([]);
      expect(read(text)).not.toMatch(/<[^>]* on/);
    }
  });

  test('a picture is never loaded: it is a link', () => {
    const html = read('![a chart](https://spy.example/x.png "t")');
    expect(html).toContain(`<a href="https://spy.example/x.png" ${rel}>picture: a chart</a>`);
    expect(html).not.toMatch(/<img|src=/);
  });
});

describe('nothing that is written becomes part of the page', () => {
  test.each([
    '<script>alert(1)</script>',
    '<img src=x onerror=alert(1)>',
    '<svg><style><img src=x onerror=alert(1)></style></svg>',
    '<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=1 onerror=alert(1)&gt;">',
    '<a id="main" name="forms" class="pill" href="https://x">y</a>',
    '<form action="/runs/r1/cancel" method="post"><button>ok</button></form>',
    '<!-- --><script>1</script>',
    '</section></main><h1 id="main">owned</h1>',
    '<textarea></textarea/><script>alert(1)</script>',
    '<iframe srcdoc="<script>alert(1)</script>">',
    '<base href="https://evil.example/">',
    '<meta http-equiv="refresh" content="0;url=https://evil.example">',
    '```"><script>alert(1)</script>\nx\n```',
    '`<b>`',
    '| <b> |\n|---|\n| <img src=x> |',
    '![<script>alert(1)</script>](https://x/y)',
    '[<script>alert(1)</script>](https://x/y)',
    '# <script>alert(1)</script> {#main .pill onclick=alert(1)}',
    '&lt;script&gt;alert(1)&lt;/script&gt;',
    '<https://x/"><script>alert(1)</script>>',
    '\\<script>alert(1)\\</script>',
    '<div\n\n><script\n>alert(1)</script>',
  ])('%s', (text) => {
    expect(strangeTags(read(text))).toEqual([]);
  });

  test('what moves a terminal, turns the reading order or cannot be seen is made visible', () => {
    const html = read(
      'a\u001b[2Jb \u202eevil\u2066 `\u0007\u200b` [\u202ex](https://y/\u202e) \u0000\n```\n\u009b31m\n```',
    );
    // biome-ignore lint/suspicious/noControlCharactersInRegex: what must not be there
    expect(html).not.toMatch(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u200b\u202e\u2066]/);
    expect(html).toContain('\u241b[2J');
  });

  test('whatever is written, only known elements come of it', () => {
    const piece = fc.constantFrom(
      ...'<>"\'&;:/\\[]()!*_`~#|-= \n\t'.split(''),
      ...[
        'script',
        'javascript:',
        'https://x',
        '<a ',
        'onerror=',
        '![',
        '](',
        '```',
        '<!--',
        '-->',
        '&#x3c;',
        '\u202e',
      ],
    );
    const text = fc
      .array(fc.oneof(piece, fc.string({ maxLength: 4 })), { maxLength: 60 })
      .map((parts) => parts.join(''));
    holds(text, 1_000, (written) => {
      expect(strangeTags(read(written))).toEqual([]);
    });
  });
});

describe('what is too much stays as it was written', () => {
  test('a long text, at once', () => {
    const html = read(`**a** ${'b'.repeat(1_000_000)}`);
    expect(html.startsWith('<pre class="plain">**a** b')).toBe(true);
  });

  test('a text that would come to far more than was written', () => {
    const cells = `${'|a'.repeat(300)}|\n${'|-'.repeat(300)}|\n${'a\n'.repeat(2_000)}`;
    expect(cells.length).toBeLessThan(longestMarkdown);
    expect(read(cells).startsWith('<pre class="plain">')).toBe(true);
    const links = `[a]: https://x/${'y'.repeat(1_900)}\n\n${'[a]'.repeat(5_000)}`;
    expect(read(links).length).toBeLessThan(100_000);
  });

  test.each([
    ['quotes', '> '],
    ['lists', '- '],
    ['brackets', '['],
    ['pictures', '!['],
    ['stars', '*a **a '],
    ['ticks', '`a'],
    ['tags', '<a '],
    ['addresses', 'http://a.b/('],
    ['link ends', '](a)'],
  ])('%s within each other are no stack to fall off', (_, piece) => {
    const text = piece.repeat(Math.floor(longestMarkdown / piece.length));
    expect(strangeTags(read(text))).toEqual([]);
  });
});

/** What agents changed, file by file: of any attempt, of a workspace as it stands, and of one file in it. */
import { describe, expect, test } from 'vitest';
import type { RunEvent } from '../../../../engine/events.ts';
import type { CommitFile } from '../../../../engine/ports/workspaces.ts';
import type { WorkspaceLook } from '../../../../runs/server/ports.ts';
import { specOf } from '../../../engine/spec.ts';
import { created } from '../../events.ts';
import { journalRun, openDesk, pollyHistory } from '../desk.ts';

const plain = (href: string) => href.replaceAll('&amp;', '&');
const textOf = (body: string) => body.replace(/<[^>]*>/g, ' ').replace(/\s+/g, ' ');
const spec = specOf([{ id: 'write', agent: 'claude', prompt: 'Go.' }]);
const branch = 'omni/r1/main';

function wrote(diff: string, files: readonly CommitFile[] = []): readonly RunEvent[] {
  const place = { at: 2_000, frame: '', step: 'write', attempt: 1 };
  return [
    created,
    { type: 'step.started', ...place, visit: 1, plan: { agent: 'claude' } },
    {
      type: 'step.finished',
      ...place,
      outcome: 'done',
      result: { diff, branch, text: 'done', files: files.map((file) => ({ ...file })) },
    },
  ];
}

const edit = `diff --git a/a.js b/a.js
index 1111111..2222222 100644
--- a/a.js
+++ b/a.js
@@ -10,3 +10,4 @@ function head() {
 same
-old <b>
+new <i>
+more
 end
\\ No newline at end of file
diff --git a/was.js b/is.js
similarity index 100%
rename from was.js
rename to is.js
diff --git a/x.png b/x.png
new file mode 100644
index 0000000..3333333
Binary files /dev/null and b/x.png differ
diff --git a/gone.sh b/gone.sh
deleted file mode 100755
index 4444444..0000000
--- a/gone.sh
+++ /dev/null
@@ -1 +0,0 @@
-bye
`;

const large = (path: string, lines: number): string =>
  `diff --git a/${path} b/${path}\nnew file mode 100644\n--- /dev/null\n+++ b/${path}\n@@ -0,0 +1,${lines} @@\n${Array.from({ length: lines }, (_, index) => `+line ${index + 1}\n`).join('')}`;

async function deskWith(diff: string, look?: WorkspaceLook, files?: readonly CommitFile[]) {
  const desk = await openDesk(undefined, look && { look });
  await journalRun(desk.journal, 'r1', spec, wrote(diff, files));
  return { ...desk, changes: (query = '') => desk.get(`/runs/r1/changes?${query}`) };
}

describe('changes', () => {
  test('of a real run: the last that was written, and all attempts to choose from', async () => {
    const { journal, get } = await openDesk();
    const polly = pollyHistory();
    await journalRun(journal, 'r1', polly.spec, polly.events);
    const { body } = await get('/runs/r1/changes');
    const text = textOf(body);
    for (const said of ['build[0].write', 'attempt 1', 'attempt 2', 'build[1].write', '2 files', 'src/']) {
      expect(text).toContain(said);
    }
    expect(body).toContain('aria-current="true"');
    const seqs = [...body.matchAll(/changes\?seq=(\d+)"/g)].map(([, seq]) => seq);
    expect(new Set(seqs).size).toBeGreaterThanOrEqual(4);
    for (const seq of new Set(seqs)) expect((await get(`/runs/r1/changes?seq=${seq}`)).status).toBe(200);
  });

  test('name files with what was done to them, and count lines', async () => {
    const { changes } = await deskWith(edit);
    const text = textOf((await changes()).body);
    expect(text).toContain('4 files +2 −2');
    expect(text).toContain('a.js changed +2 −1');
    expect(text).toContain('was.js → is.js renamed');
    expect(text).toContain('x.png added, binary');
    expect(text).toContain('gone.sh deleted');
  });

  test('stand line by line with their numbers and a sign, not by colour alone', async () => {
    const { changes } = await deskWith(edit);
    const { body } = await changes();
    const rows = [...body.matchAll(/<tr class="is-\w+">(.*?)<\/tr>/g)].map(([, row]) =>
      row!.replace(/<\/td>/g, '|').replace(/<[^>]*>/g, ''),
    );
    expect(rows.slice(0, 5)).toEqual([
      '10|10||same|',
      '11||−|old &lt;b&gt;|',
      '|11|+|new &lt;i&gt;|',
      '|12|+|more|',
      '12|13||end (no line break at the end)|',
    ]);
    expect(body).toContain('@@ −10,3 +10,4 @@ <span>function head() {</span>');
  });

  test('of large files are folded, and loaded by parts', async () => {
    const { changes, get } = await deskWith(large('big.txt', 1_000) + edit);
    const { body } = await changes();
    expect(Buffer.byteLength(body)).toBeLessThan(100_000);
    expect(body).not.toContain('line 500');
    expect(body).toContain('new &lt;i&gt;');
    let query = /href="\/runs\/r1\/changes\?([^"#]*file=0)#f0"/.exec(body)?.[1]?.replaceAll('&amp;', '&');
    const lines: string[] = [];
    while (query !== undefined) {
      const part = (await get(`/runs/r1/changes?${query}`)).body;
      expect(Buffer.byteLength(part)).toBeLessThan(150_000);
      lines.push(...[...part.matchAll(/<code>(line \d+)<\/code>/g)].map(([, line]) => line!));
      query = /<a data-more href="\/runs\/r1\/changes\?([^"]*)"/.exec(part)?.[1]?.replaceAll('&amp;', '&');
    }
    expect(lines).toEqual(Array.from({ length: 1_000 }, (_, index) => `line ${index + 1}`));
  });

  test('of hundreds of files come by pages of less than 100 KB, and each of them once', async () => {
    const { changes, get } = await deskWith(
      Array.from({ length: 600 }, (_, at) => large(`src/f${at}.txt`, 20)).join(''),
    );
    expect(textOf((await changes()).body)).toContain('600 files');
    const listed: string[] = [];
    const drawn: string[] = [];
    const foldedOnes: [query: string, index: string][] = [];
    for (let query: string | undefined = ''; query !== undefined; ) {
      const { body } = await changes(query);
      expect(Buffer.byteLength(body)).toBeLessThan(100_000);
      listed.push(...[...body.matchAll(/<li><span class="sign".*?<code>([^<]*)</g)].map(([, path]) => path!));
      drawn.push(...[...body.matchAll(/<section id="f(\d+)"/g)].map(([, index]) => `src/f${index}.txt`));
      // What one sees first of a page has its lines, and a link of it leads to where the file stands.
      const [first] = /<section id="f\d+".*?<\/section>/s.exec(body) ?? [];
      expect(first).toContain('line 20');
      const [, folded, index] = /changes\?([^"]*file=\d+)#f(\d+)/.exec(body) ?? [];
      if (folded !== undefined) foldedOnes.push([plain(folded), index!]);
      const [, next] = /<a href="\/runs\/r1\/changes\?([^"]*)">\d+ more files/.exec(body) ?? [];
      query = next && plain(next);
    }
    expect(listed).toEqual(Array.from({ length: 600 }, (_, at) => `src/f${at}.txt`));
    expect(drawn).toEqual(listed);
    expect(foldedOnes.length).toBeGreaterThan(3);
    for (const [query, index] of foldedOnes.slice(0, 3)) {
      const alone = (await changes(query)).body;
      expect(alone).toContain(`<section id="f${index}"`);
      expect(Buffer.byteLength(alone)).toBeLessThan(100_000);
      const [, back] = /<ul class="files">.*?href="\/runs\/r1\/changes\?([^"#]*)#f/s.exec(alone)!;
      expect((await changes(plain(back!))).body).toContain(`<section id="f${index}"`);
    }
    expect(textOf((await get('/runs/r1/changes?files=9999')).body)).toContain('Files 600 to 600');
  });

  test('of long lines and long names stay a page', async () => {
    const long = (at: number) =>
      large(`${`${'n'.repeat(200)}/`.repeat(9)}${at}`, 100).replaceAll('+line', `+${'x'.repeat(3_000)}`);
    const { changes } = await deskWith(Array.from({ length: 20 }, (_, at) => long(at)).join(''));
    const { body } = await changes();
    expect(Buffer.byteLength(body)).toBeLessThan(100_000);
    expect(body).toMatch(/Show 100 lines/);
  });

  test('that were cut, or are no diff, say so', async () => {
    expect(textOf((await (await deskWith(`${edit}what is this\n`)).changes()).body)).toContain('This is not all of it');
  });

  const counted = (path: string, added: number) => ({ path, added, removed: 0, op: 'create' as const });
  const cutDiff = `${edit}diff --git a/m.js b/m.js\nnew file mode 100644\n--- /dev/null\n+++ b/m.js\n@@ -0,0 +1,2 @@\n+let m\n`;
  const all = [counted('a.js', 2), counted('m.js', 2), counted('z/evil <b>.js', 70_000)];

  test.each([
    ['of a workspace', '', lookAt({}, cutDiff, all), `workspace=${encodeURIComponent(branch)}`],
    ['of an attempt', `${cutDiff}[… 9 characters of the diff cut …]\n`, undefined, ''],
  ])('%s that were cut name every file, and say why there are no lines', async (_, diff, look, query) => {
    const { changes } = await deskWith(diff, look, all);
    const { body } = await changes(query);
    const text = textOf(body);
    expect(text).toContain('6 files');
    expect(body).toMatch(
      /<ul class="files">.*<code>z\/evil &lt;b&gt;.js<\/code><\/a> <span class="counts"><ins>\+70,000/s,
    );
    expect(text).toMatch(/evil &lt;b&gt;.js added \+70,000 −0 (whole file )?Its lines are not shown here/);
    expect(text.match(/lines at the end of this file may be missing/g)).toHaveLength(1);
    expect(text).toContain('let m');
    const alone = await changes(`${query}&file=5`);
    expect([alone.status, textOf(alone.body)]).toEqual([200, expect.stringContaining('Its lines are not shown here')]);
  });

  test('there are none of a run that wrote nothing; and none of what is not there', async () => {
    const { journal, get } = await openDesk();
    await journalRun(journal, 'r1', spec, [created]);
    expect(textOf((await get('/runs/r1/changes')).body)).toContain('Nothing was changed yet.');
    for (const query of ['seq=2', 'seq=99', 'seq=-1', 'workspace=omni/r1/main', 'workspace=../..']) {
      expect([query, (await get(`/runs/r1/changes?${query}`)).status]).toEqual([query, 404]);
    }
  });

  test('hold nothing hostile, in names and in lines', async () => {
    const nasty = '<script>alert(1)</script>\u001b[2J\u202e';
    const diff = `diff --git "a/${nasty}" "b/${nasty}"\nnew file mode 100644\n--- /dev/null\n+++ "b/${nasty}"\n@@ -0,0 +1 @@ ${nasty}\n+${nasty}\n`;
    const { changes } = await deskWith(diff);
    const { body } = await changes();
    expect(body.match(/<script/g)).toHaveLength(1);
    // biome-ignore lint/suspicious/noControlCharactersInRegex: what must not be there
    expect(body).not.toMatch(/[\u0000-\u0008\u000b-\u001f\u202e]/);
  });
});

/** A look at what is asked for and nothing else. */
function lookAt(
  files: Readonly<Record<string, string | undefined>>,
  diff = edit,
  counted: readonly CommitFile[] = [],
): WorkspaceLook & { asked: string[] } {
  const asked: string[] = [];
  return {
    asked,
    list: async () => [{ key: branch, branch, live: true }],
    changes: async () => ({ diff, files: counted, cut: counted.length > 0 }),
    file: async (_run, _key, path) => {
      asked.push(path);
      if (!Object.hasOwn(files, path)) return undefined;
      const text = files[path];
      return { bytes: text?.length ?? 9, binary: text === undefined, ...(text !== undefined && { text }) };
    },
  };
}

describe('a workspace', () => {
  test('is shown as it stands now', async () => {
    const { changes } = await deskWith('', lookAt({}));
    const first = (await changes()).body;
    expect(first).toContain('href="/runs/r1/changes?workspace=omni%2Fr1%2Fmain"');
    const { body } = await changes(`workspace=${encodeURIComponent(branch)}`);
    expect(textOf(body)).toContain('4 files +2 −2');
    expect(body).toContain('href="/runs/r1/files?workspace=omni%2Fr1%2Fmain&amp;path=a.js"');
    expect(body).not.toContain('path=gone.sh');
  });

  test('has files, with their lines numbered, by parts', async () => {
    const text = Array.from({ length: 900 }, (_, index) => `row ${index + 1} <b>`).join('\n');
    const { get } = await deskWith(edit, lookAt({ 'a.js': text, 'x.png': undefined }));
    const file = (path: string, more = '') =>
      get(`/runs/r1/files?workspace=${encodeURIComponent(branch)}&path=${encodeURIComponent(path)}${more}`);
    const { status, body } = await file('a.js');
    expect(status).toBe(200);
    expect(textOf(body)).toContain('900 lines');
    expect(body).toMatch(/aria-label="comment on line 7">7<\/a><\/td><td class="l"><code>row 7 &lt;b&gt;</);
    expect(body).toContain('500 more lines');
    expect((await file('a.js', '&from=800')).body).toContain('row 900 ');
    expect(textOf((await file('x.png')).body)).toContain('A binary file.');
  });

  test('shows no file but what the look gives, of no workspace but those that it lists', async () => {
    const look = lookAt({ 'a.js': 'x' });
    const { get } = await deskWith(edit, look);
    const key = encodeURIComponent(branch);
    for (const query of [
      `workspace=${key}&path=b.js`,
      `workspace=${key}&path=../../etc/passwd`,
      `workspace=${key}&path=__proto__`,
      `workspace=${key}`,
      'path=a.js',
    ]) {
      expect([query, (await get(`/runs/r1/files?${query}`)).status]).toEqual([query, 404]);
    }
    look.asked.length = 0;
    expect((await get('/runs/r1/files?workspace=..%2F..&path=a.js')).status).toBe(404);
    expect(look.asked).toEqual([]);
  });
});

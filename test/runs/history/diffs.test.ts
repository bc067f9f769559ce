/** Diffs as git itself writes them, and as nobody should. */
import { execFileSync, spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { RunEvent } from '../../../engine/events.ts';
import { linesOf } from '../../../runs/history/diffs/lines.ts';
import { type SplitDiff, splitDiff } from '../../../runs/history/diffs/split.ts';
import { type DiffHunk, openHistory } from '../../../runs/history/index.ts';
import { holds } from '../../laws/holds.ts';
import { created } from '../events.ts';
import { temporaryFolder } from '../journal/folder.ts';
import { keep, keepRecorded, recorded, run } from './record.ts';

const git = (folder: string, ...args: string[]): string =>
  execFileSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@example.org', ...args], {
    cwd: folder,
    encoding: 'utf8',
    env: { PATH: process.env.PATH, GIT_CONFIG_GLOBAL: '/dev/null', GIT_CONFIG_SYSTEM: '/dev/null' },
  });

/** What `git diff` says of a repository in which `change` was done to the files. */
function diffOf(files: Readonly<Record<string, string>>, change: (folder: string) => void): string {
  const folder = temporaryFolder();
  git(folder, 'init', '-q');
  for (const [name, content] of Object.entries(files)) writeFileSync(join(folder, name), content);
  git(folder, 'add', '-A');
  git(folder, 'commit', '-qm', 'before');
  change(folder);
  git(folder, 'add', '-A');
  return git(folder, 'diff', '--cached', '--find-renames', '--src-prefix=a/', '--dst-prefix=b/');
}

const told = ({ files }: SplitDiff) => files.map(({ hunks: _, index: __, ...file }) => file);
const allHunks = (diff: SplitDiff, index: number): readonly DiffHunk[] =>
  linesOf(diff, diff.files[index]!, { limit: 5_000 }).hunks;

/** What a hunk makes of the text before. */
function applied(before: string, hunks: readonly DiffHunk[]): string {
  const old = before.match(/[^\n]*\n|[^\n]+$/g) ?? [];
  const fresh: string[] = [];
  let done = 0;
  for (const { oldStart, oldLines, lines } of hunks) {
    const at = oldLines === 0 ? oldStart : oldStart - 1;
    fresh.push(...old.slice(done, at));
    for (const line of lines) {
      const whole = line.noNewline ? line.text : `${line.text}\n`;
      if (line.type !== 'add') expect(old[line.old! - 1]).toBe(whole);
      if (line.type !== 'remove') {
        fresh.push(whole);
        expect(fresh.length).toBe(line.new);
      }
    }
    done = at + oldLines;
  }
  return [...fresh, ...old.slice(done)].join('');
}

describe('a diff of git', () => {
  test('names its files and what became of them', () => {
    const text = 'a line\n'.repeat(20);
    const diff = splitDiff(
      diffOf({ 'edited.js': text, gone: 'gone\n', 'old name': text, tool: 'x', 'kept.js': 'kept' }, (folder) => {
        writeFileSync(join(folder, 'edited.js'), `${text}-- more\n++ and more`);
        rmSync(join(folder, 'gone'));
        renameSync(join(folder, 'old name'), join(folder, 'new name'));
        chmodSync(join(folder, 'tool'), 0o755);
        mkdirSync(join(folder, 'sub b'));
        writeFileSync(join(folder, 'sub b', 'ä "quoted"\t\\.txt'), 'new\n');
        writeFileSync(join(folder, 'picture'), Buffer.from([0, 1, 2]));
        writeFileSync(join(folder, 'empty'), '');
      }),
    );
    const plain = { added: 0, removed: 0, binary: false, lines: 0 };
    expect(diff.problem).toBeUndefined();
    expect(told(diff)).toEqual([
      { ...plain, path: 'edited.js', op: 'edit', added: 2, lines: 5 },
      { ...plain, path: 'empty', op: 'create', newMode: '100644' },
      { ...plain, path: 'gone', op: 'delete', oldMode: '100644', removed: 1, lines: 1 },
      { ...plain, path: 'new name', from: 'old name', op: 'rename' },
      { ...plain, path: 'picture', op: 'create', newMode: '100644', binary: true },
      { ...plain, path: 'sub b/ä "quoted"\t\\.txt', op: 'create', newMode: '100644', added: 1, lines: 1 },
      { ...plain, path: 'tool', op: 'edit', oldMode: '100644', newMode: '100755' },
    ]);
    expect(allHunks(diff, 0)[0]?.lines.slice(-2)).toEqual([
      { type: 'add', new: 21, text: '-- more' },
      { type: 'add', new: 22, text: '++ and more', noNewline: true },
    ]);
  });

  test('leads from the text before to the text after', () => {
    const line = fc.constantFrom(
      '',
      'a',
      'b',
      '-',
      '+',
      '--- x',
      '+++ y',
      '@@ -1 +1 @@',
      'diff --git a/x b/x',
      '\\ No',
      'c\r',
    );
    const text = fc.tuple(fc.array(line, { maxLength: 30 }), fc.boolean()).map(([lines, ends]) =>
      lines
        .map((one) => `${one}\n`)
        .join('')
        .slice(0, ends ? undefined : -1),
    );
    const folder = temporaryFolder();
    holds(fc.tuple(text, text), 60, ([before, after]) => {
      writeFileSync(join(folder, 'one'), before);
      writeFileSync(join(folder, 'other'), after);
      const { stdout } = spawnSync('git', ['diff', '--no-index', '--', 'one', 'other'], {
        cwd: folder,
        encoding: 'utf8',
      });
      const diff = splitDiff(stdout);
      expect(diff.problem).toBeUndefined();
      expect(diff.files.length).toBe(before === after ? 0 : 1);
      if (before === after) return;
      expect(applied(before, allHunks(diff, 0))).toBe(after);
      const { added, removed, lines } = diff.files[0]!;
      const all = allHunks(diff, 0).flatMap((hunk) => hunk.lines);
      expect([added, removed, lines]).toEqual([
        all.filter(({ type }) => type === 'add').length,
        all.filter(({ type }) => type === 'remove').length,
        all.length,
      ]);
      const paged = [];
      for (let from: number | undefined = 0; from !== undefined; ) {
        const page = linesOf(diff, diff.files[0]!, { from, limit: 3 });
        paged.push(...page.hunks.flatMap((hunk) => hunk.lines));
        from = page.next;
      }
      expect(paged).toEqual(all);
    });
  });
});

describe('what is no diff', () => {
  test('is said, and never throws', () => {
    const part = fc.constantFrom(
      'diff --git a/x b/x',
      'diff --git "a/x" b/y',
      'diff --git ',
      '--- a/x',
      '+++ "b/\\377\\q',
      '@@ -1,3 +1,3 @@',
      '@@ -1,999999999 +1,999999999 @@ f()',
      '@@ -99999999999999999999 +1 @@',
      ' a',
      '-b',
      '+c',
      '\\ No newline at end of file',
      '',
      'Binary files a/x and b/x differ',
      'rename from "',
      '[… 10 characters cut …]',
    );
    const text = fc.array(fc.oneof(part, fc.string()), { maxLength: 40 }).map((lines) => lines.join('\n'));
    holds(text, 500, (given) => {
      const diff = splitDiff(given);
      for (const file of diff.files) {
        const all = allHunks(diff, file.index).flatMap(({ lines }) => lines);
        expect(all.length).toBe(file.lines);
      }
    });
  });

  test('a diff whose end was cut off shows what there is', () => {
    const diff = splitDiff('diff --git a/x b/x\n--- a/x\n+++ b/x\n@@ -1,3 +1,4 @@\n a\n+b\n[… 100 characters cut …]\n');
    expect(diff).toMatchObject({ cut: true, problem: 'A hunk is shorter than it says.' });
    expect(told(diff)).toMatchObject([{ path: 'x', added: 1, lines: 2 }]);
  });

  test('takes no longer for what is made to take long', () => {
    const many = 'diff --git '.repeat(200_000);
    const names = `diff --git "${'\\'.repeat(400_001)}`;
    const tabs = `diff --git a/x b/x\n--- a/${'\t'.repeat(400_000)}\n`;
    for (const text of [many, names, tabs, '@@ '.repeat(500_000), '\\\n'.repeat(500_000)]) {
      expect(splitDiff(text).files.length).toBeLessThan(2);
    }
  });
});

describe('the diffs of a run', () => {
  test('are those that its steps left, the newest round first', async () => {
    const history = openHistory(await keepRecorded('polly'));
    const steps = await history.diffs(run);
    const writers = steps.filter(({ address }) => address.endsWith('/write'));
    expect(writers.map(({ rounds }) => rounds.length).sort()).toEqual([1, 1, 2]);
    for (const { rounds } of steps) {
      expect(rounds.map(({ seq }) => seq)).toEqual(rounds.map(({ seq }) => seq).sort((one, other) => other - one));
      for (const { seq, files, added, removed } of rounds) {
        const diff = await history.diff(run, seq);
        expect(diff?.problem).toBeUndefined();
        expect(diff?.files.length).toBe(files);
        expect(diff?.files.reduce((sum, file) => sum + file.added, 0)).toBe(added);
        expect(diff?.files.reduce((sum, file) => sum + file.removed, 0)).toBe(removed);
        const page = await history.diffFile(run, seq, 0, { limit: 2 });
        expect(page?.hunks[0]?.lines.length).toBe(2);
      }
    }
    for (const seq of [0, 1, -1, 0.5, 10_000]) expect(await history.diff(run, seq)).toBeUndefined();
    expect(await history.diffFile(run, steps[0]!.rounds[0]!.seq, 99)).toBeUndefined();
  });

  test('also when they are too large for a row', async () => {
    const diff = `diff --git a/x b/x\n--- a/x\n+++ b/x\n@@ -0,0 +1,90000 @@\n${'+line\n'.repeat(90_000)}`;
    const files = [{ path: 'x', added: 90_000, removed: 0, op: 'create' }];
    const place = { frame: '', step: 'plan', attempt: 1 };
    const kept = keep(recorded('polly').spec);
    const finished: RunEvent = {
      type: 'step.finished',
      at: 2_000,
      ...place,
      outcome: 'done',
      result: { diff, files, branch: 'b' },
    };
    await kept.append([created, { type: 'step.started', at: 1_500, ...place, visit: 1 }, finished]);
    const history = openHistory(kept);
    expect(await history.diffs(run)).toMatchObject([
      { address: 'plan', rounds: [{ seq: 3, attempt: 1, branch: 'b', added: 90_000, files: 1 }] },
    ]);
    const page = await history.diffFile(run, 3, 0, { from: 89_999, limit: 10 });
    expect(page?.hunks).toMatchObject([{ skipped: 89_999, lines: [{ type: 'add', new: 90_000, text: 'line' }] }]);
    expect(page?.next).toBeUndefined();
  });
});

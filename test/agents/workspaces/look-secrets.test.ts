/** Secrets of a run do not reach whoever looks at what its agents wrote: in files, in changes, in names, at cuts. */
import { realpathSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { createLook, type Redaction } from '../../../agents/workspaces/look.ts';
import { createRedactor } from '../../../runs/redact.ts';
import { git, message, plan, useRepositories, writeFiles } from './repository.ts';

const { env, makeFolder, makeRepository, open } = useRepositories();

const token = 'gh_s3cr3t/t?k+n';
/** Each line of it is too short to be known by itself. */
const codes = 'a1b2c3d4\ne5f6g7h8\ni9j0k1l2';
const known: Redaction = { text: createRedactor({ TOKEN: token, CODES: codes }).text, unknown: [] };

const lookAt = (repo: string, redaction = known, branches: readonly string[] = []) =>
  createLook({ home: join(repo, '.omni'), env, sourceOf: async () => ({ repo, here: false, branches, redaction }) });

const key = 'omni/R1/write';

async function begin(files?: Readonly<Record<string, string>>) {
  const repo = realpathSync(makeRepository(files));
  const workspaces = await open(repo);
  const { place } = await workspaces.open('R1', plan('write'));
  return { repo, workspaces, worktree: place.root, look: lookAt(repo) };
}

const held = (text: string): readonly string[] => [token, ...codes.split('\n')].filter((part) => text.includes(part));

test('files and changes are seen without them, with as many lines as there are', async () => {
  const { worktree, look } = await begin({ 'old.txt': `${token}\nkept\n` });
  writeFiles(worktree, { 'new.txt': `one\nkey=${token}\n${codes}\nlast\n`, 'old.txt': 'kept\n' });
  symlinkSync(`/run/${encodeURIComponent(token)}`, join(worktree, 'link'));
  expect(await look.file('R1', key, 'new.txt')).toMatchObject({
    text: 'one\nkey=[secret TOKEN]\n[secret CODES]\n[secret CODES]\n[secret CODES]\nlast\n',
  });
  expect(await look.file('R1', key, 'link')).toMatchObject({ kind: 'link', text: '/run/[secret TOKEN]' });
  const { diff, files } = await look.changes('R1', key);
  expect(held(diff)).toEqual([]);
  expect(diff).toContain('\n+key=[secret TOKEN]\n+[secret CODES]\n+[secret CODES]\n+[secret CODES]\n+last\n');
  expect(diff).toContain('\n-[secret TOKEN]\n kept\n');
  expect(files.map(({ path }) => path)).toEqual(['link', 'new.txt', 'old.txt']);
});

test('nor are they in what was committed', async () => {
  const { workspaces, worktree, look } = await begin();
  writeFiles(worktree, { 'b.txt': `${token}\n` });
  await workspaces.commit('R1', plan('write'), message);
  await workspaces.finish('R1', false);
  expect(held((await look.changes('R1', key)).diff)).toEqual([]);
  expect(await look.file('R1', key, 'b.txt')).toMatchObject({ text: '[secret TOKEN]\n' });
});

test('nor in names, of files and of branches', async () => {
  const { repo, worktree, look } = await begin();
  const word = 'a1b2c3d4';
  const redaction: Redaction = { text: createRedactor({ WORD: word }).text, unknown: [] };
  writeFiles(worktree, { [`x-${word}.txt`]: 'x\n' });
  git(repo, 'branch', `omni/R1/${word}`, key);
  const careful = lookAt(repo, redaction);
  expect((await look.list('R1')).map(({ key }) => key)).toContain(`omni/R1/${word}`);
  expect((await careful.list('R1')).map((one) => [one.key, one.branch])).toContainEqual([
    'omni/R1/[secret WORD]',
    'omni/R1/[secret WORD]',
  ]);
  // What is listed can be looked at, and nothing else.
  expect((await careful.changes('R1', 'omni/R1/[secret WORD]')).files).toEqual([]);
  await expect(careful.changes('R1', `omni/R1/${word}`)).rejects.toMatchObject({ code: 'OMNI5003' });
  const { diff, files } = await careful.changes('R1', key);
  expect(diff).not.toContain(word);
  expect(files).toEqual([{ path: 'x-[secret WORD].txt', op: 'create', added: 1, removed: 0 }]);
});

test('one at the end of a diff that is cut is not seen by half', async () => {
  const { worktree, look } = await begin();
  const lines = (count: number): string => `${'x'.repeat(1023)}\n`.repeat(count);
  const ends: string[] = [];
  // Wherever in it the cut falls: at 1 MiB, and each line of the diff has its sign.
  for (const shift of [0, 10, 20]) {
    writeFiles(worktree, { 'big.txt': `${'y'.repeat(shift)}\n${lines(1022)}${`${codes}\n`.repeat(60)}${lines(400)}` });
    const { diff, cut } = await look.changes('R1', key);
    expect([shift, cut, held(diff)]).toEqual([shift, true, []]);
    ends.push(diff.slice(-15));
  }
  expect(ends).toEqual(ends.map(() => '[secret CODES]\n'));
});

test('outside git they are taken out as well', async () => {
  const place = realpathSync(makeFolder());
  writeFiles(place, { [`.omni/worktrees/R1/${'w'.repeat(8)}/a.txt`]: `a ${token}\n` });
  expect(await lookAt(place).file('R1', 'wwwwwwww', 'a.txt')).toMatchObject({ text: 'a [secret TOKEN]\n' });
});

test('where one is not known nothing is shown that may hold it', async () => {
  const { repo, worktree } = await begin();
  writeFiles(worktree, { 'a.txt': 'b\n' });
  const look = lookAt(repo, { ...known, unknown: ['PIN', 'KEY'] });
  expect(await look.list('R1')).toHaveLength(1);
  const refused = { code: 'OMNI7023', message: expect.stringContaining('PIN, KEY') };
  await expect(look.changes('R1', key)).rejects.toMatchObject(refused);
  await expect(look.file('R1', key, 'a.txt')).rejects.toMatchObject(refused);
});

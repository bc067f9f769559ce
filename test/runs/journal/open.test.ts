import { spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { openJournal } from '../../../runs/journal/index.ts';
import { created, history, run } from '../events.ts';
import { startChild } from './children.ts';
import { openTemporary, readAll, tamper, temporaryFolder } from './folder.ts';

const withCode = (code: string) => expect.objectContaining({ code, help: expect.any(String) });

describe('opening a journal', () => {
  test('makes the folder and keeps what was there', async () => {
    const folder = join(temporaryFolder(), 'deep', '.omni');
    const journal = openJournal({ folder });
    await journal.append(run, 0, 0, [created]);
    journal.close();
    journal.close();
    expect(readdirSync(folder)).toEqual(['.gitignore', 'journal.db']);
    expect(openTemporary(folder).head(run).seq).toBe(1);
  });

  test('lets nobody else read what it keeps', async () => {
    const folder = temporaryFolder();
    const journal = openJournal({ folder });
    await journal.append(run, 0, 0, [created]);
    const modes = readdirSync(folder).map((name) => [name, statSync(join(folder, name)).mode & 0o077]);
    expect(modes).toEqual(['journal.db', 'journal.db-shm', 'journal.db-wal'].map((name) => [name, 0]));
  });

  // Where nothing can be made, Node's own way of making folders within folders never ends.
  test.skipIf(process.platform !== 'linux')('refuses a folder that can never be made', () => {
    expect(() => openJournal({ folder: '/proc/omni/deep' })).toThrowError(withCode('OMNI6004'));
  });

  test('keeps its folder out of the repository that it stands in', () => {
    const repository = temporaryFolder();
    const git = (...words: string[]) => spawnSync('git', ['-C', repository, ...words], { encoding: 'utf8' }).stdout;
    git('init', '-q');
    openJournal({ folder: join(repository, '.omni') }).close();
    expect(git('status', '--porcelain', '--untracked-files=all')).toBe('');
  });

  test('refuses a journal of a newer omni and leaves it alone', () => {
    const folder = temporaryFolder();
    openJournal({ folder }).close();
    tamper(folder, (db) => db.pragma('user_version = 99'));
    expect(() => openJournal({ folder })).toThrowError(withCode('OMNI6002'));
    tamper(folder, (db) => expect(db.pragma('user_version', { simple: true })).toBe(99));
  });

  test('refuses what is no database', () => {
    const folder = temporaryFolder();
    writeFileSync(
      join(folder, 'journal.db'),
      'a letter to somebody else, long enough to be read as a header'.repeat(100),
    );
    expect(() => openJournal({ folder })).toThrowError(withCode('OMNI6001'));
  });

  test('refuses a damaged database when the damage is met', async () => {
    const folder = temporaryFolder();
    const journal = openJournal({ folder });
    await journal.append(run, 0, 0, history(200));
    journal.close();
    tamper(folder, (db) => {
      db.unsafeMode();
      db.pragma('writable_schema = ON');
      db.exec("UPDATE sqlite_schema SET rootpage = 9999 WHERE name = 'events'");
    });
    const readBack = async () => readAll(openTemporary(folder), run);
    await expect(readBack()).rejects.toThrowError(withCode('OMNI6001'));
  });

  test('refuses a folder that is a file, and a database that is a folder', () => {
    const file = join(temporaryFolder(), 'file');
    writeFileSync(file, '');
    expect(() => openJournal({ folder: file })).toThrowError(withCode('OMNI6004'));
    const folder = temporaryFolder();
    mkdirSync(join(folder, 'journal.db'));
    expect(() => openJournal({ folder })).toThrowError(withCode('OMNI6004'));
  });

  test('says that it is closed', async () => {
    const journal = openTemporary();
    journal.close();
    expect(() => journal.list()).toThrowError(expect.objectContaining({ code: 'OMNI6011' }));
    await expect(journal.append(run, 0, 0, [created])).rejects.toMatchObject({ code: 'OMNI6011' });
    await expect(readAll(journal, run)).rejects.toMatchObject({ code: 'OMNI6011' });
    await expect(journal.acquire(run)).rejects.toMatchObject({ code: 'OMNI6011' });
  });

  test('works for several processes that make it at once and append to one run', async () => {
    const folder = temporaryFolder();
    const children = [0, 1, 2].map(() => startChild('appender.ts', [folder, run, '40', 'again']));
    await Promise.all(children.map((child) => child.ended));
    const said = children.map((child) => [child.lines[0], child.lines.at(-1)]);
    expect(said).toEqual(children.map(() => ['open', 'closed']));
    const acknowledged = children.flatMap((child) => child.lines.slice(1, -1).map(Number));
    const envelopes = await readAll(openTemporary(folder), run);
    expect(envelopes.map(({ seq }) => seq)).toEqual(acknowledged.sort((one, other) => one - other));
    expect(envelopes.length).toBe(120);
  });
});

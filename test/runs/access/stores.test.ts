/** Browsers, comments, idempotent writes, and servers: what is kept beside the runs. */
import { expect, test } from 'vitest';
import { openAccess } from '../../../runs/access/index.ts';
import { afterwards, openTemporary, tamper, temporaryFolder } from '../journal/folder.ts';

const ada = { name: 'ada', from: { way: 'page', address: '127.0.0.1' } } as const;
const bob = { name: 'bob', from: { way: 'api', token: '0123456789', address: '::1' } } as const;
const dayMs = 24 * 3_600_000;

function open(clock: () => number = Date.now) {
  const folder = temporaryFolder();
  const journal = openTemporary(folder);
  for (const run of ['r1', 'r2']) {
    journal.createRun({ run, key: run, workflow: 'w', file: 'f', repo: 'r', createdAt: 1 });
  }
  const access = openAccess({ folder, clock });
  afterwards(() => access.close());
  return { folder, journal, ...access };
}

test('a browser is known by its cookie until its time is over, and the cookie is kept as a hash', () => {
  let now = 1_000;
  const { browsers, folder } = open(() => now);
  const [first, second] = [browsers.admit(2_000), browsers.admit(3_000)];
  expect(browsers.find(first)).toEqual({});
  expect(browsers.find(`${first}x`)).toBeUndefined();
  tamper(folder, (db) => expect(JSON.stringify(db.prepare('SELECT * FROM browsers').all())).not.toContain(first));
  now = 2_000;
  expect(browsers.find(first)).toBeUndefined();
  const third = browsers.admit(4_000);
  tamper(folder, (db) => expect(db.prepare('SELECT count(*) AS n FROM browsers').get()).toEqual({ n: 2 }));
  expect(browsers.forgetOwners(third)).toBe(1);
  expect([browsers.find(second), browsers.find(third)]).toEqual([undefined, {}]);
  browsers.forget(third);
  expect(browsers.find(third)).toBeUndefined();
});

const comment = {
  run: 'r1',
  workspace: 'work',
  path: 'a.ts',
  side: 'new',
  line: 3,
  quoted: 'let a;',
  text: ' why? ',
} as const;

test('comments are kept with who said them of which line, and handed over once', () => {
  const { comments, acts } = open(() => 5);
  const first = comments.add(comment, ada);
  expect(first).toEqual({ ...comment, id: first.id, text: 'why?', at: 5, by: 'ada', from: ada.from });
  const second = comments.add({ ...comment, side: 'old', line: 1, text: 'gone' }, bob);
  const other = comments.add({ ...comment, run: 'r2' }, bob);
  expect(comments.list('r1')).toEqual([first, second]);
  expect(comments.remove(second.id, ada)).toBe(true);
  expect(comments.remove(second.id, ada)).toBe(false);
  expect(comments.find(second.id)).toBeUndefined();
  // What is of another run, was removed or is not there is not handed over.
  const handed = comments.hand('r1', [first.id, second.id, other.id, 'x', first.id], bob);
  expect(handed).toEqual([{ ...first, handedAt: 5 }]);
  expect(comments.hand('r1', [first.id], bob)).toEqual([]);
  expect(comments.remove(first.id, ada)).toBe(false);
  expect(comments.list('r2')).toEqual([other]);
  expect(acts.list(10, 'r1').map(({ kind, what, by }) => [kind, what, by])).toEqual([
    ['comments.handed', first.id, 'bob'],
    ['comment.removed', second.id, 'ada'],
    ['comment.added', second.id, 'bob'],
    ['comment.added', first.id, 'ada'],
  ]);
});

test.each([
  { text: ' ' },
  { text: 'x'.repeat(4_001) },
  { line: 0 },
  { line: 1.5 },
  { path: '' },
  { path: 'x'.repeat(5_000) },
])('a comment with %j is not taken', (change) => {
  const { comments } = open();
  const add = () => comments.add({ ...comment, ...change }, ada);
  expect(add).toThrow(expect.objectContaining({ code: 'OMNI7012' }));
  expect(comments.list('r1')).toEqual([]);
});

test('what is long is quoted by its beginning, and a run has to be there', () => {
  const { comments } = open();
  expect(comments.add({ ...comment, quoted: 'x'.repeat(9_000) }, ada).quoted).toHaveLength(1_000);
  expect(() => comments.add({ ...comment, run: 'r3' }, ada)).toThrow(expect.objectContaining({ code: 'OMNI6006' }));
});

test('a write with a key is done once, and answered again for a day', async () => {
  let now = 0;
  const { writes } = open(() => now);
  expect(await writes.begin('bob', 'k', 'one')).toEqual({ state: 'begun' });
  expect(await writes.begin('bob', 'k', 'one')).toEqual({ state: 'busy' });
  expect(await writes.begin('bob', 'k', 'two')).toEqual({ state: 'other' });
  expect(await writes.begin('eve', 'k', 'two')).toEqual({ state: 'begun' });
  writes.end('bob', 'k', { status: 201, body: '{}' });
  const answered = { state: 'answered', answer: { status: 201, body: '{}' } };
  expect(await writes.begin('bob', 'k', 'one')).toEqual(answered);
  expect(await writes.begin('bob', 'k', 'two')).toEqual({ state: 'other' });
  // What was done cannot be dropped, what was not can be tried again.
  writes.drop('bob', 'k');
  writes.drop('eve', 'k');
  expect(await writes.begin('bob', 'k', 'one')).toEqual(answered);
  expect(await writes.begin('eve', 'k', 'three')).toEqual({ state: 'begun' });
  // Whoever died on the way keeps nobody waiting for long.
  now = 3 * 60_000;
  expect(await writes.begin('eve', 'k', 'three')).toEqual({ state: 'begun' });
  now = dayMs;
  expect(await writes.begin('bob', 'k', 'two')).toEqual({ state: 'begun' });
});

test('a write that a killed process was at is begun anew at once, by one of those who ask', async () => {
  const { writes, folder } = open();
  const kill = () => tamper(folder, (db) => db.exec("UPDATE writes SET pid = 4194304, started = '1'"));
  await writes.begin('bob', 'k', 'one');
  expect(await writes.begin('bob', 'k', 'one')).toEqual({ state: 'busy' });
  kill();
  const states = await Promise.all([1, 2, 3].map(() => writes.begin('bob', 'k', 'one')));
  expect(states.map(({ state }) => state).sort()).toEqual(['begun', 'busy', 'busy']);
  // What was answered stays so, whoever has died since.
  writes.end('bob', 'k', { status: 201, body: '{}' });
  kill();
  expect(await writes.begin('bob', 'k', 'one')).toMatchObject({ state: 'answered' });
});

test('a server that listens is found, and one that was killed is forgotten', async () => {
  const { servers, folder } = open();
  expect(await servers.find()).toBeUndefined();
  const withdraw = await servers.announce('http://127.0.0.1:1');
  tamper(folder, (db) => {
    db.exec(`INSERT INTO servers (base, pid, started, boot, space)
      SELECT 'http://127.0.0.1:2', 4194304, '1', boot, space FROM servers`);
  });
  expect(await servers.find()).toBe('http://127.0.0.1:1');
  tamper(folder, (db) => expect(db.prepare('SELECT base FROM servers').all()).toHaveLength(1));
  withdraw();
  expect(await servers.find()).toBeUndefined();
});

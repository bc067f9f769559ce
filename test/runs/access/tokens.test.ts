/** Tokens: what is kept of them, whom they name, and for how long. */
import { expect, test } from 'vitest';
import { openAccess } from '../../../runs/access/index.ts';
import { afterwards, openTemporary, tamper, temporaryFolder } from '../journal/folder.ts';

const ada = { name: 'ada@example.com', from: { way: 'cli' } } as const;
const hourMs = 3_600_000;
const dayMs = 24 * hourMs;

function open(folder = temporaryFolder(), clock: () => number = Date.now) {
  const access = openAccess({ folder, clock });
  afterwards(() => access.close());
  return access;
}

test('a token is 256 random bits that are kept as a hash, and told once', () => {
  const folder = temporaryFolder();
  const { tokens } = open(folder);
  const made = [1, 2, 3].map(() => tokens.create({ name: 'bob', role: 'drive', expiresInMs: dayMs }, ada));
  for (const { token, text } of made) {
    expect(text).toMatch(new RegExp(`^omni_${token.id}_[\\w-]{43}$`));
    expect(tokens.check(text)).toEqual(token);
    const secret = text.split('_').slice(2).join('_');
    expect(JSON.stringify([token, tokens.list()])).not.toContain(secret);
    tamper(folder, (db) => {
      const kept = db.prepare('SELECT * FROM tokens').all();
      expect(JSON.stringify(kept)).not.toContain(secret);
    });
  }
  expect(new Set(made.map(({ text }) => text)).size).toBe(3);
  expect(tokens.list().map(({ id }) => id)).toEqual(made.map(({ token }) => token.id).reverse());
});

test('what is not the whole of a token is none', () => {
  const { tokens } = open();
  const [one, other] = ['bob', 'eve'].map((name) => tokens.create({ name, role: 'view', expiresInMs: dayMs }, ada));
  const { text, token } = one!;
  const wrong = ['', 'omni_', text.slice(0, -1), `${text}x`, ` ${text}`, text.toUpperCase(), text.replace('omni', 'x')];
  const mixed = `omni_${token.id}_${other!.text.split('_').slice(2).join('_')}`;
  const unknown = text.replace(token.id, '0000000000');
  for (const given of [...wrong, mixed, unknown]) expect([given, tokens.check(given)]).toEqual([given, undefined]);
});

test('it lasts as long as it was made for, or until it is taken back', () => {
  let now = 1_000_000;
  const { tokens } = open(undefined, () => now);
  const made = tokens.create({ name: 'bob', role: 'view', expiresInMs: hourMs }, ada);
  expect(made.token).toMatchObject({ createdAt: now, expiresAt: now + hourMs, createdBy: 'ada@example.com' });
  now += hourMs - 1;
  expect(tokens.check(made.text)).toEqual(made.token);
  now++;
  expect(tokens.check(made.text)).toBeUndefined();
  expect(tokens.live(made.token.id)).toBeUndefined();
  const next = tokens.create({ name: 'bob', role: 'view', expiresInMs: hourMs }, ada);
  expect(tokens.revoke(next.token.id, ada)).toMatchObject({ revokedAt: now });
  now++;
  // The first time counts, and is told once.
  expect(tokens.revoke(next.token.id, ada)).toMatchObject({ revokedAt: now - 1 });
  expect(tokens.check(next.text)).toBeUndefined();
  expect(() => tokens.revoke('none', ada)).toThrow(expect.objectContaining({ code: 'OMNI7011' }));
});

test('when it was seen last is written once a minute', () => {
  let now = 1_000_000;
  const { tokens } = open(undefined, () => now);
  const { id } = tokens.create({ name: 'bob', role: 'view', expiresInMs: dayMs }, ada).token;
  const see = () => {
    tokens.seen(tokens.live(id)!);
    return tokens.live(id)!.lastSeenAt;
  };
  expect(see()).toBe(now);
  now += 59_000;
  expect(see()).toBe(now - 59_000);
  now += 1_000;
  expect(see()).toBe(now);
});

test.each([
  '',
  ' ',
  '\u3164',
  '\u2800',
  'bob\u3164',
  'bob\u2800',
  'a\u0000b',
  'a\nb',
  'a\u202eb',
  'a\u200bb',
  'a\u00a0b',
  'a\tb',
  '...',
  'x'.repeat(81),
  'nobody',
  '\ud800a',
  '\ue000a',
])('%j is no name', (name) => {
  const { tokens } = open();
  const make = () => tokens.create({ name, role: 'view', expiresInMs: dayMs }, ada);
  expect(make).toThrow(expect.objectContaining({ code: 'OMNI7010' }));
  expect(tokens.list()).toEqual([]);
});

test.each([' bob@example.com ', 'Ada Lovelace', 'Ådne', 'محمد', '山田', 'x'.repeat(80)])('%j is a name', (name) => {
  const { token } = open().tokens.create({ name, role: 'view', expiresInMs: dayMs }, ada);
  expect(token.name).toBe(name.trim().normalize('NFC'));
});

test.each([0, -1, hourMs - 1, 365 * dayMs + 1, Number.NaN, Number.POSITIVE_INFINITY, hourMs + 0.5])(
  '%d ms is no expiry',
  (expiresInMs) => {
    const make = () => open().tokens.create({ name: 'bob', role: 'view', expiresInMs }, ada);
    expect(make).toThrow(expect.objectContaining({ code: 'OMNI7010' }));
  },
);

test('it may be for one run, which has to be there', () => {
  const folder = temporaryFolder();
  const journal = openTemporary(folder);
  journal.createRun({ run: 'r1', key: 'k', workflow: 'w', file: 'f', repo: 'r', createdAt: 1 });
  const { tokens, acts } = open(folder);
  const make = (run: string) => tokens.create({ name: 'bob', role: 'view', run, expiresInMs: dayMs }, ada);
  expect(make('r1').token.run).toBe('r1');
  expect(() => make('r2')).toThrow(expect.objectContaining({ code: 'OMNI6006' }));
  expect(acts.list(10)).toHaveLength(1);
  expect(acts.list(10, 'r1')).toMatchObject([
    { kind: 'token.created', run: 'r1', by: 'ada@example.com', from: { way: 'cli' } },
  ]);
  expect(acts.list(10, 'r2')).toEqual([]);
});

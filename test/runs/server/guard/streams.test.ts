/** Streams that are open end when their person is out, whoever took the token back. */
import { type IncomingMessage, get as request } from 'node:http';
import { expect, test } from 'vitest';
import { openAccess } from '../../../../runs/access/index.ts';
import { afterwards } from '../../journal/folder.ts';
import { type Desk, openDesk } from '../desk.ts';

const ada = { name: 'ada@example.com', from: { way: 'cli' } } as const;
const hourMs = 3_600_000;

async function open({ server }: Desk, headers: Readonly<Record<string, string>>) {
  const stream = await new Promise<IncomingMessage>((resolve, reject) => {
    const sent = request({ host: '127.0.0.1', port: server.port, path: '/live', headers, agent: false }, resolve);
    sent.on('error', reject);
    afterwards(() => sent.destroy());
  });
  const ended = new Promise<string>((resolve) => {
    stream.on('error', () => resolve('ended')).on('end', () => resolve('ended'));
  });
  stream.resume();
  return { status: stream.statusCode, ended };
}

test('a token that another process takes back ends its streams, and no others', async () => {
  const desk = await openDesk();
  const make = (name: string) => desk.access.tokens.create({ name, role: 'view', expiresInMs: hourMs }, ada);
  const [bob, eve] = [make('bob'), make('eve')];
  const [first, second, other] = [
    await open(desk, { cookie: await desk.join(bob.text) }),
    await open(desk, { authorization: `Bearer ${bob.text}` }),
    await open(desk, { cookie: await desk.join(eve.text) }),
  ];
  expect([first.status, second.status, other.status]).toEqual([200, 200, 200]);
  const elsewhere = openAccess({ folder: desk.folder });
  afterwards(() => elsewhere.close());
  elsewhere.tokens.revoke(bob.token.id, ada);
  expect(await Promise.all([first.ended, second.ended])).toEqual(['ended', 'ended']);
  expect(await Promise.race([other.ended, Promise.resolve('open')])).toBe('open');
});

test('a token that expires ends its streams', async () => {
  let now = Date.now();
  const desk = await openDesk(undefined, { clock: () => now });
  const { text } = desk.access.tokens.create({ name: 'bob', role: 'view', expiresInMs: hourMs }, ada);
  const stream = await open(desk, { cookie: await desk.join(text) });
  now += hourMs;
  expect(await stream.ended).toBe('ended');
});

test('a person has so many streams open, and all together so many', async () => {
  const desk = await openDesk(undefined, { limits: { streamsOfOne: 2, streams: 3 } });
  const { text } = desk.access.tokens.create({ name: 'bob', role: 'view', expiresInMs: hourMs }, ada);
  const [mine, bobs] = [{ cookie: await desk.cookie() }, { cookie: await desk.join(text) }];
  const status = async (headers: Readonly<Record<string, string>>) => (await open(desk, headers)).status;
  expect([await status(mine), await status(mine), await status(mine)]).toEqual([200, 200, 429]);
  expect([await status(bobs), await status(bobs)]).toEqual([200, 429]);
});

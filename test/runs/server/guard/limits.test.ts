/** Floods, guesses, and requests that never end. */
import { once } from 'node:events';
import { connect } from 'node:net';
import { expect, test } from 'vitest';
import { keptRefusals } from '../../../../runs/access/refusals.ts';
import { openDesk } from '../desk.ts';

const ada = { name: 'ada@example.com', from: { way: 'cli' } } as const;
const hourMs = 3_600_000;

test('who guesses has to wait, and keeps nobody else out', async () => {
  const desk = await openDesk();
  const { text } = desk.access.tokens.create({ name: 'bob', role: 'view', expiresInMs: hourMs }, ada);
  const guess = { authorization: `Bearer omni_0123456789_${'x'.repeat(43)}` };
  const answers: number[] = [];
  for (let tries = 0; tries < 12; tries++) answers.push((await desk.ask('/', { headers: guess })).status);
  expect(answers).toEqual([...Array(10).fill(403), 429, 429]);
  const late = await desk.ask(`/join?token=${'y'.repeat(43)}`);
  expect(late.status).toBe(429);
  expect(Number(late.headers['retry-after'])).toBeGreaterThan(0);
  expect((await desk.ask('/', { headers: { authorization: `Bearer ${text}` } })).status).toBe(200);
  expect((await desk.get('/')).status).toBe(200);
});

test('who asks too much has to wait, each for themselves', async () => {
  const desk = await openDesk(undefined, { limits: { readsPer10s: 5, writesPer10s: 2 } });
  const { text } = desk.access.tokens.create({ name: 'bob', role: 'view', expiresInMs: hourMs }, ada);
  const read = async () => (await desk.ask('/', { headers: { authorization: `Bearer ${text}` } })).status;
  const answers: number[] = [];
  for (let tries = 0; tries < 6; tries++) answers.push(await read());
  expect(answers).toEqual([200, 200, 200, 200, 200, 429]);
  const program = await desk.ask('/api/v1/runs', { headers: { authorization: `Bearer ${text}` } });
  expect(JSON.parse(program.body)).toMatchObject({ status: 429, code: 'OMNI7017' });
  expect((await desk.get('/')).status).toBe(200);
  const write = async () => (await desk.post('/people/others')).status;
  expect([await write(), await write(), await write()]).toEqual([303, 303, 429]);
});

test('only so many browsers come by one link at a time', async () => {
  const desk = await openDesk(undefined, { limits: { joinsPerMinute: 2 } });
  const make = (name: string) => desk.access.tokens.create({ name, role: 'view', expiresInMs: hourMs }, ada).text;
  const [bobs, eves] = [make('bob'), make('eve')];
  const join = async (text: string) => (await desk.ask(`/join?token=${text}`)).status;
  expect([await join(bobs), await join(bobs), await join(bobs), await join(eves)]).toEqual([303, 303, 429, 303]);
});

test('a flood of refusals is counted, and fills no disk', async () => {
  const desk = await openDesk();
  for (let sent = 0; sent < 150; sent++) await desk.ask('/', { headers: { host: 'evil.example' } });
  const refused = await desk.refused();
  expect(refused.length).toBeLessThanOrEqual(150);
  const row = { at: 1, address: '::1', method: 'GET', path: '/', host: 'h', why: 'w' };
  desk.access.refusals.note(Array.from({ length: keptRefusals + 500 }, () => row));
  expect(desk.access.refusals.list(keptRefusals * 2)).toHaveLength(keptRefusals);
});

test('no secret stands in what was refused', async () => {
  const desk = await openDesk();
  const { text } = desk.access.tokens.create({ name: 'bob', role: 'view', expiresInMs: hourMs }, ada);
  const secret = text.split('_').slice(2).join('_');
  await desk.ask(`/nothing/${text}?token=${text}`);
  await desk.ask(`/join?token=${text}x`);
  await desk.ask('/', { headers: { host: text } });
  await desk.ask('/people', { headers: { authorization: `Bearer ${text}` } });
  await desk.ask('/people', { method: 'POST', headers: { origin: `https://${text}`, cookie: `omni=${text}` } });
  await desk.refused();
  const kept = JSON.stringify(desk.access.refusals.list(100));
  expect(kept).not.toContain(secret);
  expect((await desk.get('/refusals')).body).not.toContain(secret);
  expect(desk.log.join()).not.toContain(secret);
});

test.each([
  ['application/json', `"${'x'.repeat(300_000)}"`, 413],
  ['application/x-www-form-urlencoded', `name=${'x'.repeat(300_000)}`, 413],
  ['text/plain', 'name=x', 415],
  ['multipart/form-data; boundary=x', '--x--', 415],
  ['application/xml', '<x/>', 415],
  ['application/json', '{"__proto__": {"role": "drive"}}', 400],
  ['application/json', '{', 400],
])('a body of %s (%#) is refused', async (type, body, status) => {
  const desk = await openDesk();
  const headers = { cookie: await desk.cookie(), origin: `http://127.0.0.1:${desk.server.port}`, 'content-type': type };
  expect((await desk.ask('/people', { method: 'POST', headers, body })).status).toBe(status);
  expect(await desk.refused()).toEqual([`makes no sense: ${status}`]);
});

test('a form reaches no prototype', async () => {
  const desk = await openDesk();
  const sent = await desk.post('/people', '__proto__[role]=drive&__proto__=x&constructor.prototype.role=drive&name=x');
  expect(sent.status).toBe(415);
  const form = { ['__proto__']: 'x', 'constructor[prototype][role]': 'drive', name: 'x', expires: '7d' };
  expect((await desk.post('/people', new URLSearchParams(Object.entries(form)).toString())).status).toBe(415);
  expect((await desk.post('/people', form)).body).toContain('There is no role');
  expect(Object(Object.prototype).role).toBeUndefined();
});

test.each([
  ['headers', 'GET / HTTP/1.1\r\nHost: x\r\nX-Slow: '],
  ['a body', 'POST /leave HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\nname='],
])('a request whose %s never end is ended', async (_what, beginning) => {
  const desk = await openDesk(undefined, { limits: { headersMs: 100, requestMs: 200 } });
  const socket = connect({ host: '127.0.0.1', port: desk.server.port });
  socket.on('error', () => {});
  const drip = setInterval(() => socket.write('x'), 20);
  socket.write(beginning);
  socket.resume();
  await once(socket, 'close');
  clearInterval(drip);
  expect((await desk.get('/')).status).toBe(200);
});

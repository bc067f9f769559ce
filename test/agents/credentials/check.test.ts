/** Keys are checked against a service on this machine, by the request that costs nothing. */
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { checkCredential } from '../../../agents/credentials/check.ts';
import type { AgentSpec } from '../../../schema/agent.ts';

let server: Server;
let base = '';
let status = 200;
const seen: { url: string | undefined; headers: IncomingHttpHeaders }[] = [];

beforeAll(async () => {
  server = createServer(({ url, headers }, response) => {
    seen.push({ url, headers });
    response.writeHead(status, { location: 'http://127.0.0.1:1/' }).end('{}');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => server.close());

const key = { type: 'key', value: 'secret-1', from: 'A_KEY' } as const;
const agent = (vendor: string, more: Partial<AgentSpec> = {}): AgentSpec => ({
  name: 'ada',
  harness: 'model',
  vendor,
  base_url: base,
  ...more,
});

test.each([
  ['anthropic', '/v1/models', 'x-api-key', 'secret-1'],
  ['openai', '/v1/models', 'authorization', 'Bearer secret-1'],
  ['google', '/v1beta/models', 'x-goog-api-key', 'secret-1'],
])('%s is asked for its models with the key in a header', async (vendor, url, header, value) => {
  status = 200;
  expect(await checkCredential(agent(vendor), key)).toEqual({ state: 'accepted' });
  expect(seen.at(-1)).toMatchObject({ url, headers: { [header]: value } });
  const versioned = agent(vendor, { base_url: `${base}${url.replace('/models', '/')}` });
  expect(await checkCredential(versioned, key)).toEqual({ state: 'accepted' });
  expect(seen.at(-1)?.url).toBe(url);
});

test.each([
  [401, 'refused'],
  [403, 'refused'],
  [404, 'unknown'],
  [500, 'unknown'],
  [302, 'unknown'],
])('an answer of %d: %s', async (code, state) => {
  status = code;
  expect(await checkCredential(agent('openai'), key)).toMatchObject({ state });
});

test('where nothing can be asked nothing is said to be wrong', async () => {
  const before = seen.length;
  expect(await checkCredential(agent('nobody'), key)).toMatchObject({ state: 'unknown' });
  expect(await checkCredential(agent('openai'), { type: 'login', file: '/x' })).toMatchObject({ state: 'unknown' });
  expect(await checkCredential(agent('openai'), { type: 'none' })).toMatchObject({ state: 'unknown' });
  expect(seen).toHaveLength(before);
  expect(await checkCredential(agent('openai', { base_url: 'http://127.0.0.1:1' }), key)).toMatchObject({
    state: 'unknown',
    message: expect.stringContaining('does not answer'),
  });
});

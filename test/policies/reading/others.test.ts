/** Hosts, and the tools that say nothing of what they do. */
import { describe, expect, test } from 'vitest';
import { kindsOf, nothing, useWorkspace } from './workspace.ts';

const { read } = useWorkspace({ 'a.txt': 'a' });

describe('a fetch names the host', () => {
  test.each([
    ['https://example.com/x?y#z', 'example.com'],
    ['HTTP://EXAMPLE.com:8080/', 'example.com'],
    ['https://example.com./', 'example.com'],
    ['https://github.com@evil.example/', 'evil.example'],
    ['https://user:github.com@evil.example/', 'evil.example'],
    ['https://evil.example#@github.com/', 'evil.example'],
    ['https://evil.example?@github.com/', 'evil.example'],
    ['https://bücher.example/', 'xn--bcher-kva.example'],
    ['https://ɢithub.com/', 'xn--ithub-wmc.com'],
    ['http://127.1/', '127.0.0.1'],
    ['http://0x7f000001/', '127.0.0.1'],
    ['http://2130706433/', '127.0.0.1'],
    ['http://[::1]:3000/', '::1'],
    ['http://[::ffff:127.0.0.1]/', '::ffff:7f00:1'],
    ['example.com/x', 'example.com'],
    ['localhost:3000/x', 'localhost'],
    ['wss://example.com/', 'example.com'],
  ])('%s: %s', async (url, host) => {
    expect(await read('fetch', { url })).toEqual({ ...nothing, hosts: [host] });
  });

  test('or the file', async () => {
    expect((await read('fetch', { url: 'file:///etc/pass%77d' })).files).toEqual([{ path: '/etc/passwd', op: 'read' }]);
  });

  test.each([
    ['parse', undefined],
    ['parse', ''],
    ['parse', 'https://'],
    ['parse', 'https://a@b@github.com/'],
    ['parse', 'https:github.com'],
    ['parse', 'https://%67ithub.com/'],
    ['chars', 'https://evil.example\\@github.com/'],
    ['chars', 'https://github.com\t.evil.example/'],
    ['chars', ' https://github.com/'],
    ['remote', 'gopher://example.com/'],
    ['remote', 'javascript:alert(1)'],
  ])('unless it can be read in several ways (%s): %j', async (kind, url) => {
    expect(kindsOf(await read('fetch', { url }))).toEqual([kind]);
  });
});

describe('opaque is', () => {
  test.each(['mcp', 'agent', 'other'] as const)('a tool of the kind %s', async (kind) => {
    expect(await read(kind, { path: 'a.txt' }, 'server.tool')).toEqual({
      ...nothing,
      opaque: [{ kind: 'remote', why: 'what the tool "server.tool" does cannot be seen' }],
    });
  });

  test.each([null, undefined, 'a.txt', ['a.txt'], 7])('an input that is no object: %j', async (input) => {
    for (const kind of ['read', 'write', 'edit', 'delete', 'search', 'fetch', 'shell'] as const) {
      expect(kindsOf(await read(kind, input))).toEqual(['parse']);
    }
  });
});

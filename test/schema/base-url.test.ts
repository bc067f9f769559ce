import { expect, test } from 'vitest';
import { whyNoBaseUrl } from '../../schema/base-url.ts';

test.each([
  'https://gateway.example.com',
  'https://gateway.example.com/v1',
  'https://gateway.example.com:8443/a/b/',
  'http://127.0.0.1:4000',
  'http://[::1]:4000/v1',
  'HTTPS://Gateway.Example.com/v1',
])('%s can be one', (url) => {
  expect(whyNoBaseUrl(url)).toBeUndefined();
});

test.each([
  ['gateway.example.com/v1', 'no URL that begins'],
  ['ftp://gateway.example.com', 'no URL that begins'],
  ['file:///etc/passwd', 'no URL that begins'],
  ['javascript:alert(1)', 'no URL that begins'],
  ['https:gateway.example.com', 'no URL that begins'],
  ['https://', 'no URL that begins'],
  ['https:///v1', 'is no URL'],
  ['https://gateway example.com', 'no URL that begins'],
  ['https://gateway.example.com\n', 'no URL that begins'],
  ['https://good.example.com\\@evil.example.com', 'no URL that begins'],
  ['https://:80', 'is no URL'],
  ['https://gateway.example.com:99999', 'is no URL'],
  ['https://ada:hunter2@gateway.example.com', 'a user or a password'],
  ['https://ada@gateway.example.com', 'a user or a password'],
  ['https://gateway.example.com/v1?key=hunter2', 'goes on after its path'],
  ['https://gateway.example.com/v1#x', 'goes on after its path'],
])('%j cannot, and is not told again', (url, why) => {
  const said = whyNoBaseUrl(url);
  expect(said).toContain(why);
  expect(said).not.toContain('hunter2');
});

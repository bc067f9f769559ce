/** Where a token may be sent to. */
import { expect, test } from 'vitest';
import { readServerAddress } from '../../../runs/remote/index.ts';

test.each([
  ['https://omni.example.com', 'https://omni.example.com/'],
  ['https://omni.example.com/team/', 'https://omni.example.com/team'],
  ['http://127.0.0.1:4664', 'http://127.0.0.1:4664/'],
  ['http://localhost:4664/', 'http://localhost:4664/'],
  ['http://[::1]:4664', 'http://[::1]:4664/'],
])('%s is one', (given, url) => {
  expect(readServerAddress(given).href).toBe(url);
});

test.each([
  ['', 'is no address'],
  ['omni.example.com', 'is no address'],
  ['ftp://omni.example.com', 'is no address'],
  ['http://omni.example.com', 'in the clear'],
  ['http://127.0.0.1.example.com', 'in the clear'],
  ['http://0.0.0.0:4664', 'in the clear'],
  ['https://ada:secret@omni.example.com', 'more than an address'],
  ['http://127.0.0.1:4664/?token=secret', 'more than an address'],
])('%s is none, and what it holds is not repeated', (given, why) => {
  const read = () => readServerAddress(given);
  expect(read).toThrow(expect.objectContaining({ code: 'OMNI7030', message: expect.stringContaining(why) }));
  expect(read).not.toThrow(/secret/);
});

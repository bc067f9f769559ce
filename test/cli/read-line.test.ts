import { PassThrough } from 'node:stream';
import { expect, test } from 'vitest';
import { readLine } from '../../cli/read-line.ts';

function terminal() {
  const streams = { input: new PassThrough(), output: new PassThrough() };
  const { signal } = new AbortController();
  return { type: (keys: string) => streams.input.write(keys), read: () => readLine([], signal, streams) };
}

test('several lines that are pasted are one answer', async () => {
  const { type, read } = terminal();
  const answer = read();
  type('one\ntwo\n\nthree\n');
  expect(await answer).toBe('one\ntwo\n\nthree');
});

test('the last line of a paste waits for its end, and an empty answer for words', async () => {
  const { type, read } = terminal();
  const answer = read();
  type('\n');
  await new Promise(setImmediate);
  type('one\ntwo');
  await new Promise(setImmediate);
  type(' and a half\n');
  expect(await answer).toBe('one\ntwo and a half');
});

test('it ends with nothing at the end of the input, and where it is no longer wanted', async () => {
  const { type, read } = terminal();
  const answer = read();
  type('\u0004');
  expect(await answer).toBeUndefined();
  const stop = new AbortController();
  const unwanted = readLine([], stop.signal, { input: new PassThrough(), output: new PassThrough() });
  stop.abort();
  expect(await unwanted).toBeUndefined();
});

/** Large values go beside the row and come back as they were, wherever they stand and whatever they are called. */
import { expect, test } from 'vitest';
import { pack, unpack } from '../../engine/driver/pack.ts';
import type { RunEvent } from '../../engine/events.ts';
import { canonicalJson } from '../../schema/json.ts';

const large = 'x'.repeat(3000);

function shelf() {
  const texts = new Map<string, string>();
  return {
    texts,
    put: async (text: string) => {
      texts.set(`blob ${texts.size}`, text);
      return `blob ${texts.size - 1}`;
    },
    get: async (hash: string) => texts.get(hash),
  };
}

const finished = (result: Record<string, unknown>): RunEvent => ({
  type: 'step.finished',
  at: 1,
  frame: '',
  step: 's',
  outcome: 'done',
  result,
});

test.each([
  ['a name with a dot', { 'a.b.c': large }],
  ['the name of a prototype', JSON.parse(`{"__proto__": "${large}", "constructor": "${large}"}`)],
  ['a list and a map', { list: Array(2000).fill(1), map: { deep: { text: large } }, small: 'y' }],
  ['text that looks like a place', { blobs: large, 'result.x': large }],
])('%s', async (_, result) => {
  const blobs = shelf();
  const event = finished(result);
  const packed = await pack(event, blobs);
  expect(JSON.stringify(packed).length).toBeLessThan(600);
  expect(canonicalJson(await unpack(packed, blobs))).toBe(canonicalJson(event));
});

test('what fits stays as it is, and nothing is put anywhere', async () => {
  const blobs = shelf();
  const event = finished({ text: 'short' });
  expect(await pack(event, blobs)).toBe(event);
  expect(blobs.texts.size).toBe(0);
});

test('a value that is gone is said to be, and not left out', async () => {
  const packed = await pack(finished({ text: large }), shelf());
  await expect(unpack(packed, shelf())).rejects.toMatchObject({ code: 'OMNI6009' });
});

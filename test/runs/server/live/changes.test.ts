/** A wait for the journal ends when something was written, at the signal, and by itself after a while; never at once. */
import { expect, test } from 'vitest';
import { watchChanges } from '../../../../runs/server/live/changes.ts';

const never = new AbortController().signal;

test('what was written before the wait began ends it', async () => {
  let version = 1;
  const changes = watchChanges(() => version);
  const seen = changes.version();
  version = 2;
  await changes.after(seen, never);
  expect(changes.version()).toBe(2);
});

test('however many wait, the journal is looked at once for all', async () => {
  let looks = 0;
  let version = 1;
  const changes = watchChanges(() => {
    looks++;
    return version;
  });
  const waiting = Array.from({ length: 200 }, () => changes.after(1, never));
  version = 2;
  await Promise.all(waiting);
  expect(looks).toBeLessThan(5);
});

test('a wait ends at the signal, also at one that was given before', async () => {
  const changes = watchChanges(() => 1);
  const gone = new AbortController();
  const waiting = changes.after(1, gone.signal);
  gone.abort();
  await waiting;
  await changes.after(1, gone.signal);
});

test('whoever asks again at once lets others go on in between', async () => {
  let version = 0;
  const changes = watchChanges(() => ++version);
  let others = 0;
  const ticking = setInterval(() => others++, 1);
  for (let turn = 0; turn < 5; turn++) await changes.after(changes.version(), never);
  clearInterval(ticking);
  expect(others).toBeGreaterThan(5);
});

test('a journal that cannot be read ends every wait with why', async () => {
  const changes = watchChanges(() => {
    throw new Error('gone');
  });
  const waiting = [changes.after(1, never), changes.after(1, never)];
  await Promise.all(waiting.map((one) => expect(one).rejects.toThrow('gone')));
});

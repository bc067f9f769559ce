/** What is to happen when a signal fires happens also where it has fired already. */
import { expect, test, vi } from 'vitest';
import { onAbort } from '../../engine/ports/on-abort.ts';

test('is called once when the signal fires, at once where it has, and never once taken back', () => {
  const [left, then] = [new AbortController(), vi.fn()];
  const never = vi.fn();
  onAbort(left.signal, then);
  onAbort(left.signal, never)();
  expect(then).not.toHaveBeenCalled();
  left.abort();
  left.abort();
  expect(then).toHaveBeenCalledTimes(1);
  expect(never).not.toHaveBeenCalled();
  onAbort(left.signal, then);
  expect(then).toHaveBeenCalledTimes(2);
});

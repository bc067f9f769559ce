/** What is to happen when a signal says so. */

/**
 * Calls `then` once when the signal fires: at once where it has fired already, which a listener alone would never hear.
 * Answers how to take it back.
 */
export function onAbort(signal: AbortSignal, then: () => void): () => void {
  if (signal.aborted) {
    then();
    return () => {};
  }
  const listener = (): void => then();
  signal.addEventListener('abort', listener, { once: true });
  return () => signal.removeEventListener('abort', listener);
}

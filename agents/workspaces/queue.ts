/** Runs calls one after another, in the order they came; a call that fails holds up nobody. */
export function createQueue(): <T>(call: () => Promise<T>) => Promise<T> {
  let last: Promise<unknown> = Promise.resolve();
  return (call) => {
    const mine = last.then(call, call);
    last = mine;
    return mine;
  };
}

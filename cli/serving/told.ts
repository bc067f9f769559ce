/** The end of what goes on until somebody ends it: Ctrl-C, a signal, a terminal that closes, or the end of the process beside. */
export function toldToEnd(): Promise<void> {
  return new Promise((resolve) => {
    const end = (): void => {
      // An open channel would keep this process for ever.
      if (process.connected) process.disconnect();
      resolve();
    };
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, end);
    // Only a process of this program gives it a channel: see `page.ts`.
    process.once('disconnect', resolve);
  });
}

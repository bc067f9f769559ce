/** The end of what goes on until somebody ends it: Ctrl-C, a signal, a terminal that closes, or the end of the process beside. */
export function toldToEnd(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => resolve());
    // Only a process of this program gives it a channel: see `page.ts`.
    process.once('disconnect', resolve);
    // Listened to, it would keep this process for ever, also one that could not do what it was started for.
    process.channel?.unref();
  });
}

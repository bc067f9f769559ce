/** Microseconds of CPU, user and system, that this process has used: what a busy machine changes least. */
export function cpuUs(): number {
  const { user, system } = process.cpuUsage();
  return user + system;
}

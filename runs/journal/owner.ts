/**
 * Which process owns a lease, so exactly that a number reused after a crash or a reboot is not taken for it. A pid
 * means something only within one boot and one pid namespace: an owner from an earlier boot is dead (the journal's
 * WAL cannot be shared between machines), one in another namespace cannot be judged and has to expire.
 */
import { execFile } from 'node:child_process';
import { readFileSync, readlinkSync } from 'node:fs';
import { promisify } from 'node:util';

export interface Owner {
  readonly pid: number;
  /** When the process started, in the words of its system; `''` where nobody could tell. */
  readonly started: string;
  readonly boot: string;
  /** The pid namespace. */
  readonly space: string;
}

export async function thisProcess(): Promise<Owner> {
  return {
    pid: process.pid,
    started: (await startOf(process.pid)) ?? '',
    boot: orEmpty(() => readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()),
    space: orEmpty(() => readlinkSync('/proc/self/ns/pid')),
  };
}

/** Seen from `self`. `unknown`: it may live where this process cannot look. */
export async function lifeOf(owner: Owner, self: Owner): Promise<'alive' | 'dead' | 'unknown'> {
  if (owner.boot !== self.boot) return 'dead';
  if (owner.space !== self.space) return 'unknown';
  const started = await startOf(owner.pid);
  return started === owner.started ? 'alive' : 'dead';
}

/** Undefined when there is no such process; one that has ended and only waits to be collected is none. */
async function startOf(pid: number): Promise<string | undefined> {
  return process.platform === 'linux' ? startInProc(pid) : startFromPs(pid);
}

function startInProc(pid: number): string | undefined {
  const stat = orEmpty(() => readFileSync(`/proc/${pid}/stat`, 'utf8'));
  // The program's name may hold spaces and brackets; what follows the last one is plain: state first, start 20th.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return fields[0] === 'Z' || fields[0] === 'X' ? undefined : fields[19];
}

async function startFromPs(pid: number): Promise<string | undefined> {
  try {
    const { stdout } = await promisify(execFile)('ps', ['-o', 'lstart=', '-p', String(pid)], { env: { LC_ALL: 'C' } });
    return stdout.trim() || undefined;
  } catch {
    return undefined;
  }
}

function orEmpty(read: () => string): string {
  try {
    return read();
  } catch {
    return '';
  }
}

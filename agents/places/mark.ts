/**
 * The environment mark by which a process is known to be ours, wherever it fled: `OMNI_MARK=OWNER:RUN:SPAWN`. The
 * owner names one omni process by pid and start time, so that a mark also says whether whoever started the process
 * still lives. A child that leaves its process group and session keeps its environment, and so its mark.
 */
import { randomBytes } from 'node:crypto';
import { startTimeOf } from './proc.ts';

export const markName = 'OMNI_MARK';

/** One omni process: `PID-STARTTIME-NONCE`. The nonce tells apart two reapers of one process. */
export function ownerOfThisProcess(): string {
  return `${process.pid}-${startTimeOf(process.pid) ?? '0'}-${randomBytes(6).toString('hex')}`;
}

/** What the marks of all processes of one run begin with, when `owner` started them. */
export function markOfRun(owner: string, run: string): string {
  return `${owner}:${encodeURIComponent(run)}:`;
}

/** The owner's pid and start time, and the run; undefined for a text that is no mark. */
export function parseMark(text: string): { pid: number; startTime: string; run: string } | undefined {
  const match = /^(\d+)-(\d+)-[0-9a-f]+:([^:]*):/.exec(text);
  if (match === null) return undefined;
  const [, pid = '', startTime = '', run = ''] = match;
  try {
    return { pid: Number(pid), startTime, run: decodeURIComponent(run) };
  } catch {
    return undefined;
  }
}

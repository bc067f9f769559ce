import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { reapLeftovers } from '../../../agents/places/leftovers.ts';
import { createLocalPlace } from '../../../agents/places/local.ts';
import { markOfRun, ownerOfThisProcess, parseMark } from '../../../agents/places/mark.ts';
import { createReaper } from '../../../agents/places/reaper.ts';
import { isRunning, until, useTempFolder } from '../temp.ts';

const root = useTempFolder();
const fixture = fileURLToPath(new URL('fixtures/omni.ts', import.meta.url));
const env = { PATH: '/usr/bin:/bin' };

async function startOmni(reaping: string): Promise<{ omni: ChildProcess; pids: number[] }> {
  const omni = spawn(process.execPath, ['--import', 'tsx', fixture, root, reaping], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  if (omni.stdout === null) throw new Error('no pipe');
  const [line] = await once(createInterface({ input: omni.stdout }), 'line');
  return { omni, pids: JSON.parse(line) };
}

async function killHard(omni: ChildProcess): Promise<void> {
  omni.kill('SIGKILL');
  await once(omni, 'exit');
}

// Own sessions are found by their mark, which needs /proc.
describe.runIf(process.platform === 'linux')('when omni is killed', () => {
  test('its reaper ends the group, who left it, and who cleaned its environment', async () => {
    const { omni, pids } = await startOmni('keep-reaper');
    expect(pids).toHaveLength(4);
    expect(pids.every(isRunning)).toBe(true);
    await killHard(omni);
    await until(() => !pids.some(isRunning));
  });

  test('with its reaper, a resume ends what is left of the run, and nothing else', async () => {
    const { omni, pids } = await startOmni('kill-reaper');
    expect(await reapLeftovers('run-1', 100)).toBe(0);
    await killHard(omni);
    expect(await reapLeftovers('run-2', 100)).toBe(0);
    expect(pids.every(isRunning)).toBe(true);
    expect(await reapLeftovers('run-1', 100)).toBeGreaterThan(0);
    const unmarked = pids.filter(isRunning);
    // The one with the clean environment has no mark to be found by.
    expect(unmarked.length).toBeLessThanOrEqual(1);
    for (const pid of unmarked) process.kill(pid, 'SIGKILL');
  });
});

describe('a reaper', () => {
  test('ends what is left when it is disposed of', async () => {
    const reaper = createReaper();
    const place = createLocalPlace({ root, reaper, mark: reaper.mark('run-3') });
    const spawned = place.spawn(['sleep', '1000'], { env });
    reaper.dispose();
    expect(await spawned.exit).toEqual({ type: 'signal', signal: 'SIGTERM' });
  });

  test('does not end groups that it was told are gone', async () => {
    const reaper = createReaper();
    reaper.prepare();
    const bystander = spawn('sleep', ['1000'], { detached: true, stdio: 'ignore' });
    const own = spawn('sleep', ['1000'], { detached: true, stdio: 'ignore' });
    if (bystander.pid === undefined || own.pid === undefined) throw new Error('no sleep');
    reaper.add(bystander.pid);
    reaper.add(own.pid);
    reaper.remove(bystander.pid);
    const ended = once(own, 'exit');
    reaper.dispose();
    await ended;
    expect(isRunning(bystander.pid)).toBe(true);
    bystander.kill('SIGKILL');
  });
});

describe('a mark', () => {
  test('names its owner and its run, whatever the run is called', () => {
    const run = 'a:b\nc/é';
    const mark = markOfRun(ownerOfThisProcess(), run);
    expect(parseMark(`${mark}1`)).toMatchObject({ pid: process.pid, run });
  });
  test.each(['', 'x', '1-2-ab', '1-2-zz:r:1', '1-2-ab:%E0%A4%A:1'])('%j is none', (text) => {
    expect(parseMark(text)).toBeUndefined();
  });
});

import { readFileSync } from 'node:fs';
import { afterAll, describe, expect, test } from 'vitest';
import { createLocalPlace } from '../../../agents/places/local.ts';
import { createReaper } from '../../../agents/places/reaper.ts';
import { isRunning, until, useTempFolder } from '../temp.ts';

const root = useTempFolder();
const reaper = createReaper();
afterAll(() => reaper.dispose());
const place = createLocalPlace({ root, reaper, mark: reaper.mark('run-1') });
const env = { PATH: '/usr/bin:/bin' };
const sh = (script: string, options: object = {}) => place.spawn(['sh', '-c', script], { env, ...options });
const node = (script: string, options: object = {}) =>
  place.spawn([process.execPath, '-e', script], { env, ...options });

describe('an exit is a value', () => {
  test('a code', async () => {
    expect(await sh('exit 7').exit).toEqual({ type: 'code', code: 7 });
  });
  test('a signal', async () => {
    expect(await sh('kill -KILL $$').exit).toEqual({ type: 'signal', signal: 'SIGKILL' });
  });
  test.each([
    ['a program that is missing', ['omni-no-such-program']],
    ['a program that is a folder', ['/tmp']],
    ['an empty command', []],
    ['an empty program', ['']],
    ['a NUL in an argument', ['echo', 'a\0b']],
  ])('%s is lost', async (_what, command) => {
    const spawned = place.spawn(command, { env });
    expect(await spawned.exit).toMatchObject({ type: 'lost', message: expect.stringMatching(/./) });
    expect(await spawned.output).toEqual({ stdout: '', stderr: '' });
    await spawned.kill();
  });
  test.each(['..', '/', 'missing'])('a start in %s is lost', async (cwd) => {
    expect(await sh('pwd', { cwd }).exit).toMatchObject({ type: 'lost' });
  });
});

describe('what a process gets', () => {
  test('exactly the environment, and the mark', async () => {
    const spawned = place.spawn([process.execPath, '-p', 'JSON.stringify(process.env)'], {
      env: { ONE: 'a b', TWO: '$ONE' },
    });
    const { OMNI_MARK: mark, ...rest } = JSON.parse((await spawned.output).stdout);
    expect(rest).toEqual({ ONE: 'a b', TWO: '$ONE' });
    expect(mark.startsWith(reaper.mark('run-1'))).toBe(true);
  });
  test('a mark that it cannot choose itself', async () => {
    const { stdout } = await sh('echo "$OMNI_MARK"', { env: { ...env, OMNI_MARK: 'mine' } }).output;
    expect(stdout.startsWith(reaper.mark('run-1'))).toBe(true);
  });
  test('its arguments as they are', async () => {
    const args = ['', ' ', '$HOME', '`id`', '*', '"', "'", '\n', '-x', 'ü'];
    const spawned = place.spawn(
      [process.execPath, '-e', 'console.log(JSON.stringify(process.argv.slice(1)))', '--', ...args],
      { env },
    );
    expect(JSON.parse((await spawned.output).stdout)).toEqual(args);
  });
  test('an empty stdin', async () => {
    expect(await sh('cat').exit).toEqual({ type: 'code', code: 0 });
  });
  test('all of its input, then its end', async () => {
    const input = 'line\n'.repeat(100_000);
    expect((await sh('wc -c', { input }).output).stdout.trim()).toBe(String(input.length));
  });
  test('input that it does not read is no error', async () => {
    expect(await sh('exit 0', { input: 'x'.repeat(1_000_000) }).exit).toEqual({ type: 'code', code: 0 });
  });
  test('a conversation, where it is interactive', async () => {
    const lines: string[] = [];
    const spawned = sh('while read -r line; do echo "<$line>"; done', {
      interactive: true,
      onLine: (_stream: string, line: string) => {
        lines.push(line);
        if (line === '<one>') spawned.write('two\n');
        if (line === '<two>') spawned.end();
      },
    });
    spawned.write('one\n');
    expect(await spawned.exit).toEqual({ type: 'code', code: 0 });
    expect(lines).toEqual(['<one>', '<two>']);
    spawned.write('too late\n');
  });
});

describe('what a process says', () => {
  test('lines of both streams, whole, the last one too', async () => {
    const lines: string[] = [];
    const spawned = node(
      `process.stdout.write('a\\r\\nb'); process.stderr.write('error\\n');
       setTimeout(() => process.stdout.write('c\\n\\nd'), 30)`,
      { onLine: (stream: string, line: string) => lines.push(`${stream}:${line}`) },
    );
    await spawned.exit;
    expect(lines.filter((line) => line.startsWith('stdout'))).toEqual(['stdout:a', 'stdout:bc', 'stdout:', 'stdout:d']);
    expect(lines).toContain('stderr:error');
  });
  test('its first and its last half, when it says too much', async () => {
    const spawned = node(`for (let i = 0; i < 100000; i++) console.log(i)`, { keepBytes: 100 });
    const { stdout } = await spawned.output;
    expect(stdout).toMatch(/^0\n1\n2\n/);
    expect(stdout).toMatch(/99998\n99999\n$/);
    expect(stdout).toContain('[… 588790 bytes cut …]');
    expect(Buffer.byteLength(stdout)).toBeLessThan(200);
  });
});

describe('nothing of a group survives', () => {
  const linux = process.platform === 'linux';

  test('a timeout, which is a signal even when the process makes a code of it', async () => {
    const exit = await sh('trap "exit 0" TERM; while :; do sleep 0.01; done', { timeoutMs: 200 }).exit;
    expect(exit).toEqual({ type: 'signal', signal: 'SIGTERM' });
  });
  test('a kill of a process that ignores SIGTERM, with its children', async () => {
    const spawned = sh(`trap '' TERM; sh -c 'trap "" TERM; echo $$; sleep 1000' & echo $$; sleep 1000 & wait`, {
      onLine: (_stream: string, line: string) => pids.push(Number(line)),
    });
    const pids: number[] = [];
    await until(() => pids.length === 2);
    await Promise.all([spawned.kill(50), spawned.kill(50)]);
    expect(pids.filter(isRunning)).toEqual([]);
    expect(await spawned.exit).toEqual({ type: 'signal', signal: 'SIGKILL' });
    await spawned.kill();
  });
  test('what a command leaves in the background', async () => {
    const spawned = sh('sleep 1000 & echo $!');
    expect(await spawned.exit).toEqual({ type: 'code', code: 0 });
    expect(isRunning(Number((await spawned.output).stdout))).toBe(false);
  });
  test.runIf(linux)('a child in its own session that holds the output', async () => {
    const script = 'echo $$; touch up; exec sleep 1000';
    const spawned = sh(`setsid sh -c '${script}' & until [ -e up ]; do sleep 0.01; done`);
    expect(await spawned.exit).toEqual({ type: 'code', code: 0 });
    expect(isRunning(Number((await spawned.output).stdout))).toBe(false);
  });
  test.runIf(linux)('a kill of a child in its own session that holds nothing', async () => {
    const file = 'daemon.pid';
    const script = `echo $$ > ${file}; exec sleep 1000`;
    const spawned = sh(
      `setsid sh -c '${script}' </dev/null >/dev/null 2>&1 & until [ -s ${file} ]; do sleep 0.01; done`,
    );
    await spawned.exit;
    const pid = Number(readFileSync(`${root}/${file}`, 'utf8'));
    expect(isRunning(pid)).toBe(true);
    await spawned.kill(50);
    expect(isRunning(pid)).toBe(false);
  });
  test('but another group of the same place', async () => {
    const other = sh('echo up; sleep 1000', { onLine: () => ready.push(true) });
    const ready: boolean[] = [];
    await until(() => ready.length === 1);
    await sh('sleep 1000').kill(0);
    const still = await Promise.race([other.exit, new Promise((resolve) => setTimeout(() => resolve('runs'), 50))]);
    expect(still).toBe('runs');
    await other.kill(0);
  });
});

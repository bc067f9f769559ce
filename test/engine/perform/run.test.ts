import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { AttemptPlan } from '../../../engine/effects.ts';
import { isRunning, until } from '../../agents/temp.ts';
import { useStages, workspace } from './stage.ts';

const stageOf = useStages();
const plan = (run: string | readonly string[], more: object = {}): AttemptPlan => ({
  kind: 'run',
  run,
  workspace,
  ...more,
});
const check = { step: 'check' };

describe('a command', () => {
  test('is run, and tells its exit code and its output', async () => {
    const stage = await stageOf();
    const ended = await stage.play(plan('echo one; echo two >&2; printf three'), check);
    expect(ended).toMatchObject({
      type: 'attempt.finished',
      id: 'build@1[0]/check#1:finished',
      result: { exit_code: 0, stdout: 'one\nthree', stderr: 'two\n', lines: ['one', 'three'] },
    });
    expect(ended).not.toHaveProperty('error');
    expect(stage.deltas.map(({ text }) => text).sort()).toEqual(['one\n', 'three\n', 'two\n']);
  });

  test('given as words runs as it is, with nothing expanded', async () => {
    const stage = await stageOf();
    const ended = await stage.play(plan(['printf', '%s|', '$HOME', '*', '; exit 3']), check);
    expect(ended).toMatchObject({ result: { stdout: '$HOME|*|; exit 3|' } });
  });

  test.each([
    ['the first failure ends a script', 'false; echo late', 1, 'Exit code 1'],
    ['a failure in a pipe is one', 'false | cat', 1, 'Exit code 1'],
    ['a name without a value is one', 'echo $NO_SUCH_NAME', 1, 'NO_SUCH_NAME: unbound variable'],
    ['the last line of stderr says why', 'echo first >&2; echo why >&2; exit 7', 7, 'Exit code 7: why'],
  ])('%s', async (_, script, code, message) => {
    const stage = await stageOf();
    const ended = await stage.play(plan(script), check);
    expect(ended).toMatchObject({
      result: { exit_code: code, stdout: '' },
      error: { code: 'failed', message: expect.stringContaining(message) },
    });
  });

  test('falls back to sh where there is no bash', async () => {
    const stage = await stageOf({ baseEnv: { PATH: '/no-such-folder' } });
    // Not even sh is on this path: that it is sh which is missing tells what was looked for.
    const ended = await stage.play(plan('true'), check);
    expect(ended).toMatchObject({ error: { code: 'failed', message: expect.stringMatching(/\bsh\b/) } });
  });

  test('that can not be started, or is ended by a signal, has failed', async () => {
    const stage = await stageOf();
    const missing = await stage.play(plan(['no-such-program']), check);
    expect(missing).toMatchObject({ error: { code: 'failed', message: expect.stringContaining('no-such-program') } });
    const killed = await stage.play(plan('kill -9 $$'), { ...check, attempt: 2 });
    expect(killed).toMatchObject({ error: { code: 'failed', message: 'Ended by SIGKILL' } });
  });

  test('sees the base environment, its own and its secrets', async () => {
    const stage = await stageOf({
      baseEnv: { PATH: process.env.PATH ?? '', BASE: 'base', OWN: 'base' },
      secrets: (name) => (name === 'GH_TOKEN' ? 'hunter2' : undefined),
    });
    const around = { env: { OWN: 'own' }, secrets: { TOKEN: 'GH_TOKEN' } };
    const ended = await stage.play(plan('echo "$BASE $OWN $TOKEN"', around), check);
    expect(ended).toMatchObject({ result: { stdout: 'base own hunter2\n' } });
  });

  test('without the secret that it names is not run', async () => {
    const stage = await stageOf();
    const ended = await stage.play(plan('true', { secrets: { TOKEN: 'GH_TOKEN' } }), check);
    expect(ended).toMatchObject({
      result: {},
      error: { code: 'failed', message: expect.stringContaining('GH_TOKEN') },
    });
  });
});

describe('a stop', () => {
  const stop = { type: 'stopAttempt', frame: 'build@1[0]', step: 'check', attempt: 1 } as const;

  test('ends a running command and what it started, and is answered once', async () => {
    const stage = await stageOf();
    const pids = join(stage.repo, 'pids');
    const ended = stage.play(plan(`sleep 600 & echo $! $$ > ${pids}; wait`), check);
    await until(() => existsSync(pids) && readFileSync(pids, 'utf8').endsWith('\n'));
    stage.performer.stop(stop, (fact) => stage.facts.push(fact));
    stage.performer.stop(stop, (fact) => stage.facts.push(fact));
    expect(await ended).toMatchObject({ type: 'attempt.stopped', id: 'build@1[0]/check#1:stopped' });
    for (const pid of readFileSync(pids, 'utf8').trim().split(' ')) expect(isRunning(Number(pid))).toBe(false);
    expect(stage.facts.map(({ type }) => type)).toEqual(['attempt.stopped']);
  });

  test('of an attempt that has not begun to run spawns nothing', async () => {
    const stage = await stageOf();
    const ended = stage.play(plan(`touch ${join(stage.repo, 'made')}`), check);
    stage.performer.stop(stop, () => {});
    expect(await ended).toMatchObject({ type: 'attempt.stopped' });
    expect(existsSync(join(stage.repo, 'made'))).toBe(false);
  });

  test('of an attempt that was never started, or is over, is answered at once', async () => {
    const stage = await stageOf();
    const told: string[] = [];
    stage.performer.stop(stop, ({ id }) => told.push(id));
    await stage.play(plan('true'), check);
    stage.performer.stop(stop, ({ id }) => told.push(id));
    expect(told).toEqual(['build@1[0]/check#1:stopped', 'build@1[0]/check#1:stopped']);
  });

  test('a second start of a running attempt changes nothing', async () => {
    const stage = await stageOf();
    const ended = stage.play(plan('echo once'), check);
    void stage.play(plan('echo twice'), check);
    expect(await ended).toMatchObject({ result: { stdout: 'once\n' } });
    expect(stage.facts).toHaveLength(1);
  });

  test('of a session that waits for an answer lets nothing through, also not late', async () => {
    const tools = [{ shell: 'touch made.txt' }];
    const stage = await stageOf({ turns: { writer: [{ tools }] }, decide: () => undefined });
    const write = { ...stop, step: 'write' };
    const ended = stage.play({ kind: 'agent', agent: 'writer', prompt: '', title: '', round: 1, workspace });
    await until(() => stage.of('tool.requested').length > 0);
    stage.performer.stop(write, () => {});
    const call = stage.of('tool.requested')[0]?.call ?? '';
    stage.performer.answer({ ...write, type: 'answerTool', call, allow: true });
    expect(await ended).toMatchObject({ type: 'attempt.stopped' });
    expect(stage.of('tool.completed')).toEqual([]);
  });

  test('dispose ends everything and tells nothing', async () => {
    const stage = await stageOf();
    const pid = join(stage.repo, 'pid');
    void stage.play(plan(`echo $$ > ${pid}; sleep 600`), check);
    await until(() => existsSync(pid) && readFileSync(pid, 'utf8').endsWith('\n'));
    await stage.performer.dispose();
    expect(isRunning(Number(readFileSync(pid, 'utf8')))).toBe(false);
    void stage.play(plan('true'), { step: 'late' });
    stage.performer.stop(stop, (fact) => stage.facts.push(fact));
    expect(stage.facts).toEqual([]);
  });
});

/** Runs that are stopped, killed, watched and fought over. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { applyGate, eventually, gate, makeProject, type Project, runThat } from './omni.ts';

let project: Project;
beforeEach(() => {
  project = makeProject();
});
afterEach(() => project.remove());

/** The run, once its writer is at work. */
async function writing(): Promise<string> {
  const run = await runThat(project, ({ status }) => status === 'running');
  return eventually(async () => ((await project.omni('show', run)).out.includes('● write') ? run : undefined));
}

test('Ctrl-C stops in order, says what continues, and that continues', async () => {
  project.write(gate('60s'));
  const first = project.start(...applyGate, '--approve', 'ok');
  const run = await writing();
  first.kill('SIGINT');
  const stopped = await first;
  expect(stopped.exitCode, stopped.stderr).toBe(130);
  expect(stopped.stdout).toContain(`omni resume ${run}`);

  project.write(gate());
  const resumed = await project.omni('resume', run, '--approve', 'ok');
  expect(resumed.code, resumed.err).toBe(0);
});

test('after kill -9 the same command continues the run', async () => {
  project.write(gate('60s'));
  const first = project.start(...applyGate, '--approve', 'ok');
  const run = await writing();
  first.kill('SIGKILL');
  await first;
  expect(await project.json('runs')).toMatchObject([{ run, status: 'stopped' }]);

  project.write(gate());
  const again = await project.omni(...applyGate, '--approve', 'ok');
  expect(again.code, again.err).toBe(0);
  expect(again.err).toMatch(/work\.write +attempt 1 was lost/);
  expect(await project.json('runs')).toMatchObject([{ run, status: 'done' }]);
});

test('a second omni is told who holds the run, can watch it, and can end it', async () => {
  project.write(gate('60s'));
  const first = project.start(...applyGate);
  const run = await writing();
  const second = await project.omni('resume', run);
  expect(second.code).toBe(1);
  expect(second.err).toContain('error[OMNI6005]');

  const watcher = project.start('watch', run);
  expect((await project.omni('cancel', run)).code).toBe(0);
  expect((await first).exitCode).toBe(1);
  const watched = await watcher;
  expect(watched.exitCode).toBe(1);
  expect(watched.stdout).toContain('cancelled');
});

test('a second Ctrl-C kills at once, and nothing of the run is left', async () => {
  project.write({
    'deaf.yaml': `apiVersion: omni/v1
kind: Workflow
name: deaf
steps:
  - run: |
      trap '' TERM INT
      echo $$ > "$PID"
      sleep 600
    env: { PID: "${join(project.folder, 'pid')}" }
`,
  });
  const first = project.start('apply', 'deaf.yaml', '--yes');
  const pid = await eventually(async () => readPid(join(project.folder, 'pid')));
  const stopping = new Promise<void>((resolve) => {
    first.stderr.on('data', (text: Buffer) => text.includes('stopping;') && resolve());
  });
  first.kill('SIGINT');
  await stopping;
  first.kill('SIGINT');
  const killed = await first;
  expect(killed.exitCode, killed.stderr).toBe(130);
  expect(killed.stdout).toBe('');
  await eventually(async () => (isAlive(pid) ? undefined : true));
});

function readPid(file: string): number | undefined {
  const text = existsSync(file) ? readFileSync(file, 'utf8').trim() : '';
  return text === '' ? undefined : Number(text);
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

/** The built `omni` with the real Claude Code, whose models are a service on the loopback: written, reviewed, merged. */
import { describe, expect, test } from 'vitest';
import { until } from '../agents/temp.ts';
import { harnessPath, whyNot } from '../harnesses/installed.ts';
import { cast, greeting, hangingAtSecond } from './cast.ts';
import { spawnOmni } from './omni.ts';
import { useService } from './service.ts';

const reason = whyNot('claude');
const key = 'sk-ant-the-key-of-the-test';
/** The writer's first call, as the model names it. */
const firstCall = 'call_part0act0';

const flow = (url: string): string => `apiVersion: omni/v1
kind: Workflow
name: flow
agents:
  ada: { harness: claude-code, model: claude-sonnet-4-5, base_url: "${url}", limits: { cost_usd: 1, turns: 9 } }
  bob: { harness: claude-code, model: claude-opus-4-5, base_url: "${url}" }
  cyd: { harness: codex }
policies:
  - uses: omni/no-force-push
steps:
  - id: work
    worktree: true
    steps:
      - { id: write, agent: ada, prompt: Write a greeting. }
      - { id: review, review: write, reviewer: { from: [bob], vendor: any } }
  - { id: ok, approve: Land it? }
  - { id: land, merge: work, into: main }
outputs:
  commits: \${{ steps.land.commits }}
  cost_usd: \${{ run.?cost_usd }}
`;

describe.skipIf(reason !== undefined)(`claude-code${reason === undefined ? '' : ` (${reason})`}`, () => {
  const service = useService((model) => ({ 'flow.yaml': flow(model.url('anthropic')) }), {
    ANTHROPIC_API_KEY: key,
  });
  const parts = greeting(`Done with ${key}.`);

  test('what was written and reviewed is merged; the gate, the costs and the key are kept', async () => {
    service.model.play(cast(parts));
    const { exitCode, stdout, stderr } = await service.omni('apply', 'flow.yaml', '--yes', '--approve', 'ok');
    expect(exitCode, stdout + stderr).toBe(0);
    expect(await service.project.git('show', 'main:greeting.txt')).toBe('Hello');
    expect(stderr).toMatch(/takes no part: cyd: (No key|There is no program)/);
    const replayed = await service.omni('replay', '--json', stdout.match(/\d{4}-[a-z0-9]{6}/)?.[0] ?? '');
    expect(replayed.stdout).toContain('no-force-push');
    expect(replayed.stdout).toMatch(/"costMicroUsd":\d+/);
    for (const text of [service.journal(), replayed.stdout, stdout, stderr]) expect(text).not.toContain(key);
    expect(await service.project.git('status', '--porcelain')).toBe('');
  });

  test('killed while the agent is at work, the same words go on with its session', async () => {
    service.model.play(hangingAtSecond(parts));
    const before = service.model.seen.length;
    const killed = service.omni('apply', 'flow.yaml', '--yes', '--approve', 'ok');
    await until(() => service.model.seen.length >= before + 2);
    killed.kill('SIGKILL');
    await killed;
    service.model.play(cast(parts));
    const { exitCode, stdout, stderr } = await service.omni('apply', 'flow.yaml', '--yes', '--approve', 'ok');
    expect(exitCode, stdout + stderr).toBe(0);
    // What had been done before the kill stands in what the model reads: nothing is written twice.
    const writes = service.model.seen.slice(before).filter(({ body }) => !JSON.stringify(body).includes(firstCall));
    expect(
      writes.filter(({ messages }) => messages.some(({ text }) => text.includes('Write a greeting'))),
    ).toHaveLength(1);
    expect(await service.project.git('show', 'main:greeting.txt')).toBe('Hello');
  });

  test('doctor says what each agent would use, and asks the service for nothing that costs', async () => {
    const before = service.model.seen.length;
    const { stdout } = await service.omni('doctor', 'flow.yaml');
    expect(stdout).toMatch(/ok +ada \(claude-code\) +2\.\d+\.\d+ at .*claude · .*ANTHROPIC_API_KEY.*\(accepted\)/);
    expect(stdout).toMatch(/missing +cyd \(codex\)/);
    expect(service.model.seen.length).toBe(before);
    const bare = await spawnOmni(service.project.folder, { ...service.project.env, PATH: harnessPath() }, [
      'doctor',
      'flow.yaml',
    ]);
    expect(bare.stdout).not.toContain(key);
  });
});

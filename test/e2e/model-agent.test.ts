/** The built `omni` with models that are asked directly, at a service on the loopback: written, reviewed, merged. */
import { describe, expect, test } from 'vitest';
import { until } from '../agents/temp.ts';
import { cast, greeting, hangingAtSecond } from './cast.ts';
import { useService } from './service.ts';

const key = 'sk-ant-the-key-of-the-test';
/** The writer's first call, as the model names it. */
const firstCall = 'call_part0act0';

const flow = (url: string, chatUrl: string): string => `apiVersion: omni/v1
kind: Workflow
name: flow
agents:
  ada: { harness: model, model: claude-sonnet-4-5, base_url: "${url}", limits: { cost_usd: 1, turns: 9 } }
  bob: { harness: model, model: my-own, base_url: "${chatUrl}" }
  cyd: { harness: model, model: gpt-5 }
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
`;

describe('model', () => {
  const service = useService((model) => ({ 'flow.yaml': flow(model.url('anthropic'), model.url('chat')) }), {
    ANTHROPIC_API_KEY: key,
  });
  const parts = greeting(`Done with ${key}.`);

  test('what was written and reviewed is merged; the gate, the costs and the key are kept', async () => {
    service.model.play(cast(parts, { input: 10, output: 5 }));
    const { exitCode, stdout, stderr } = await service.omni('apply', 'flow.yaml', '--yes', '--approve', 'ok');
    expect(exitCode, stdout + stderr).toBe(0);
    expect(await service.project.git('show', 'main:greeting.txt')).toBe('Hello');
    expect(stderr).toContain('takes no part: cyd: No key: set OPENAI_API_KEY');
    const replayed = await service.omni('replay', '--json', stdout.match(/\d{4}-[a-z0-9]{6}/)?.[0] ?? '');
    expect(replayed.stdout).toContain('no-force-push');
    // Of the model that the price table knows, 10 tokens in and 5 out; what the other one costs is not known.
    expect(replayed.stdout).toMatch(/"costMicroUsd":105,"input":10,"output":5,"priced":"table"/);
    for (const text of [service.journal(), replayed.stdout, stdout, stderr]) expect(text).not.toContain(key);
    expect(await service.project.git('status', '--porcelain')).toBe('');
  });

  test('killed while the model is asked, the same words go on with its session', async () => {
    service.model.play(hangingAtSecond(parts));
    const before = service.model.seen.length;
    const killed = service.omni('apply', 'flow.yaml', '--yes', '--approve', 'ok');
    await until(() => service.model.seen.length >= before + 2);
    killed.kill('SIGKILL');
    await killed;
    service.model.play(cast(parts, { input: 10, output: 5 }));
    const { exitCode, stdout, stderr } = await service.omni('apply', 'flow.yaml', '--yes', '--approve', 'ok');
    expect(exitCode, stdout + stderr).toBe(0);
    // What had been done before the kill stands in what the model reads: nothing is written twice.
    const writes = service.model.seen
      .slice(before)
      .filter(
        ({ messages, body }) =>
          messages[0]?.text.includes('Write a greeting') && !JSON.stringify(body).includes(firstCall),
      );
    expect(writes).toHaveLength(1);
    expect(await service.project.git('show', 'main:greeting.txt')).toBe('Hello');
  });

  test('doctor says what each agent would use, and asks the service for nothing that costs', async () => {
    const before = service.model.seen.length;
    const { stdout } = await service.omni('doctor', 'flow.yaml');
    expect(stdout).toMatch(/ok +ada \(model\) +.*ANTHROPIC_API_KEY.*\(accepted\)/);
    expect(stdout).toMatch(/ok +bob \(model\)/);
    expect(stdout).toMatch(/missing +cyd \(model\)/);
    expect(stdout).not.toContain(key);
    expect(service.model.seen.length).toBe(before);
  });
});

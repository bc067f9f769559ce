/** The built `omni` with the real Pi, into which the built extension is loaded: written, reviewed, merged. */
import { describe, expect, test } from 'vitest';
import { whyNot } from '../harnesses/installed.ts';
import { cast, greeting } from './cast.ts';
import { useService } from './service.ts';

const reason = whyNot('pi');
const key = 'sk-ant-the-key-of-the-test';

const flow = (url: string): string => `apiVersion: omni/v1
kind: Workflow
name: flow
agents:
  ada: { harness: pi, model: claude-sonnet-4-5, base_url: "${url}", limits: { cost_usd: 1, turns: 9 } }
  bob: { harness: pi, model: claude-opus-4-5, base_url: "${url}" }
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
`;

describe.skipIf(reason !== undefined)(`pi${reason === undefined ? '' : ` (${reason})`}`, () => {
  const service = useService((model) => ({ 'flow.yaml': flow(model.url('anthropic')) }), {
    ANTHROPIC_API_KEY: key,
  });

  test('what was written and reviewed is merged; the gate, the costs and the key are kept', async () => {
    const { model, omni } = service;
    model.play(cast(greeting(`Done with ${key}.`)));
    const { exitCode, stdout, stderr } = await omni('apply', 'flow.yaml', '--yes', '--approve', 'ok');
    expect(exitCode, stdout + stderr).toBe(0);
    expect(await service.project.git('show', 'main:greeting.txt')).toBe('Hello');
    const replayed = await omni('replay', '--json', stdout.match(/\d{4}-[a-z0-9]{6}/)?.[0] ?? '');
    expect(replayed.stdout).toContain('no-force-push');
    expect(replayed.stdout).toMatch(/"costMicroUsd":\d+/);
    for (const text of [service.journal(), replayed.stdout, stdout, stderr]) expect(text).not.toContain(key);
    expect(await service.project.git('status', '--porcelain')).toBe('');
    const doctor = await omni('doctor', 'flow.yaml');
    expect(doctor.stdout).toMatch(/ok +ada \(pi\) +\d+\.\d+\.\d+ at .*pi · .*ANTHROPIC_API_KEY/);
  });
});

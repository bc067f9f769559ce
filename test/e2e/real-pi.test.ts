/** The built `omni` with the real Pi, into which the built extension is loaded: written, reviewed, merged. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { piDialect } from '../agents/pi/subject.ts';
import type { Seen } from '../fixtures/models/words.ts';
import { harnessPath, whyNot } from '../harnesses/installed.ts';
import { spawnOmni } from './omni.ts';
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
  const service = useService((model) => ({ 'flow.yaml': flow(model.url('anthropic')) }));

  test('what was written and reviewed is merged; the gate, the costs and the key are kept', async () => {
    const write = piDialect.call({ write: { path: 'greeting.txt', content: 'Hello\n' } })!;
    const push = piDialect.call({ shell: 'git push --force origin main' })!;
    service.model.play(({ messages, body }: Seen) => {
      if (messages.some(({ text }) => text.includes('You review a change')))
        return { text: JSON.stringify({ verdict: 'approve', findings: [] }) };
      const said = JSON.stringify(body);
      if (!said.includes('the-write')) return { calls: [{ ...write, id: 'the-write' }] };
      return said.includes('the-push') ? { text: `Done with ${key}.` } : { calls: [{ ...push, id: 'the-push' }] };
    });
    const env = { ...service.project.env, PATH: harnessPath(), ANTHROPIC_API_KEY: key };
    const omni = (...args: readonly string[]) => spawnOmni(service.project.folder, env, args);
    const { exitCode, stdout, stderr } = await omni('apply', 'flow.yaml', '--yes', '--approve', 'ok');
    expect(exitCode, stdout + stderr).toBe(0);
    expect(await service.project.git('show', 'main:greeting.txt')).toBe('Hello');
    const replayed = await omni('replay', '--json', stdout.match(/\d{4}-[a-z0-9]{6}/)?.[0] ?? '');
    expect(replayed.stdout).toContain('no-force-push');
    expect(replayed.stdout).toMatch(/"costMicroUsd":\d+/);
    const journal = readFileSync(join(service.project.folder, '.omni', 'journal.db')).toString('latin1');
    for (const text of [journal, replayed.stdout, stdout, stderr]) expect(text).not.toContain(key);
    expect(await service.project.git('status', '--porcelain')).toBe('');
    const doctor = await omni('doctor', 'flow.yaml');
    expect(doctor.stdout).toMatch(/ok +ada \(pi\) +\d+\.\d+\.\d+ at .*pi · .*ANTHROPIC_API_KEY/);
  });
});

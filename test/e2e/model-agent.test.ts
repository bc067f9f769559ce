/** The built `omni` with models that are asked directly, at a service on the loopback: written, reviewed, merged. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { modelDialect } from '../agents/model/subject.ts';
import { until } from '../agents/temp.ts';
import type { Seen } from '../fixtures/models/words.ts';
import { spawnOmni } from './omni.ts';
import { useService } from './service.ts';

const key = 'sk-ant-the-key-of-the-test';

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
  const service = useService((model) => ({ 'flow.yaml': flow(model.url('anthropic'), model.url('chat')) }));

  const omni = (...args: readonly string[]) =>
    spawnOmni(service.project.folder, { ...service.project.env, ANTHROPIC_API_KEY: key }, args);
  const { call } = modelDialect('anthropic');
  const write = call({ write: { path: 'greeting.txt', content: 'Hello\n' } })!;
  const push = call({ shell: 'git push --force origin main' })!;

  /** The writer writes, tries to push by force, and is done; the reviewer approves. It is slow where it is told to be. */
  const parts = (slow = false) => {
    let answers = 0;
    service.model.play(({ messages, body }: Seen) => {
      const said = JSON.stringify(body);
      if (messages.some(({ text }) => text.includes('You review a change')))
        return { calls: [{ name: 'answer', input: { verdict: 'approve', findings: [] } }] };
      answers += 1;
      if (slow && answers === 2) return { hang: true };
      if (!said.includes('the-write')) return { calls: [{ ...write, id: 'the-write' }] };
      return said.includes('the-push') ? { text: `Done with ${key}.` } : { calls: [{ ...push, id: 'the-push' }] };
    });
  };

  test('what was written and reviewed is merged; the gate, the costs and the key are kept', async () => {
    parts();
    const { exitCode, stdout, stderr } = await omni('apply', 'flow.yaml', '--yes', '--approve', 'ok');
    expect(exitCode, stdout + stderr).toBe(0);
    expect(await service.project.git('show', 'main:greeting.txt')).toBe('Hello');
    expect(stderr).toContain('takes no part: cyd: No key: set OPENAI_API_KEY');
    const replayed = await omni('replay', '--json', stdout.match(/\d{4}-[a-z0-9]{6}/)?.[0] ?? '');
    expect(replayed.stdout).toContain('no-force-push');
    // Of the model that the price table knows, 10 tokens in and 5 out; what the other one costs is not known.
    expect(replayed.stdout).toMatch(/"costMicroUsd":105,"input":10,"output":5,"priced":"table"/);
    const journal = readFileSync(join(service.project.folder, '.omni', 'journal.db')).toString('latin1');
    for (const text of [journal, replayed.stdout, stdout, stderr]) expect(text).not.toContain(key);
    expect(await service.project.git('status', '--porcelain')).toBe('');
  });

  test('killed while the model is asked, the same words go on with its session', async () => {
    parts(true);
    const before = service.model.seen.length;
    const killed = omni('apply', 'flow.yaml', '--yes', '--approve', 'ok');
    await until(() => service.model.seen.length >= before + 2);
    killed.kill('SIGKILL');
    await killed;
    parts();
    const { exitCode, stdout, stderr } = await omni('apply', 'flow.yaml', '--yes', '--approve', 'ok');
    expect(exitCode, stdout + stderr).toBe(0);
    // What had been done before the kill stands in what the model reads: nothing is written twice.
    const writes = service.model.seen
      .slice(before)
      .filter(
        ({ messages, body }) =>
          messages[0]?.text.includes('Write a greeting') && !JSON.stringify(body).includes('the-write'),
      );
    expect(writes).toHaveLength(1);
    expect(await service.project.git('show', 'main:greeting.txt')).toBe('Hello');
  });

  test('doctor says what each agent would use, and asks the service for nothing that costs', async () => {
    const before = service.model.seen.length;
    const { stdout } = await omni('doctor', 'flow.yaml');
    expect(stdout).toMatch(/ok +ada \(model\) +.*ANTHROPIC_API_KEY.*\(accepted\)/);
    expect(stdout).toMatch(/ok +bob \(model\)/);
    expect(stdout).toMatch(/missing +cyd \(model\)/);
    expect(stdout).not.toContain(key);
    expect(service.model.seen.length).toBe(before);
  });
});

/** The built `omni` with the real Codex in a worktree, whose repository has settings for it. */
import { resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { codexDialect } from '../agents/codex/subject.ts';
import { harnessPath, whyNot } from '../harnesses/installed.ts';
import { spawnOmni } from './omni.ts';
import { useService } from './service.ts';

const reason = whyNot('codex');
const key = 'sk-the-key-of-the-test';

const server = resolve('test/fixtures/models/mcp-server.mjs');

const flow = (url: string): string => `apiVersion: omni/v1
kind: Workflow
name: flow
agents:
  otto:
    harness: codex
    model: gpt-5.5
    base_url: "${url}"
    mcp: { docs: { command: ["${process.execPath}", "${server}", witness.txt] } }
policies:
  - uses: omni/no-force-push
steps:
  - { id: write, agent: otto, prompt: Write a greeting., worktree: true }
  - { id: land, merge: write, into: main }
outputs:
  commits: \${{ steps.land.commits }}
`;

describe.skipIf(reason !== undefined)(`codex${reason === undefined ? '' : ` (${reason})`}`, () => {
  const service = useService((model) => ({
    'flow.yaml': flow(model.url('responses')),
    // Codex would let these run unasked if it took the repository for trusted.
    '.codex/rules/default.rules': 'prefix_rule(pattern=["git"], decision="allow")\n',
  }));

  const omni = (...args: readonly string[]) =>
    spawnOmni(service.project.folder, { ...service.project.env, PATH: harnessPath(), OPENAI_API_KEY: key }, args);

  test('what was written is merged; the gate and the key are kept', async () => {
    const write = codexDialect.call({ write: { path: 'greeting.txt', content: 'Hello\n' } })!;
    const push = codexDialect.call({ shell: 'git push --force origin main' })!;
    service.model.play([{ calls: [write] }, { calls: [push] }, { text: `Done with ${key}.` }]);
    const { exitCode, stdout, stderr } = await omni('apply', 'flow.yaml', '--yes');
    expect(exitCode, stdout + stderr).toBe(0);
    expect(await service.project.git('show', 'main:greeting.txt')).toBe('Hello');
    expect(stderr).toContain('write greeting.txt');
    expect(stderr).toMatch(/git push --force origin main refused/);
    expect(stdout + stderr).not.toContain(key);
    expect(JSON.stringify(service.model.seen.at(-1)?.body)).toContain('A push must not rewrite');
  });

  test('a call that nobody was asked about ends the session', async () => {
    const read = { name: 'read_mcp_resource', input: { server: 'docs', uri: 'x:y' } };
    service.model.play([{ calls: [read] }, { text: 'Done.' }]);
    const { exitCode, stdout, stderr } = await omni('apply', 'flow.yaml', '--yes');
    expect(exitCode).not.toBe(0);
    expect(stdout + stderr).toContain('a tool call that it had not asked for');
  });
});

/** Polly with several real harnesses at once, and one line of YAML that swaps a harness and changes nothing else. */
import { cpSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { isJsonObject, type Json } from '../../schema/json.ts';
import type { Wire } from '../fixtures/models/words.ts';
import { whyNotAny } from '../harnesses/installed.ts';
import { cast, type Part } from './cast.ts';
import { commitAll, keys, useService } from './service.ts';

/** Milliseconds: several sessions of programs that take seconds to start, on machines that are busy. */
const longestMs = 240_000;
const missing = whyNotAny('claude', 'codex', 'pi');
/** How often a harness tells of these is its own affair. */
const uneven = new Set(['usage.reported', 'message.received', 'session.opened']);

describe.skipIf(missing !== undefined)(`several harnesses${missing === undefined ? '' : ` (${missing})`}`, () => {
  const service = useService(() => ({}));

  const omni: typeof service.omni = (...args) => service.omni(...args);
  const at: typeof service.at = (agent, wire) => service.at(agent, wire);
  /** The kinds of the journal's events, step by step, with what was asked and decided; not how often usage was told. */
  const shape = async (run: string): Promise<readonly string[]> => {
    const { stdout } = await omni('replay', '--json', run);
    return stdout.split('\n').flatMap((line) => {
      const { event } = JSON.parse(line) as { event?: Record<string, unknown> };
      if (event === undefined || uneven.has(String(event.type))) return [];
      const { type, frame = '', step = '', tool, allow, outcome } = event as Record<string, Json>;
      return [[type, frame, step, isJsonObject(tool) ? tool.kind : '', allow ?? '', outcome ?? ''].join(' ').trim()];
    });
  };

  test(
    'polly plans with Claude Code, writes with all three, and each diff is reviewed by another vendor',
    async () => {
      cpSync(resolve('examples/polly'), join(service.project.folder, 'polly'), { recursive: true });
      await commitAll(service.project);
      const subtasks = ['claude', 'codex', 'pi'].map((writer) => ({
        title: `Task of ${writer}`,
        contract: `${writer}.txt says so`,
        verify: `grep -q so ${writer}.txt`,
        writer,
      }));
      const writers = subtasks.map(
        ({ title, writer }): Part => ({ says: title, acts: [{ write: { path: `${writer}.txt`, content: 'so\n' } }] }),
      );
      service.model.play(
        cast([
          { says: 'Split this into independent subtasks', answer: { subtasks } },
          ...writers,
          { says: 'You review a change', answer: { verdict: 'approve', findings: [] } },
        ]),
      );
      const gateways = [
        ...at('lead', 'anthropic'),
        ...at('claude', 'anthropic'),
        ...at('codex', 'responses'),
        ...at('pi', 'gemini'),
      ];
      const apply = ['apply', 'polly', '--yes', '--input', 'goal=Say so', '--approve', 'merge_ok', ...gateways];
      const { exitCode, stdout, stderr } = await omni(...apply);
      expect(exitCode, stdout + stderr).toBe(0);
      for (const { writer } of subtasks) expect(await service.project.git('show', `main:${writer}.txt`)).toBe('so');
      for (const key of Object.values(keys))
        for (const text of [service.journal(), stdout, stderr]) expect(text).not.toContain(key);
    },
    longestMs,
  );

  const flow = (harness: string): string => `apiVersion: omni/v1
kind: Workflow
name: flow
agents:
  ada:
    harness: ${harness}
    model: frontier
    instructions: You write one file.
    limits: { cost_usd: 1, turns: 20 }
  bob: { harness: model, model: gemini-2.5-pro }
policies:
  - uses: omni/no-force-push
  - uses: omni/budget
    with: { ask_every_usd: 10 }
steps:
  - id: work
    worktree: true
    steps:
      - { id: write, agent: ada, prompt: Write a greeting., output: { type: object, required: [file], properties: { file: { type: string } } } }
      - { id: review, review: write, reviewer: { from: [bob], vendor: different } }
  - { id: land, merge: work, into: main }
outputs:
  file: \${{ steps.work.steps.write.output.file }}
`;
  const models = {
    'claude-code': 'claude-sonnet-4-5',
    codex: 'gpt-5.5',
    pi: 'claude-sonnet-4-5',
    model: 'claude-sonnet-4-5',
  };
  const wires: Readonly<Record<string, Wire>> = { codex: 'responses' };

  test(
    'one line swaps the harness, and the journal tells the same story',
    async () => {
      service.project.write({
        '.gitignore': '.omni\n',
        'omni.yaml': `apiVersion: omni/v1\nkind: Project\nmodels:\n  frontier: ${JSON.stringify(models)}\n`,
        'flow.yaml': flow('claude-code'),
      });
      await commitAll(service.project);
      service.model.play(
        cast([
          {
            says: 'Write a greeting.',
            acts: [{ write: { path: 'greeting.txt', content: 'Hello\n' } }, { shell: 'git push --force origin main' }],
            answer: { file: 'greeting.txt' },
          },
          { says: 'You review a change', answer: { verdict: 'approve', findings: [] } },
        ]),
      );
      const shapes: (readonly string[])[] = [];
      const begin = await service.project.git('rev-parse', 'HEAD');
      for (const harness of Object.keys(models)) {
        await service.project.git('reset', '-q', '--hard', begin);
        service.project.write({ 'flow.yaml': flow(harness) });
        await commitAll(service.project);
        const gateways = [...at('ada', wires[harness] ?? 'anthropic'), ...at('bob', 'gemini')];
        const { exitCode, stdout, stderr } = await omni('apply', 'flow.yaml', '--yes', ...gateways);
        expect(exitCode, harness + stdout + stderr).toBe(0);
        shapes.push(await shape(stdout.match(/\d{4}-[a-z0-9]{6}/)?.[0] ?? ''));
      }
      expect(shapes[0]).toContain('tool.requested work@1 write shell');
      for (const other of shapes.slice(1)) expect(other).toEqual(shapes[0]);
    },
    longestMs,
  );
});

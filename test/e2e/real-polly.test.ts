/** Polly, unchanged, with Claude Code, Codex and Pi at once. */
import { cpSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { whyNotAny } from '../harnesses/installed.ts';
import { cast, type Part } from './cast.ts';
import { commitAll, keys, useService } from './service.ts';

/** Milliseconds: several sessions of programs that take seconds to start, on machines that are busy. */
const longestMs = 240_000;
const reason = whyNotAny('claude', 'codex', 'pi');

describe.skipIf(reason !== undefined)(`polly${reason === undefined ? '' : ` (${reason})`}`, () => {
  const service = useService(() => ({}));

  test(
    'polly plans with Claude Code, writes with all three, and each diff is reviewed by another vendor',
    async () => {
      const { omni, at } = service;
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
});

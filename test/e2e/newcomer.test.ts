/** The command of the README, word for word, and what can be asked of the run afterwards. */
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Ended, makeProject, type Project, root } from './omni.ts';

let project: Project;
let ended: Ended;
let run: string;

beforeAll(async () => {
  project = makeProject();
  const polly = join(root, 'examples/polly');
  ended = await project.omni(
    ...['apply', polly, '--simulate', join(polly, 'simulate.yaml'), '--yes', '--approve', 'merge_ok'],
    ...['--input', 'goal=Add a slugify function with tests'],
  );
  run = /omni replay (\S+)/.exec(ended.out)?.[1] ?? '';
}, 120_000);
afterAll(() => project.remove());

test('ends well and says who wrote, who reviewed, what it cost and what was merged', () => {
  expect(ended.code, ended.err).toBe(0);
  expect(
    ended.out
      .replace(/\d+(\.\d+)?s/, '9s')
      .replaceAll(run, 'RUN')
      .replace(/merged: .*/, 'merged: ...')
      .replace(/polly-\w+/, 'polly-KEY'),
  ).toMatchInlineSnapshot(`
    "✔ polly done, 9s, $0.39 (simulated prices), 125,810 tokens

      step           written by          reviewed by           rounds  check    cost
      plan           lead · anthropic                                         $0.048
      Add slugify    claude · anthropic  ✔ codex · openai           2  ✔       $0.20
      Add truncate   codex · openai      ✔ pi · google              1  ✔      $0.068
      Add titleCase  pi · google         ✔ claude · anthropic       1  ✔      $0.076

      commits     3 branches merged: ...
      cost_usd    0.387781
      repository  .omni/demo/polly-KEY/1

      omni replay RUN  tells it again from the journal
      omni graph RUN   draws it"
  `);
});

test('says on stderr what happens, one line each, without a terminal sequence', () => {
  expect(ended.err).toMatch(/build\[0\]\.review +round 1: request_changes, Unicode is lost/);
  expect(ended.err).toMatch(/merge_ok +approved by ada@example\.com "in advance: --approve merge_ok"/);
  expect(ended.err).not.toContain('\u001b');
});

test('leaves three merge commits on main, and no worktree', async () => {
  const demo = /repository +(\S+)/.exec(ended.out)?.[1] ?? '';
  const log = await project.git('-C', demo, 'log', '--merges', '--format=%s', 'main');
  expect(log.split('\n')).toHaveLength(3);
  expect((await project.git('-C', demo, 'worktree', 'list')).split('\n')).toHaveLength(1);
  await expect(project.git('-C', demo, 'status', '--porcelain')).resolves.toBe('');
});

test('can be replayed, audited, listed, shown and drawn', async () => {
  const replayed = await project.omni('replay', run);
  expect(replayed.out).toMatch(/\d+ events replayed, \d+ judgements made again, the same as then: done/);
  const audited = await project.omni('audit', run);
  expect(audited.code).toBe(0);
  const head = /head ([0-9a-f]{64})/.exec(audited.out)?.[1] ?? '';
  expect((await project.omni('audit', run, '--head', head)).code).toBe(0);
  expect((await project.omni('audit', run, '--head', head.replace(/./g, 'f'))).code).toBe(1);
  expect((await project.omni('runs')).out).toContain(run);
  expect((await project.omni('show', run.slice(0, -2))).out).toContain('approve, round 2');
  expect((await project.omni('graph', run)).out).toMatch(/^stateDiagram-v2/);
  expect(JSON.parse((await project.omni('graph', run, '--as', 'xstate')).out)).toHaveProperty('states');
});

test('speaks NDJSON of one version everywhere', async () => {
  for (const args of [
    ['runs'],
    ['show', run],
    ['replay', run],
    ['audit'],
    ['explain', 'OMNI1003'],
    ['validate', join(root, 'examples/polly')],
  ]) {
    const lines = await project.json(...args);
    expect(lines.length, args.join(' ')).toBeGreaterThan(0);
    expect(
      lines.every(({ version, type }) => version === 1 && typeof type === 'string'),
      args.join(' '),
    ).toBe(true);
  }
});

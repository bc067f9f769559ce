/** The past asked again, decisions explained, and policies put over a run that runs: by the command, as a person does it. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { eventually, makeProject, type Project, runThat } from './omni.ts';

let project: Project;
beforeAll(() => {
  project = makeProject();
});
afterAll(() => project.remove());

const workflow = (name: string, policies = '') => `apiVersion: omni/v1
kind: Workflow
name: ${name}
${policies}agents:
  claude: { harness: claude-code }
steps:
  - { id: look, run: "git push --force origin main || true" }
  - { id: work, worktree: true, steps: [{ id: write, agent: claude, prompt: Write. }] }
  - { id: land, merge: work, into: main }
`;
const policy = (name: string, before: string, when: string, decide: string, more = '') =>
  `apiVersion: omni/v1\nkind: Policy\nname: ${name}\n${more}rules:\n  - { id: no, before: ${before}, when: "${when}", decide: ${decide}, reason: "Not here" }\n`;
const docs = "glob('docs/**', f.path) && f.op != 'read'";
const tools = '[{ write: { path: docs/a.md, content: "A\\n" } }, { shell: "git push origin HEAD:main" }]';
const files = {
  'bare.yaml': workflow('bare'),
  'calm.yaml': workflow('calm', 'policies: [{ uses: docs.yaml }]\n'),
  'docs.yaml': policy('docs', 'tool', `tool.files.exists(f, ${docs})`, 'deny'),
  'softer.yaml': policy('docs', 'tool', `tool.files.exists(f, ${docs})`, 'ask'),
  'merges.yaml': policy('merges', 'merge', 'size(merge.files) > 0', 'deny'),
  'needy.yaml': policy('needy', 'tool', 'inputs.most > 1', 'deny', 'inputs:\n  most: { type: integer }\n'),
  'wrong.yaml': policy('wrong', 'tool', 'tool.flies.size() > 1', 'deny'),
  'simulate.yaml': `repo: demo/\nturns:\n  work.write:\n    - { tools: ${tools}, text: Done., usage: { input: 1, output: 1, cost_usd: 0.5 } }\n`,
  'demo/README.md': 'A demo.\n',
};
const play = async (file: string): Promise<string> => {
  const { code, err } = await project.omni('apply', file, '--simulate', 'simulate.yaml', '--yes', '--new');
  expect([code, err]).toEqual([0, expect.any(String)]);
  return runThat(project, ({ workflow: name }) => `${name}.yaml` === file);
};

let bare: string;
let calm: string;
beforeAll(async () => {
  project.write(files);
  bare = await play('bare.yaml');
  calm = await play('calm.yaml');
});

describe('omni replay --policy', () => {
  test('of a run without policies: its calls, its commands, and the merge that nobody noted', async () => {
    const { code, out } = await project.omni('replay', bare, '--policy', 'docs.yaml', '--policy', 'merges.yaml');
    expect(code).toBe(0);
    expect(out).toMatch(/work\.write: write docs\/a\.md\n +allowed then, denied now by docs\/no: Not here/);
    expect(out).toMatch(/land: not judged\n/);
    expect(out).toMatch(/\d+ decisions of 1 run made again, 1 would differ: 1 denied$/);
  });

  test('judges the commands of `run` steps that asked nobody', async () => {
    const { out } = await project.omni('replay', bare, '--policy', 'omni/no-force-push');
    expect(out).toMatch(
      /look: run git push --force origin main; true\n +allowed then, denied now by no-force-push\/force/,
    );
  });

  test('puts a policy in the place of the one of its name, beside it, or alone', async () => {
    const differences = async (...args: string[]) =>
      (await project.json('replay', calm, ...args)).filter(({ type }) => type === 'difference');
    expect(await differences('--policy', 'docs.yaml')).toEqual([]);
    expect(await differences('--policy', 'softer.yaml')).toMatchObject([
      { run: calm, event: 'tool.requested', where: 'work.write', was: 'deny', would_be: 'ask' },
    ]);
    expect(await differences('--policy', 'merges.yaml')).toEqual([]);
    expect(await differences('--policy', 'omni/no-force-push', '--only')).toMatchObject([
      { event: 'tool.requested', where: 'look', would_be: 'deny' },
      { event: 'tool.requested', was: 'deny', would_be: 'allow', decisions: [] },
    ]);
  });

  test('over all runs: one line a run in which something would differ, and the sum', async () => {
    const { code, out } = await project.omni('replay', '--all', '--policy', 'docs.yaml', '--since', '1d');
    expect(code).toBe(0);
    expect(out).toContain(`  ${bare}  bare `);
    expect(out).not.toContain(calm);
    expect(out).toMatch(/decisions of 2 runs made again, 1 would differ: 1 denied$/);
    const lines = await project.json('replay', '--all', '--policy', 'docs.yaml');
    expect(lines.filter(({ type }) => type === 'what_if')).toMatchObject([
      { run: calm, differences: 0 },
      { run: bare, workflow: 'bare', differences: 1, denied: 1, unjudged: 0 },
    ]);
    expect((await project.omni('replay', '--all', '--policy', 'docs.yaml', '--since', '1ms')).out).toContain(
      'of 0 runs',
    );
  });

  test.each([
    [['nowhere.yaml'], 'there is no file nowhere.yaml'],
    [['bare.yaml'], 'bare.yaml'],
    [['needy.yaml'], 'policy needy needs most'],
    [['wrong.yaml'], 'wrong.yaml:5:'],
    [['omni/no-such'], 'omni/no-such'],
    [['docs.yaml', '--policy', 'softer.yaml'], 'two policies are called docs'],
    [['docs.yaml', '--since', 'soon'], '--since'],
  ])('refuses %j', async (args, said) => {
    const { code, out, err } = await project.omni('replay', bare, '--policy', ...args);
    expect([code, out]).toEqual([2, '']);
    expect(err).toContain(said);
    expect(err).not.toContain('at Object.');
  });

  test.each([[[]], [['--policy', 'docs.yaml']], [['--all']]])('says which run, with %j', async (args) => {
    expect((await project.omni('replay', ...args)).code).toBe(2);
  });
});

describe('omni policy explain', () => {
  test('lists what rules said, and tells one decision in full', async () => {
    const { code, out } = await project.omni('policy', 'explain', calm);
    expect(code).toBe(0);
    const [, seq = ''] = /(\d+) {2}work\.write: write docs\/a\.md\n +deny by docs\/no: Not here/.exec(out) ?? [];
    const one = await project.omni('policy', 'explain', calm, seq);
    expect(one.out).toMatch(new RegExp(`^work\\.write: write docs/a\\.md {2}event ${seq}, `));
    expect(one.out).toContain('docs/no denies it\n  Not here\n    tool.files = create docs/a.md');
  });

  test('also tells of a call that was let through, by which rules it went', async () => {
    const decisions = await project.json('policy', 'explain', calm);
    const silent = decisions.filter((one) => Array.isArray(one.decisions) && one.decisions.length === 0);
    const call = silent.find(({ event }) => (event as { type: string }).type === 'tool.requested');
    expect(call).toMatchObject({
      type: 'decision',
      run: calm,
      silent: [{ guard: 'docs', level: 'workflow', rules: ['no'] }],
    });
    const { out } = await project.omni('policy', 'explain', calm, String(call?.seq));
    expect(out).toContain(
      'no rule matched, so it was let through\n  docs (workflow) stood there too, and did not match: no',
    );
  });

  test.each([
    ['999', 'nothing was judged at event 999'],
    ['1', 'near it: '],
    ['0x1', '0x1 is no number of an event'],
  ])('of event %s there is nothing to tell', async (seq, said) => {
    const { code, err } = await project.omni('policy', 'explain', calm, seq);
    expect(code).toBe(2);
    expect(err).toContain(said);
  });
});

describe('omni policy add', () => {
  test('tightens a run that another process drives, from its next call on', async () => {
    const go = join(project.folder, 'go');
    project.write({
      'held.yaml': workflow('held'),
      'held-simulate.yaml': `repo: demo/\nturns:\n  work.write:\n    - { tools: [{ shell: "until [ -e ${go} ]; do sleep 0.05; done" }, { write: { path: b.md, content: "B\\n" } }], text: Done. }\n`,
    });
    const driving = project.start('apply', 'held.yaml', '--simulate', 'held-simulate.yaml', '--yes');
    const events = async (run: string) => (await project.json('replay', run)).filter(({ type }) => type === 'event');
    const has = (all: readonly Record<string, unknown>[], type: string) =>
      all.some(({ event }) => (event as { type?: string }).type === type);
    const run = await eventually(async () => {
      const [newest] = await project.json('runs');
      if (newest?.workflow !== 'held') return undefined;
      const id = String(newest.run);
      return has(await events(id), 'tool.requested') ? id : undefined;
    });
    const { code, out } = await project.omni('policy', 'add', run, 'omni/read-only');
    expect([code, out]).toEqual([
      0,
      expect.stringContaining(`read-only over run ${run}, from its next step or call on`),
    ]);
    await eventually(async () => (has(await events(run), 'policy.added') ? true : undefined));
    writeFileSync(go, '');
    await driving;
    expect((await project.omni('policy', 'explain', run)).out).toMatch(
      /work\.write: write b\.md\n +deny by \S*read-only\/changes: Changes files/,
    );
    const over = await project.omni('policy', 'add', run, 'omni/read-only');
    expect([over.code, over.err]).toEqual([2, expect.stringContaining(`run ${run} is over`)]);
  });

  test('waits for whoever goes on with a run that is parked', async () => {
    project.write({
      'gate.yaml': workflow('gate').replace('  - { id: land', '  - { id: ok, approve: Land it? }\n  - { id: land'),
    });
    expect((await project.omni('apply', 'gate.yaml', '--simulate', 'simulate.yaml', '--yes')).code).toBe(3);
    const run = await runThat(project, ({ workflow: name }) => name === 'gate');
    const added = await project.omni('policy', 'add', run, 'merges.yaml');
    expect(added.out).toContain('once it goes on');
    expect(added.err).toContain(`omni resume ${run}`);
    const asks = (await project.json('show', run)).flatMap(({ asks: open = [] }) => open as { ask: { id: string } }[]);
    expect((await project.omni('approve', asks[0]?.ask.id ?? '')).code).toBeLessThan(5);
    await project.omni('resume', run);
    expect((await project.omni('policy', 'explain', run)).out).toMatch(
      /land: merge .*\n +deny by \S*merges\/no: Not here/,
    );
  });

  test.each([
    ['nowhere.yaml', 'there is no file'],
    ['needy.yaml', 'needs most'],
    ['wrong.yaml', 'wrong.yaml:5:'],
  ])('refuses %s', async (file, said) => {
    const { code, err } = await project.omni('policy', 'add', bare, file);
    expect(code).toBe(2);
    expect(err).toContain(said);
  });
});

test('omni show says what exactly is asked, why, and until when', async () => {
  project.write({ 'asks.yaml': workflow('asks', 'policies: [{ uses: softer.yaml }]\n') });
  const applied = await project.omni('apply', 'asks.yaml', '--simulate', 'simulate.yaml', '--yes');
  expect(applied.code).toBe(3);
  expect(applied.err).toMatch(/write docs\/a\.md waits: Not here \(docs\/no; omni approve \S+\)/);
  const run = await runThat(project, ({ workflow: name }) => name === 'asks');
  const { out } = await project.omni('show', run);
  expect(out).toMatch(
    /\? work\.write: Not here\n {4}write docs\/a\.md\n {6}\+ A\n {4}rule no of policy docs\n {4}until .*, then it is refused\n {4}omni approve \S+\n {4}omni deny \S+\n/,
  );
});

/** `--agent`, and aliases of models, from the command line to the end of a run. */
import { afterEach, beforeEach, expect, test } from 'vitest';
import { applyGate, gate, makeProject, type Project } from './omni.ts';

let project: Project;
beforeEach(() => {
  project = makeProject();
  const files = gate();
  const who = "  who: ${{ agents.map(a, a.name + '=' + a.harness + ' ' + a.model).join(', ') }}\n";
  project.write({ ...files, 'gate/gate.yaml': `${files['gate/gate.yaml']}${who}`, 'omni.yaml': aliases('gpt-5.5') });
});
afterEach(() => project.remove());

const aliases = (model: string) =>
  `apiVersion: omni/v1\nkind: Project\nmodels:\n  frontier: { claude-code: claude-opus-4-5, codex: ${model} }\n`;
const swap = ['--agent', 'codex.harness=claude-code', '--agent', 'claude.harness=codex'] as const;
const model = ['--agent', 'claude.model=frontier'] as const;
const runOf = (out: string) => /omni resume (\S+)/.exec(out)?.[1] ?? '';

test('a plan shows what is given, and by whom an alias is made a model', async () => {
  const { code, out } = await project.omni('plan', 'gate', ...swap, ...model);
  expect(code).toBe(0);
  expect(out).toMatch(/claude +harness +codex +--agent\n +model +gpt-5\.5 +--agent frontier, omni\.yaml:4\n/);
  expect(out).toMatch(/codex +harness +claude-code +--agent\n/);
});

test('a run keeps what it was given, and the same words in any order continue it', async () => {
  const given = await project.omni(...applyGate, ...swap, ...model);
  expect(given.code, given.err).toBe(3);
  const run = runOf(given.out);
  const plain = await project.omni(...applyGate);
  expect(plain.code).toBe(3);
  expect(runOf(plain.out)).not.toBe(run);
  const again = await project.omni(...applyGate, ...model, ...swap.slice(2), ...swap.slice(0, 2));
  expect([again.code, runOf(again.out)]).toEqual([3, run]);

  project.write({ 'omni.yaml': aliases('gpt-6') });
  expect((await project.omni('resume', run, '--approve', 'ok')).code).toBe(0);
  const [shown] = await project.json('show', run);
  expect(shown?.outputs).toMatchObject({ who: 'claude=codex gpt-5.5, codex=claude-code ' });
  expect((await project.omni('replay', run)).code).toBe(0);
});

test.each([['plan'], ['apply', '--yes'], ['check'], ['graph'], ['validate'], ['doctor']])(
  'omni %s reads it, and ends with 2 where it means nothing',
  async (command, ...more) => {
    const { code, out, err } = await project.omni(command, 'gate', ...more, '--agent', 'cluade.harness=codex');
    expect([code, out]).toEqual([2, '']);
    expect(err).toContain('error[OMNI2011]: there is no agent `cluade` in this workflow\n --> --agent:1:1\n');
    expect(err).toContain('  | ^^^^^^\n  = help: did you mean `claude`?');
  },
);

test('a harness gets no model of another vendor but through a gateway, or from a script', async () => {
  const other = ['gate', '--agent', 'claude.harness=codex', '--agent', 'claude.model=claude-opus-4-5'] as const;
  for (const command of ['plan', 'validate', 'graph']) {
    const { code, err } = await project.omni(command, ...other);
    expect([code, err]).toEqual([
      2,
      expect.stringContaining('error[OMNI3016]: `claude-opus-4-5` is a model of anthropic'),
    ]);
    expect(err).toContain(' --> --agent:2:14\n');
  }
  const gateway = ['--agent', 'claude.base_url=https://gateway.example.com/v1'];
  expect((await project.omni('validate', ...other, ...gateway)).code).toBe(0);
  expect((await project.omni('plan', ...other, '--simulate', 'gate/simulate.yaml')).code).toBe(0);
});

test('what has no workflow takes no agents', async () => {
  const run = runOf((await project.omni(...applyGate)).out);
  for (const args of [['graph', run], ['validate', 'omni.yaml'], ['doctor']]) {
    const { code, err } = await project.omni(...args, '--agent', 'claude.harness=codex');
    expect([code, err]).toEqual([2, expect.stringContaining('--agent goes with a workflow')]);
  }
});

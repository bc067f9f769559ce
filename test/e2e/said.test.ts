/** What is said at the end: places as a person here would write them, and choices by their name. */
import { afterEach, beforeEach, expect, test } from 'vitest';
import { applyGate, gate, makeProject, type Project } from './omni.ts';

let project: Project;
beforeEach(() => {
  project = makeProject();
});
afterEach(() => project.remove());

test('the current folder is not named, and what is kept in it is named from there', async () => {
  project.write({
    'note.yaml': 'apiVersion: omni/v1\nkind: Workflow\nname: note\nsteps:\n  - run: touch note.txt\n',
  });
  const { code, out, err } = await project.omni('apply', 'note.yaml', '--yes');
  expect(code, err).toBe(0);
  expect(out).not.toMatch(/^ *repository/m);
  expect(out).toMatch(/^ *kept worktree +\.omni\/worktrees\/\S+\/main$/m);
});

test('an answer to a failure says what was chosen', async () => {
  const files = gate();
  project.write({
    ...files,
    'gate/gate.yaml': files['gate/gate.yaml']!.replace('[claude, codex] } }', '[claude, codex] }, on_error: ask }'),
    'gate/simulate.yaml': files['gate/simulate.yaml']!.replace('verdict: approve', 'verdict: reject'),
  });
  const parked = await project.omni(...applyGate);
  expect(parked.code, parked.err).toBe(3);
  const [, id = ''] = /omni approve (\S+) --choice fail/.exec(parked.out) ?? [];
  const answered = await project.omni('approve', id, '--choice', 'fail');
  expect(answered.out).toMatch(/^✔ fail: review failed: /);
});

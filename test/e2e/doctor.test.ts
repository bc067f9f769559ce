/** `omni doctor` on the machine that runs the tests. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { gate, makeProject, type Project } from './omni.ts';

let project: Project;

beforeAll(() => {
  project = makeProject();
  project.write({ ...gate(), 'bad.yaml': 'kind: Workflow\n' });
});
afterAll(() => project.remove());

test('finds what runs these tests', async () => {
  const { code, out } = await project.omni('doctor');
  expect(code, out).toBe(0);
  expect(out).toContain(`ok       node         ${process.versions.node}`);
  expect(out).toMatch(/ok {7}git {10}\d/);
});

test('says of a workflow which of its agents cannot be run here', async () => {
  const { code, out } = await project.omni('doctor', 'gate');
  expect(code).toBe(1);
  expect(out).toMatch(/missing {2}codex \(codex\) +(There is no program codex|No key)/);
  const lines = await project.json('doctor', 'gate');
  expect(lines.at(-1)).toEqual({ version: 1, type: 'doctor', ok: false });
  expect(lines).toContainEqual(
    expect.objectContaining({ type: 'check', group: 'machine', name: 'git', state: 'ok', needed: true }),
  );
});

test('a workflow that is none is said before anything is looked for', async () => {
  const { code, out, err } = await project.omni('doctor', 'bad.yaml');
  expect({ code, out }).toEqual({ code: 2, out: '' });
  expect(err).toContain('OMNI1');
});

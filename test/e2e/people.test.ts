/** Runs that wait for a person, and the commands that answer. */
import { afterEach, beforeEach, expect, test } from 'vitest';
import { applyGate, gate, main, makeProject, type Project } from './omni.ts';

let project: Project;
beforeEach(() => {
  project = makeProject();
  project.write(gate());
});
afterEach(() => project.remove());

test('an approval parks the run, and the commands that are printed let it go on', async () => {
  const parked = await project.omni(...applyGate);
  expect(parked.code, parked.err).toBe(3);
  const [, id = ''] = /omni approve (\S+)/.exec(parked.out) ?? [];
  const [, run = ''] = /omni resume (\S+)/.exec(parked.out) ?? [];

  const approved = await project.omni('approve', id, '--comment', 'fine by me');
  expect(approved.code).toBe(0);
  expect(approved.err).toContain(`omni resume ${run}`);
  const resumed = await project.omni('resume', run);
  expect(resumed.code, resumed.err).toBe(0);
  expect(resumed.err).toContain('approved by ada@example.com "fine by me"');
  // What was done before is neither done nor told again.
  expect(resumed.err).not.toContain('work.write');

  expect((await project.omni('approve', id)).code).toBe(2);
  expect((await project.omni('resume', run)).code).toBe(2);
});

test('an agent cannot answer for a person, nor let anybody in: neither to its own run nor to another', async () => {
  const parked = await project.omni(...applyGate);
  const [, id = ''] = /omni approve (\S+)/.exec(parked.out) ?? [];
  const [, run = ''] = /omni resume (\S+)/.exec(parked.out) ?? [];
  const omni = `env -u OMNI_MARK PATH="$PATH" OMNI_HOME='${project.env.OMNI_HOME}' OMNI_USER=eve '${process.execPath}' '${main}'`;
  const tries = [
    `${omni} approve ${id}`,
    `${omni} deny ${id}`,
    `setsid ${omni} approve ${id}`,
    `${omni} send ${run} yes`,
    `${omni} resume ${run} --approve ok`,
    `${omni} policy add ${run} omni/read-only`,
    `${omni} token create eve --role drive`,
    `${omni} token revoke 0123456789`,
    `${omni} serve --port 0`,
  ];
  project.write({
    'sly/sly.yaml': `apiVersion: omni/v1
kind: Workflow
name: sly
steps:
  - id: try
    run: |
${tries.map((line) => `      ${line} 2>&1 && exit 9`).join('\n')}
      true
outputs:
  said: \${{ steps.try.stdout }}
`,
    'sly/simulate.yaml': 'repo: demo/\nturns: {}\n',
    'sly/demo/README.md': 'A demo.\n',
  });
  const ended = (await project.json('apply', 'sly', '--simulate', 'sly/simulate.yaml', '--yes')).at(-1);
  expect(ended).toMatchObject({ type: 'run', status: 'done' });
  expect(JSON.stringify(ended!.outputs).match(/this is for a person to say/g)).toHaveLength(tries.length);
  expect((await project.omni('approve', id, '--resume')).code).toBe(0);
});

test('apply again continues the run, and with --resume so does the answer', async () => {
  const parked = await project.omni(...applyGate);
  const again = await project.omni(...applyGate);
  expect(again.code).toBe(3);
  expect(await project.json('runs')).toHaveLength(1);
  const [, id = ''] = /omni approve (\S+)/.exec(parked.out) ?? [];
  expect((await project.omni('approve', id, '--resume')).code).toBe(0);
});

test('a refusal fails the run', async () => {
  const parked = await project.omni(...applyGate);
  const [, id = ''] = /omni deny (\S+)/.exec(parked.out) ?? [];
  const denied = await project.omni('deny', id, '--comment', 'not today', '--resume');
  expect(denied.code, denied.err).toBe(1);
  expect(denied.err).toContain('denied by ada@example.com "not today"');
});

test('--unattended deny refuses what nobody can answer', async () => {
  const ended = await project.omni(...applyGate, '--unattended', 'deny');
  expect(ended.code).toBe(1);
  expect(ended.err).toContain('--unattended deny');
});

test('an --approve that can never grant anything is refused before the run begins', async () => {
  const typo = await project.omni(...applyGate, '--approve', 'okay');
  expect(typo.code).toBe(2);
  expect(typo.err).toContain('known here: ok');
  const files = gate();
  project.write({
    'gate/gate.yaml': files['gate/gate.yaml']!.replace('Land it? }', 'Land it?, approvers: { not: [starter] } }'),
  });
  const forbidden = await project.omni(...applyGate, '--approve', 'ok');
  expect(forbidden.code, forbidden.err).toBe(2);
  expect(forbidden.err).toContain('somebody else');
  const parked = await project.omni(...applyGate);
  const [, id = ''] = /omni approve (\S+)/.exec(parked.out) ?? [];
  expect((await project.omni('approve', id)).err).toContain('somebody else has to answer');
});

test('with --json a run is a plan, its events, and where it stands', async () => {
  const lines = await project.json(...applyGate, '--approve', 'ok');
  const types = lines.map(({ type }) => type);
  expect(types[0]).toBe('plan');
  expect(new Set(types.slice(1, -1))).toEqual(new Set(['event']));
  expect(lines.at(-1)).toMatchObject({ type: 'run', status: 'done', kept: [] });
  expect(lines.slice(1, -1).map(({ seq }) => seq)).toEqual(lines.slice(1, -1).map((_, index) => index + 1));
});

test('a changed definition under an unfinished run is refused with the choices', async () => {
  await project.omni(...applyGate);
  const files = gate();
  project.write({ 'gate/gate.yaml': files['gate/gate.yaml']!.replace('Land it?', 'Really?') });
  const refused = await project.omni(...applyGate);
  expect(refused.code).toBe(2);
  expect(refused.err).toContain('error[OMNI6008]');
  expect(refused.err).toMatch(/omni resume \S+[\s\S]*--new[\s\S]*omni cancel/);
  const other = await project.omni(...applyGate, '--new', '--approve', 'ok');
  expect(other.code, other.err).toBe(0);
});

test('cancel ends a run that nobody drives', async () => {
  const parked = await project.omni(...applyGate);
  const [, run = ''] = /omni resume (\S+)/.exec(parked.out) ?? [];
  expect((await project.omni('cancel', run)).code).toBe(0);
  const [listed] = await project.json('runs');
  expect(listed).toMatchObject({ status: 'cancelled' });
  expect((await project.omni('cancel', run)).code).toBe(2);
});

test('words of an agent do not reach the terminal as sequences', async () => {
  const { out, err } = await project.omni(...applyGate);
  expect(err).toContain('done ␛[2J␛]0;owned␇');
  expect(out + err).not.toContain('\u001b');
});

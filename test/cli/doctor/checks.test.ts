/** What a machine is found to lack. Its programs are tiny real ones, in a PATH of its own. */
import { chmodSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { createLocalPlace } from '../../../agents/places/local.ts';
import { createReaper } from '../../../agents/places/reaper.ts';
import { type Check, checkMachine, type Machine } from '../../../cli/doctor/checks.ts';
import { renderChecks } from '../../../cli/doctor/render.ts';
import { makeStyle } from '../../../cli/render/style.ts';
import { nodeFloor } from '../../../cli/version.ts';
import { useTempFolder } from '../../agents/temp.ts';

const folder = useTempFolder();
const reaper = createReaper();
afterEach(() => reaper.dispose());

/** A machine with these programs, which say these versions, and nothing else. */
function machineWith(programs: Readonly<Record<string, string>>, rest: Partial<Machine> = {}): Machine {
  const root = mkdtempSync(join(folder, 'machine-'));
  for (const [name, version] of Object.entries(programs)) {
    writeFileSync(join(root, name), `#!/bin/sh\necho '${version}'\n`);
    chmodSync(join(root, name), 0o755);
  }
  return {
    place: createLocalPlace({ root, reaper, mark: reaper.mark('') }),
    env: { PATH: root },
    node: '22.1.0',
    platform: 'linux',
    ...rest,
  };
}

const find = (checks: readonly Check[], name: string) => checks.find((check) => check.name === name);
const lacking = (checks: readonly Check[]) =>
  checks.filter(({ state, needed }) => needed && state !== 'ok').map(({ name }) => name);

test('the floor of node is that of the package', () => {
  const file = new URL('../../../package.json', import.meta.url);
  expect(JSON.parse(readFileSync(file, 'utf8')).engines.node).toBe(`>=${nodeFloor}`);
});

test.each([
  ['20.18.9', 'broken'],
  ['20.19.0', 'ok'],
  ['20.20.2', 'ok'],
  ['22.0.0', 'ok'],
  ['9.99.0', 'broken'],
])('node %s is %s', async (node, state) => {
  expect(find(await checkMachine(machineWith({}, { node })), 'node')).toMatchObject({ state, found: node });
});

test('git is needed; the rest is good to have', async () => {
  expect(lacking(await checkMachine(machineWith({})))).toEqual(['git']);
  expect(lacking(await checkMachine(machineWith({ git: 'git version 2.40.1' })))).toEqual([]);
});

test('bubblewrap is looked for where it can be had', async () => {
  expect(find(await checkMachine(machineWith({ bwrap: 'bubblewrap 0.8.0' })), 'bubblewrap')).toMatchObject({
    found: '0.8.0',
  });
  expect(find(await checkMachine(machineWith({}, { platform: 'darwin' })), 'bubblewrap')).toBeUndefined();
});

test('each harness says which program it is, and how to get it', async () => {
  const checks = await checkMachine(machineWith({ claude: '2.1.332 (Claude Code)' }));
  expect(find(checks, 'claude-code')).toMatchObject({ state: 'ok', found: 'claude 2.1.332' });
  expect(find(checks, 'codex')).toMatchObject({
    state: 'missing',
    help: 'no codex on the PATH: npm install -g @openai/codex',
  });
  expect(checks.filter(({ group }) => group === 'harnesses')).toHaveLength(6);
});

test('what is drawn says each state in words, and cannot write to the terminal', () => {
  const check = { group: 'machine', name: 'git', needed: true } as const;
  const lines = renderChecks(
    [
      { ...check, state: 'ok', found: '2.40' },
      { ...check, name: 'bash', needed: false, state: 'missing', help: 'sh' },
      { ...check, group: 'harnesses', state: 'broken', help: 'says \u001b[2J\nand more' },
    ],
    makeStyle({ colour: false, unicode: true }),
  );
  expect(lines).toEqual([
    'This machine',
    ' ✔ ok       git   2.40',
    ' ○ missing  bash  sh',
    '',
    'Harnesses',
    ' ✖ broken   git   says ␛[2J and more',
  ]);
});

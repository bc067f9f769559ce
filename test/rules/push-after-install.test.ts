/** After an agent installs a package, a push needs a person: however it is installed, however it is pushed, by whom. */
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type Stage, shell, stage, turn } from './stage.ts';

let rule: Stage;
beforeEach(async () => {
  rule = await stage({
    'package.json': '{ "scripts": { "setup": "npm install from-script" } }\n',
    'setup.sh': 'npm install from-file\n',
    'ship.sh': 'git push origin HEAD:refs/heads/by-file\n',
    Makefile: 'deps:\n\tnpm install from-make\n',
    'hooks/post-commit': '#!/bin/sh\ngit push origin HEAD:refs/heads/by-hook\n',
  });
});
afterEach(() => rule.remove());

const policies = [{ uses: 'omni/push-after-install' }];
const work = [{ id: 'work', agent: 'ada', prompt: 'Go.' }];
const push = (branch: string): string => `git push origin HEAD:refs/heads/${branch}`;

test('every way to install is remembered, and the push after it asks for just that package', async () => {
  const ways: readonly (readonly [string, string])[] = [
    ['npm install left-pad', 'left-pad'],
    ['pnpm add by-pnpm', 'by-pnpm'],
    ['yarn add by-yarn', 'by-yarn'],
    ['npx -y by-npx', 'by-npx'],
    ['pip install by-pip', 'by-pip'],
    ['npm run setup', 'from-script'],
    ['sh setup.sh', 'from-file'],
    ["sh -c 'npm i in-shell'", 'in-shell'],
    ['tool=npm; $tool i by-variable', 'by-variable'],
    ['eval "npm i evaluated"', 'evaluated'],
    ['(cd . && { env npm i in-subshell; })', 'in-subshell'],
    ['echo "$(npm i substituted)"', 'substituted'],
    ['sh <<END\nnpm i here-document\nEND', 'here-document'],
    ['n""pm i quoted', 'quoted'],
    ['make deps', 'from-make'],
  ];
  await rule.flow({
    policies,
    steps: work,
    turns: turn('work', [
      shell(push('before')),
      ...ways.flatMap(([install], at) => [shell(install), shell(push(`after-${at}`))]),
    ]),
  });
  const { code, err } = await rule.apply('--unattended', 'deny');
  expect(code, err).toBe(0);
  const [before, ...rest] = (await rule.told()).calls;
  expect(before).toMatchObject({ ran: true, rules: [] });
  for (const [at, [install, name]] of ways.entries()) {
    const [installing, pushing] = rest.slice(2 * at, 2 * at + 2);
    expect(installing).toMatchObject({ what: install, ran: true, rules: [] });
    expect(pushing, install).toMatchObject({ ran: false, rules: ['ask-before-push: ask'] });
    expect(pushing?.why.split(/[ ,]+/), install).toContain(name);
  }
  // Each was really called; `npm run` and make are among them.
  expect(rule.installed().map((line) => line.split(' ').at(-1))).toEqual(
    expect.arrayContaining(ways.map(([, name]) => name)),
  );
  expect(await rule.pushed()).toEqual(['refs/heads/before']);
});

test('after an install no other way to push gets around it', async () => {
  const ways: readonly string[] = [
    `git -C . push origin HEAD:refs/heads/x`,
    `"g"it p\\ush origin HEAD:refs/heads/x`,
    `$(command -v git) push origin HEAD:refs/heads/x`,
    `$(echo git) push origin HEAD:refs/heads/x`,
    `verb=push; git $verb origin HEAD:refs/heads/x`,
    `git send-pack ../origin.git HEAD:refs/heads/x`,
    `git -c alias.p=push p origin HEAD:refs/heads/x`,
    `git config alias.q push; git q origin HEAD:refs/heads/x`,
    'sh ship.sh',
    '. ./ship.sh',
    `echo "git push origin HEAD:refs/heads/x" | sh`,
    `echo Z2l0IHB1c2ggb3JpZ2luIEhFQUQ6cmVmcy9oZWFkcy94 | base64 -d | sh`,
    `find . -maxdepth 0 -exec git push origin HEAD:refs/heads/x ';'`,
    `awk 'BEGIN { system("git push origin HEAD:refs/heads/x") }'`,
    `node -e 'require("child_process").execSync("git push origin HEAD:refs/heads/x")'`,
    `python3 -c 'import os; os.system("git push origin HEAD:refs/heads/x")'`,
    `git -c core.hooksPath=hooks commit --allow-empty -m x`,
    `npm install more && git push origin HEAD:refs/heads/x`,
    `timeout 20 nohup git push origin HEAD:refs/heads/x`,
    `git fetch . HEAD:refs/heads/x; git -c remote.origin.mirror=true push`,
    `git worktree list; exec git push origin HEAD:refs/heads/x`,
    `f() { git "$@"; }; f push origin HEAD:refs/heads/x`,
    `trap 'git push origin HEAD:refs/heads/x' EXIT`,
    `git bisect start HEAD HEAD~1; git bisect run git push origin HEAD:refs/heads/x`,
    `git rebase --exec 'git push origin HEAD:refs/heads/x' HEAD~1`,
    `GIT_EDITOR='git push origin HEAD:refs/heads/x;' git commit --allow-empty`,
    `git submodule foreach git push origin HEAD:refs/heads/x`,
  ];
  await rule.flow({
    policies,
    steps: work,
    turns: turn('work', [
      shell('npm install left-pad'),
      { write: { path: 'later.sh', content: 'git push origin HEAD:refs/heads/x\n' } },
      ...[...ways, 'sh later.sh'].map(shell),
      shell('git status --short && git log --grep push'),
    ]),
  });
  const { code, err } = await rule.apply('--unattended', 'deny');
  expect(code, err).toBe(0);
  const [, , ...rest] = (await rule.told()).calls;
  expect(rest.filter(({ ran }) => ran).map(({ what }) => what)).toEqual(['git status --short && git log --grep push']);
  const asked = ['ask-before-push: ask', 'ask-before-unreadable: ask'];
  for (const { what, ran, rules } of rest) if (!ran) expect(asked, what).toEqual(expect.arrayContaining([...rules]));
  expect(await rule.pushed()).toEqual([]);
});

test('it does not matter who installs and who pushes: agents, sub-workflows, commands, side by side', async () => {
  rule.write({
    'used.yaml': [
      'apiVersion: omni/v1',
      'kind: Workflow',
      'name: used',
      'agents: { bob: { harness: codex } }',
      'steps:',
      '  - { id: asked, agent: bob, prompt: Go. }',
      '  - { id: told, run: [git, push, origin, "HEAD:refs/heads/used"], on_error: continue }',
    ].join('\n'),
  });
  const waitFor = (file: string): string => `until [ -e ${rule.home}/${file} ]; do sleep 0.02; done`;
  await rule.flow({
    policies,
    steps: [
      { id: 'first', run: push('first') },
      {
        id: 'both',
        parallel: 'all',
        steps: [
          { id: 'installs', agent: 'ada', prompt: 'Go.' },
          { id: 'pushes', agent: 'bob', prompt: 'Go.' },
        ],
      },
      { id: 'sub', uses: 'used.yaml' },
      { id: 'script', run: 'set -e\nsh ship.sh', on_error: 'continue' },
      { id: 'end', run: ['git', 'push', 'origin', 'HEAD:refs/heads/end'] },
    ],
    turns: {
      // The install is under way, and has not ended, when the other one pushes.
      ...turn('both.installs', [shell(`npm install slow; ${waitFor('tried')}`)]),
      ...turn('both.pushes', [
        shell(waitFor('installed')),
        shell(push('meanwhile')),
        shell(`touch ${rule.home}/tried`),
      ]),
      ...turn('sub.asked', [shell(push('by-sub-workflow'))]),
    },
  });
  const { code, err } = await rule.apply('--unattended', 'deny');
  expect(code, err).toBe(4);
  const [first, ...others] = (await rule.told()).calls;
  expect(first).toMatchObject({ step: 'first', ran: true, rules: [] });
  expect(others.filter(({ ran }) => !ran)).toMatchObject(
    ['pushes', 'asked', 'told', 'script', 'end'].map((step) => ({
      step,
      rules: ['ask-before-push: ask'],
      why: 'Pushes after installing slow',
    })),
  );
  expect(await rule.pushed()).toEqual(['refs/heads/first']);
});

test('an install in a step, or in a workflow that is used, counts for the agent that pushes', async () => {
  rule.write({
    'used.yaml':
      'apiVersion: omni/v1\nkind: Workflow\nname: used\nsteps:\n  - { id: told, run: npm install in-sub-workflow }\n',
  });
  await rule.flow({
    policies,
    steps: [{ id: 'sub', uses: 'used.yaml' }, { id: 'told', run: ['npm', 'install', 'in-step'] }, ...work],
    turns: turn('work', [shell(push('x'))]),
  });
  const parked = await rule.apply();
  expect(parked.code, parked.err).toBe(3);
  const { asks } = await rule.show();
  expect(asks).toHaveLength(1);
  expect(asks[0]?.ask).toMatchObject({
    text: 'Pushes after installing in-sub-workflow, in-step',
    policy: 'push-after-install',
    rule: 'ask-before-push',
    about: { tool: { kind: 'shell', input: { command: push('x') } } },
    facts: { 'state.installed': ['in-sub-workflow', 'in-step'] },
  });
  expect(await rule.pushed()).toEqual([]);
  const approved = await rule.as('grace', 'approve', asks[0]?.ask.id ?? '', '--resume');
  expect(approved.code, approved.err).toBe(0);
  expect(await rule.pushed()).toEqual(['refs/heads/x']);
  const told = await rule.told();
  expect(told.of('approval.granted')).toMatchObject([{ by: 'grace@example.com' }]);
  // Told by the approval, and never asked again about these two.
  expect(told.events.flatMap(({ asks = [] }) => asks)).toHaveLength(1);
});

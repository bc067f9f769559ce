/** What lands in src/ is content that a reviewer of this run approved, byte for byte. */
import { afterEach, beforeEach, expect, test } from 'vitest';
import { landEach, type Stage, shell, stage, turn } from './stage.ts';

let rule: Stage;
beforeEach(async () => {
  rule = await stage({ 'src/app.js': app });
});
afterEach(() => rule.remove());

const app = 'one\ntwo\nthree\nfour\nfive\nsix\nseven\n';
const policies = [{ uses: 'omni/reviewed-src' }, { uses: 'omni/protected-branches' }];
const write = { id: 'write', agent: 'ada', prompt: 'Go.' };
const review = { id: 'review', review: 'write', reviewer: { from: ['bob', 'cyd'] } };
const fix = { id: 'fix', agent: 'ada', prompt: 'Go.' };
const approve = { verdict: { verdict: 'approve' } };
const edit = (path: string, content: string) => ({ write: { path, content } });

test('only what was approved lands, whatever comes after the review', async () => {
  const names = ['good', 'rejected', 'checked', 'swept', 'changed'];
  const again = [write, review, fix];
  await rule.flow({
    policies,
    steps: landEach({
      good: again,
      rejected: [write, { ...review, on_error: 'continue' }],
      // What a check leaves behind is not committed; where the next writer's commit takes it along, it is not approved.
      checked: [write, review, { id: 'check', run: 'echo worse >> src/checked.js' }],
      swept: [write, review, { id: 'check', run: 'echo worse >> src/swept.js' }, fix],
      changed: again,
    }),
    turns: {
      ...turn('bob', [], approve),
      ...turn('cyd', [], approve),
      ...Object.fromEntries(
        names.flatMap((name) => Object.entries(turn(`all.${name}.write`, [edit(`src/${name}.js`, `${name}\n`)]))),
      ),
      ...turn(
        'all.changed.write',
        ['edited', 'linked', 'moved', 'amended', 'left'].map((name) => edit(`src/${name}.js`, `${name}\n`)),
      ),
      ...turn('all.rejected.review', [], { verdict: { verdict: 'reject' } }),
      ...turn('all.good.fix', [edit('src/good.js', 'x\n'), edit('src/good.js', 'good\n'), edit('notes.md', 'Free.\n')]),
      ...turn('all.swept.fix', [edit('notes2.md', 'Mine.\n')]),
      ...turn('all.changed.fix', [
        edit('src/edited.js', 'edited again\n'),
        shell('ln -sf app.js src/linked.js'),
        shell('git mv src/moved.js src/elsewhere.js'),
        shell('git rm -q src/app.js'),
        shell('echo x >> src/amended.js; git commit -qa --amend --no-edit'),
      ]),
    },
  });
  const { code, err } = await rule.apply();
  expect(code, err).toBe(0);
  const told = await rule.told();
  const unreviewed = ['merge-unreviewed: deny'];
  expect(told.merges).toEqual({ good: [], checked: [], rejected: unreviewed, swept: unreviewed, changed: unreviewed });
  const [why = ''] =
    told
      .of('merge.requested')
      .at(-1)
      ?.decisions?.map(({ reason = '' }) => reason) ?? [];
  // All but what was left as it was approved.
  expect(why.split(': ').at(-1)?.split(', ').sort()).toEqual(
    ['amended', 'app', 'edited', 'elsewhere', 'linked'].map((name) => `src/${name}.js`),
  );
  expect((await rule.git('ls-tree', '-r', '--name-only', 'main')).split('\n')).toEqual(
    'README.md flow.yaml notes.md simulate.yaml src/app.js src/checked.js src/good.js'.split(' '),
  );
  expect(await rule.git('show', 'main:src/checked.js', 'main:src/good.js', 'main:src/app.js')).toBe(
    `checked\ngood\n${app.trimEnd()}`,
  );
});

test('what a merge makes of two approved changes is neither; a new version needs a new verdict; nor does another run help', async () => {
  await rule.flow({
    policies,
    steps: [
      {
        id: 'all',
        parallel: 'all',
        steps: [
          { id: 'top', worktree: true, steps: [write, review] },
          { id: 'end', worktree: true, steps: [write, review] },
          {
            id: 'again',
            worktree: true,
            steps: [
              write,
              { ...review, max_rounds: 2 },
              { ...fix, session: 'write' },
              { ...review, id: 'second', review: 'fix', max_rounds: 1, on_error: 'continue' },
            ],
          },
        ],
      },
      {
        id: 'land_both',
        merge: ['${{ steps.all.steps.top.branch }}', '${{ steps.all.steps.end.branch }}'],
        into: 'main',
        on_error: 'continue',
      },
      { id: 'land_again', merge: ['${{ steps.all.steps.again.branch }}'], into: 'main', on_error: 'continue' },
    ],
    outputs: { end: '${{ steps.all.steps.end.branch }}' },
    turns: {
      ...turn('all.top.write', [edit('src/app.js', app.replace('one', 'ONE'))]),
      ...turn('all.top.review', [], approve),
      ...turn('all.end.write', [edit('src/app.js', app.replace('seven', 'SEVEN'))]),
      ...turn('all.end.review', [], approve),
      'all.again.write': [
        { ...turn('', [edit('src/new.js', 'first\n')])['']?.[0], round: 1 },
        { ...turn('', [edit('src/new.js', 'second\n')])['']?.[0], round: 2 },
      ],
      'all.again.review': [
        { round: 1, verdict: { verdict: 'request_changes', findings: [{ severity: 'major', text: 'No.' }] } },
        { round: 2, ...approve },
      ],
      ...turn('all.again.fix', [edit('src/new.js', 'third\n')]),
      ...turn('all.again.second', [], {
        verdict: { verdict: 'request_changes', findings: [{ severity: 'major', text: 'No.' }] },
      }),
    },
  });
  const before = await rule.git('rev-parse', 'main');
  const first = await rule.apply('--json');
  expect(first.code, first.err).toBe(0);
  expect((await rule.told()).merges).toEqual({ both: ['merge-unreviewed: deny'], again: ['merge-unreviewed: deny'] });
  expect(await rule.git('rev-parse', 'main')).toBe(before);

  const [, branch = ''] = /"end":"([^"]+)"/.exec(first.out) ?? [];
  await rule.flow({
    policies,
    inputs: { branch: { type: 'string' } },
    steps: [{ id: 'land_end', merge: ['${{ inputs.branch }}'], into: 'main' }],
    turns: {},
  });
  const other = await rule.apply('--input', `branch=${branch}`);
  expect(other.code, other.err).toBe(4);
  expect((await rule.told()).merges).toEqual({ end: ['merge-unreviewed: deny'] });
  expect(await rule.git('show', 'main:src/app.js')).toBe(app.trimEnd());
});

test('a writer that moves main itself does not get there either', async () => {
  const ways = [
    'git update-ref refs/heads/main HEAD',
    'git update-ref "refs/he"ads/main HEAD',
    'git push . HEAD:main',
    'git push -q . +HEAD:refs/heads/main',
    'git branch -f main HEAD',
    'git fetch . HEAD:main',
    'git checkout -q -B main',
    'git symbolic-ref refs/heads/main refs/heads/other',
    `git -C ${rule.folder} reset -q --hard $(git rev-parse HEAD)`,
    `git -C ${rule.folder} merge -q $(git rev-parse HEAD)`,
    `git --git-dir=${rule.folder}/.git update-ref refs/heads/main HEAD`,
    `git rev-parse HEAD > ${rule.folder}/.git/refs/heads/main`,
    'git worktree add -f ../m main && git -C ../m merge -q HEAD',
    'printf "update refs/heads/main HEAD\\n" | git update-ref --stdin',
    'git checkout -q main && git merge -q worse',
    'git switch main; git commit --allow-empty -m x',
    'git rebase -q worse main',
    "git fetch -q . '+refs/heads/w*:refs/heads/m*'",
    'echo refs/heads/worse:refs/heads/main | git fetch -q --stdin .',
    "git fetch -q --refmap='+refs/heads/worse:refs/heads/main' . worse",
    'git -c remote.x.url=. -c remote.x.fetch=+refs/heads/worse:refs/heads/main fetch -q x',
    'git pull -q . worse:main',
    'git branch -M worse main',
    'git branch --force main worse',
    "printf 'reset refs/heads/main\\nfrom refs/heads/worse\\n\\n' | git fast-import --quiet --force",
    'git worktree add -q ../m main && cd ../m && git merge -q worse',
    'git stash branch main',
    'git push -q . worse:main',
    "git push -q . 'refs/heads/w*:refs/heads/m*'",
    'git bundle create -q b worse && git fetch -q b worse:main',
    'git reflog expire --all; git update-ref -m x refs/heads/main worse',
    'git symbolic-ref HEAD refs/heads/main && git reset -q --hard worse',
    'git show-ref worse | cut -d" " -f1 > "$(git rev-parse --git-common-dir)/refs/heads/main"',
  ];
  await rule.flow({
    policies,
    steps: [{ ...write, worktree: true }],
    turns: turn('write', [
      shell('echo worse >> src/app.js; git commit -qam worse; git branch worse'),
      ...ways.map(shell),
    ]),
  });
  const before = await rule.git('rev-parse', 'main');
  // Nobody has main checked out, which git itself would respect.
  await rule.git('switch', '--quiet', '--create', 'dev');
  const { code, err } = await rule.apply('--unattended', 'deny');
  expect(code, err).toBe(0);
  const { calls } = await rule.told();
  expect(calls.filter(({ ran }) => ran).map(({ what }) => what)).toEqual([calls[0]?.what]);
  expect(await rule.git('rev-parse', 'main')).toBe(before);
});

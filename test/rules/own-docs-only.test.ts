/** An agent writes only documents that it created: by whatever tool, through whatever path, whoever made the others. */
import { afterEach, beforeEach, expect, test } from 'vitest';
import { landEach, type Stage, shell, stage, turn } from './stage.ts';

let rule: Stage;
beforeEach(async () => {
  rule = await stage({
    'docs/old.md': 'Old.\n',
    'docs/sub/older.md': 'Older.\n',
    'fix.patch': patch,
    'notes.txt': 'Notes.\n',
  });
});
afterEach(() => rule.remove());

const patch = `--- a/docs/old.md
+++ b/docs/old.md
@@ -1 +1 @@
-Old.
+Patched.
`;
const policies = [{ uses: 'omni/own-docs-only' }];

test('documents that were there, or are of another agent, are not touched, whatever writes', async () => {
  const tries: readonly object[] = [
    { write: { path: 'docs/old.md', content: 'New.\n' } },
    { write: { path: 'src/../docs/./old.md', content: 'New.\n' } },
    { edit: { path: 'docs/old.md', old: 'Old', new: 'New' } },
    { delete: 'docs/old.md' },
    { write: { path: 'docs/of-ada.md', content: 'Of bob.\n' } },
    ...[
      'echo New > docs/old.md',
      'echo New >> docs/old.md',
      'echo New | tee docs/old.md',
      'cat > "docs/ol"d.md <<END\nNew\nEND',
      'sed -i s/Old/New/ docs/old.md',
      'mv notes.txt docs/old.md',
      'cp notes.txt docs/of-ada.md',
      'mv docs/old.md docs/new.md',
      'mv docs moved',
      'rm docs/old.md',
      'rm -rf docs',
      'cd docs && rm old.md',
      'd=docs; rm $d/old.md',
      'f=old; echo New > "docs/$f.md"',
      'rm docs/o*.md',
      'ln -s docs way && echo New > way/old.md',
      'ln -sf notes.txt docs/old.md',
      'truncate -s 0 docs/old.md',
      'dd if=notes.txt of=docs/old.md',
      'install notes.txt docs/old.md',
      'git rm docs/old.md',
      'git mv docs/old.md docs/new.md',
      'git apply fix.patch',
      'patch -p1 < fix.patch',
      'find docs -name old.md -delete',
      "sh -c 'echo New > docs/old.md'",
      'ls docs/old.md | xargs rm',
      'git stash -u; git checkout HEAD~1 -- docs',
      'tar cf a.tar docs && tar xf a.tar',
      'rsync notes.txt docs/old.md',
      'mkdir -p x && cp docs/old.md x/old.md && cp -r x/. docs',
    ].map(shell),
    { write: { path: 'link/old.md', content: 'New.\n' } },
    shell('echo New > link/old.md'),
    { write: { path: 'docs/alias.md', content: 'New.\n' } },
    shell('echo New > hard.md'),
  ];
  const links = ['ln -s docs link', 'ln -s old.md docs/alias.md', 'ln docs/old.md hard.md'];
  await rule.flow({
    policies,
    steps: [
      {
        id: 'work',
        worktree: true,
        steps: [
          { id: 'make', agent: 'ada', prompt: 'Go.' },
          { id: 'tries', agent: 'bob', prompt: 'Go.' },
          { id: 'again', agent: 'ada', prompt: 'Go.' },
          { id: 'look', run: 'cat docs/old.md docs/sub/older.md docs/of-ada.md' },
        ],
      },
      { id: 'land', merge: 'work', into: 'main' },
    ],
    turns: {
      ...turn('work.make', [
        { write: { path: 'docs/of-ada.md', content: 'Of ada.\n' } },
        { edit: { path: 'docs/of-ada.md', old: 'Of ada.', new: 'Mine.' } },
      ]),
      ...turn('work.tries', [...links.map(shell), ...tries]),
      ...turn('work.again', [shell("echo 'Mine, again.' >> docs/of-ada.md")]),
    },
  });
  const { code, err } = await rule.apply('--unattended', 'deny');
  expect(code, err).toBe(0);
  const told = await rule.told();
  const [calls, others] = [
    told.calls.filter(({ step }) => step === 'tries'),
    told.calls.filter(({ step }) => step !== 'tries'),
  ];
  expect(calls.filter(({ ran }) => ran).map(({ what }) => what)).toEqual(links);
  const stopped = calls.filter(({ ran }) => !ran);
  expect(stopped).toHaveLength(tries.length);
  for (const { what, rules } of stopped) expect(['not-its-own: deny', 'unreadable: ask'], what).toContain(rules[0]);
  expect(others.every(({ ran }) => ran)).toBe(true);
  expect(await rule.git('show', 'main:docs/old.md', 'main:docs/sub/older.md')).toBe('Old.\nOlder.');
  // Who created it wrote on.
  expect(await rule.git('show', 'main:docs/of-ada.md')).toBe('Mine.\nMine, again.');
});

test('what a program wrote, whose files nobody could know, is found when it is merged', async () => {
  const write = (name: string) => [{ id: 'write', agent: name === 'undone' ? 'bob' : 'ada', prompt: 'Go.' }];
  const names = ['programs', 'undone', 'fine'];
  await rule.flow({
    policies,
    steps: landEach(Object.fromEntries(names.map((name) => [name, write(name)]))),
    turns: {
      ...turn('all.programs.write', [
        shell('perl -pi -e s/Old/New/ docs/old.md'),
        shell(`node -e "require('fs').appendFileSync('docs/old.md', 'New.')"`),
        { write: { path: 'w.cjs', content: "require('fs').unlinkSync('docs/sub/older.md')" } },
        shell('node w.cjs'),
      ]),
      // It is gone and created again: by its name it is the writer's own, but not all that was run could be read.
      ...turn('all.undone.write', [
        shell(`node -e "require('fs').unlinkSync('docs/old.md')"`),
        { write: { path: 'docs/old.md', content: 'New.' } },
      ]),
      ...turn('all.fine.write', [{ write: { path: 'docs/fine.md', content: 'Fine.\n' } }]),
    },
  });
  const { code, err } = await rule.apply('--unattended', 'deny');
  expect(code, err).toBe(0);
  const told = await rule.told();
  expect(told.calls.every(({ ran }) => ran)).toBe(true);
  expect(told.merges).toEqual({
    programs: ['merge-not-its-own: deny', 'merge-unread: ask'],
    undone: ['merge-unread: ask'],
    fine: [],
  });
  expect(await rule.git('show', 'main:docs/old.md', 'main:docs/fine.md')).toBe('Old.\nFine.');
  expect(await rule.git('ls-tree', '--name-only', 'main', 'docs/')).toBe('docs/fine.md\ndocs/old.md\ndocs/sub');
});

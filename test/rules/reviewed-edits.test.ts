/** An edit in src/ is denied until a reviewer approved exactly that change: proposed, approved, then made. */
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type Stage, shell, stage, turn } from './stage.ts';

let rule: Stage;
beforeEach(async () => {
  rule = await stage({ 'src/app.js': 'old\n', 'other/app.js': 'new\n' });
});
afterEach(() => rule.remove());

const agent = (id: string, name = 'ada'): object => ({ id, agent: name, prompt: 'Go.' });
const edit = (path: string, content: string): object => ({ write: { path, content } });

test('only the very content that was proposed and approved is written, by whatever tool', async () => {
  const proposed = 'new\n';
  const tries: readonly object[] = [
    edit('src/app.js', 'new\n\n'),
    edit('src/app.js', 'new'),
    edit('src/other.js', proposed),
    edit('src/refused.js', 'refused\n'),
    edit('src/unseen.js', 'unseen\n'),
    { edit: { path: 'src/app.js', old: 'old', new: 'newer' } },
    { delete: 'src/app.js' },
    ...[
      'echo newer > src/app.js',
      'echo new >> src/app.js',
      'sed -i s/old/newer/ src/app.js',
      'rm src/app.js',
      'mv src/app.js src/new.js',
      'ln -sf ../other/app.js src/app.js',
      "node -e \"require('fs').writeFileSync('src/app.js', 'newer')\"",
      'echo newer > newer.js; cp newer.js src/app.js',
      'ln -s src s && echo newer > s/app.js',
      'git checkout worse -- src',
    ].map(shell),
  ];
  await rule.flow({
    policies: [{ uses: 'omni/reviewed-edits' }],
    steps: [
      {
        id: 'other',
        worktree: true,
        steps: [
          agent('unwanted'),
          { id: 'second', review: 'unwanted', reviewer: { from: ['cyd'] }, max_rounds: 1, on_error: 'continue' },
        ],
      },
      {
        id: 'work',
        worktree: true,
        steps: [
          agent('early'),
          agent('propose'),
          { id: 'review', review: 'propose', reviewer: { from: ['bob', 'cyd'] } },
          agent('late', 'bob'),
          agent('tries'),
          agent('edits'),
        ],
      },
      { id: 'land', merge: 'work', into: 'main' },
    ],
    turns: {
      ...turn('work.early', [edit('src/app.js', proposed)]),
      ...turn('work.propose', [edit('proposed/src/app.js', proposed)]),
      ...turn('work.review', [], { verdict: { verdict: 'approve' } }),
      ...turn('other.unwanted', [edit('proposed/src/refused.js', 'refused\n')]),
      ...turn('other.second', [], { verdict: { verdict: 'reject' } }),
      ...turn('work.late', [edit('proposed/src/unseen.js', 'unseen\n')]),
      ...turn('work.tries', tries),
      ...turn('work.edits', [edit('src/app.js', proposed)]),
    },
  });
  const { code, err } = await rule.apply('--unattended', 'deny');
  expect(code, err).toBe(0);
  const { calls, of } = await rule.told();
  const ran = calls.filter((call) => call.ran).map(({ step, what }) => `${step} ${what}`);
  expect(ran).toEqual([
    'unwanted proposed/src/refused.js',
    'propose proposed/src/app.js',
    'late proposed/src/unseen.js',
    'edits src/app.js',
  ]);
  const stopped = calls.filter((call) => !call.ran);
  expect(stopped).toHaveLength(1 + tries.length);
  for (const { what, rules } of stopped) expect(['not-approved: deny', 'unreadable: ask'], what).toContain(rules[0]);
  expect(of('merge.requested')).toMatchObject([{ merge: { into: 'main' } }]);
  expect(await rule.git('show', 'main:src/app.js')).toBe('new');
  expect(await rule.git('ls-tree', '--name-only', 'main', 'src/')).toBe('src/app.js');
});

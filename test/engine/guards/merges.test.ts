/** What would land, and commands of the workflow's own, ask first where a policy stands there. */
import { describe, expect, test } from 'vitest';
import type { EffectOf } from '../../../engine/ports/performer.ts';
import { effectsOf } from '../play.ts';
import { answerOf, type Guarded, guarded, install, policy, shell } from './stage.ts';

const reviewed = policy({
  name: 'reviewed-src',
  state: { approved: { type: 'array', items: { type: 'string' }, default: [] } },
  track: [
    {
      after: 'verdict',
      when: "verdict.verdict == 'approve'",
      set: { approved: "state.approved + verdict.files.map(f, f.path + ' ' + f.hash)" },
    },
  ],
  rules: [
    {
      id: 'merge-unreviewed',
      before: 'merge',
      when: "merge.files.exists(f, glob('src/**', f.path) && !(f.path + ' ' + f.hash in state.approved))",
      decide: 'deny',
      reason: 'Unreviewed content in ${{ merge.branch }}',
    },
  ],
});

const steps = [
  { id: 'write', agent: 'ada', prompt: 'Go.', worktree: true },
  { id: 'check', review: 'write', reviewer: { from: ['bob', 'cyd'] } },
  { id: 'land', merge: 'write', into: 'main' },
];

/** Writes, is reviewed with a verdict about the given bytes, and has its merge begin. */
function upTo(play: Guarded, hash: string): EffectOf<'startAttempt'> | undefined {
  play.finish('write', 1, { result: { text: '', branch: 'omni/x', commit: 'c', diff: 'd' } });
  const reviewedFiles = [{ path: 'src/a.ts', op: 'edit', hash }];
  const came = play.finish('check', 1, { result: { verdict: 'approve', findings: [], reviewed: reviewedFiles } });
  return effectsOf(came, 'startAttempt')[0];
}

const lands = (play: Guarded, files: object[]) =>
  play.say({
    type: 'merge.requested',
    frame: '',
    step: 'land',
    attempt: 1,
    call: 'm',
    merge: { branch: 'omni/x', into: 'main', files, digest: JSON.stringify(files) },
  });

describe('what lands', () => {
  test('is asked about only where a policy stands before merges', () => {
    expect(upTo(guarded(steps, []), 'one')?.plan).not.toHaveProperty('asks');
    expect(upTo(guarded(steps, [reviewed]), 'one')?.plan).toMatchObject({ kind: 'merge', asks: true });
  });

  test('is what the reviewer approved, byte for byte', () => {
    const play = guarded(steps, [reviewed]);
    upTo(play, 'one');
    expect(answerOf(lands(play, [{ path: 'src/a.ts', op: 'edit', hash: 'one' }]))).toEqual({ allow: true });
  });

  test('is refused when a byte differs, or when nobody looked at it', () => {
    for (const file of [
      { path: 'src/a.ts', op: 'edit', hash: 'two' },
      { path: 'src/b.ts', op: 'create', hash: 'one' },
      { path: 'src/a.ts', op: 'edit' },
    ]) {
      const play = guarded(steps, [reviewed]);
      upTo(play, 'one');
      expect(answerOf(lands(play, [file]))).toMatchObject({ allow: false });
    }
  });

  test('is known with its writer and what was said of it', () => {
    const other = policy({
      rules: [
        {
          id: 'other-vendor',
          before: 'merge',
          when: "!merge.verdicts.exists(v, v.verdict == 'approve' && v.reviewer.vendor != merge.writer.vendor)",
          decide: 'deny',
          reason: 'Nobody else approved it',
        },
      ],
    });
    const play = guarded(steps, [other]);
    upTo(play, 'one');
    expect(play.state.authors).toEqual({
      'omni/x': {
        writer: { name: 'ada', vendor: 'anthropic' },
        commit: 'c',
        verdicts: [{ verdict: 'approve', reviewer: { name: 'bob', vendor: 'openai' } }],
      },
    });
    expect(answerOf(lands(play, []))).toEqual({ allow: true });
    const unreviewed = guarded([steps[0]!, steps[2]!], [other]);
    unreviewed.finish('write', 1, { result: { text: '', branch: 'omni/x', commit: 'c', diff: 'd' } });
    expect(answerOf(lands(unreviewed, []))).toMatchObject({ allow: false });
  });

  test('waits for a person where a rule asks, bound to what would land', () => {
    const ask = policy({ rules: [{ id: 'ask', before: 'merge', decide: 'ask', reason: 'Lands' }] });
    const play = guarded(steps, [ask]);
    upTo(play, 'one');
    lands(play, [{ path: 'src/a.ts', op: 'edit', hash: 'one' }]);
    const [id] = play.open;
    expect(play.state.asks[id!]?.ask.about).toEqual({
      merge: { branch: 'omni/x', into: 'main', files: [{ path: 'src/a.ts', op: 'edit' }] },
    });
    expect(answerOf(play.answer(id!, true))).toEqual({ allow: true });
    expect(play.all('merge.judged')).toHaveLength(1);
  });
});

describe('a `run` step', () => {
  const run = [{ id: 'work', run: 'npm test' }];
  const noPush = policy({
    rules: [
      {
        id: 'no-push',
        before: 'tool',
        when: "tool.commands.exists(c, c.subcommand == 'push')",
        decide: 'deny',
        reason: 'No push',
      },
    ],
  });

  test('asks first where a rule or a track is about tool calls, and is a call like any other', () => {
    const play = guarded(run, [noPush]);
    expect(play.step('work')?.plan).toEqual({ asks: true });
    expect(answerOf(play.call('a', shell('git push')))).toMatchObject({ allow: false });
    play.finish('work', 1, { error: { code: 'refused', message: 'No push' } });
    expect(play.state.status).toBe('refused');
  });

  test('counts for later ones', () => {
    const tally = policy({
      name: 'tally',
      state: { names: { type: 'array', items: { type: 'string' }, default: [] } },
      track: [{ after: 'tool', set: { names: 'state.names + tool.installs' } }],
      rules: [{ id: 'never', before: 'egress', when: 'false', decide: 'deny', reason: '' }],
    });
    const seen = {
      ...tally,
      rules: [
        {
          id: 'no',
          before: 'tool' as const,
          when: 'size(state.names) > 0',
          decide: 'deny' as const,
          reason: 'Installed ${{ state.names }}',
        },
      ],
    };
    const play = guarded([...run, { id: 'next', run: 'true' }], [seen]);
    play.call('a', install('left-pad'));
    play.completed('a');
    play.finish('work');
    expect(answerOf(play.call('b', shell('true'), 'next'))).toMatchObject({ allow: false });
  });

  test('that was lost before it was let through has not run: it simply begins again', () => {
    const play = guarded([{ id: 'work', run: 'npm publish', on_lost: 'fail' }], [noPush]);
    play.call('a', shell('npm publish'));
    const before = play.journal.length - 1;
    expect(effectsOf(play.die(before), 'startAttempt')).toMatchObject([{ attempt: 2 }]);
  });

  test('that was lost after it was let through may have run: that is for `on_lost` to say', () => {
    const play = guarded([{ id: 'work', run: 'npm publish', on_lost: 'fail' }], [noPush]);
    play.call('a', shell('npm publish'));
    play.die();
    expect(play.state.status).toBe('failed');
  });
});

describe('a verdict', () => {
  const twoEyes = policy({
    name: 'two-eyes',
    rules: [
      {
        id: 'other',
        before: 'merge',
        when: "!merge.verdicts.exists(v, v.verdict == 'approve' && v.reviewer.name != merge.writer.name)",
        decide: 'deny',
        reason: 'Nobody else approved it',
      },
    ],
  });
  const begun = (reviewed: string) => {
    const play = guarded(steps, [twoEyes]);
    play.finish('write', 1, { result: { text: '', branch: 'omni/x', commit: 'c1', diff: 'd' } });
    play.finish('check', 1, { result: { verdict: 'approve', findings: [], reviewed: [], commit: reviewed } });
    return play;
  };
  const landing = (play: Guarded, commit: string) => {
    const merge = { branch: 'omni/x', into: 'main', commit, files: [], digest: commit };
    return play.say({ type: 'merge.requested', frame: '', step: 'land', attempt: 1, call: 'm', merge });
  };

  test('is about the commit that was reviewed', () => {
    expect(answerOf(landing(begun('c1'), 'c1'))).toEqual({ allow: true });
  });

  test.each([
    ['after the review', 'c1', 'c2'],
    ['for the review alone', 'c2', 'c1'],
    ['before the review', 'c2', 'c2'],
  ])('does not stand for a branch that was moved %s', (_when, seen, landed) => {
    expect(answerOf(landing(begun(seen), landed))).toMatchObject({ allow: false });
  });
});

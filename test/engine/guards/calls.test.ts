/** Tool calls before the policies: what is let through, what waits for a person, and for how long that answer holds. */
import { describe, expect, test } from 'vitest';
import { answerOf, guarded, install, policy, shell, tool } from './stage.ts';

const work = [{ id: 'work', agent: 'ada', prompt: 'Go.' }];

const pushAfterInstall = policy({
  name: 'push-after-install',
  state: { installed: { type: 'array', items: { type: 'string' }, default: [] } },
  track: [
    { after: 'tool', when: 'size(tool.installs) > 0', set: { installed: 'state.installed + tool.installs' } },
    {
      after: 'approval',
      when: 'approval.granted',
      set: { installed: 'state.installed.filter(p, !(p in approval.state.installed))' },
    },
  ],
  rules: [
    {
      id: 'ask-before-push',
      before: 'tool',
      when: "tool.commands.exists(c, c.program == 'git' && c.subcommand == 'push') && size(state.installed) > 0",
      decide: 'ask',
      reason: "Pushes after installing ${{ state.installed.join(', ') }}",
    },
  ],
});

describe('push after install', () => {
  test('a push is let through as long as nothing was installed', () => {
    const play = guarded(work, [pushAfterInstall]);
    expect(answerOf(play.call('a', shell('git push')))).toEqual({ allow: true });
  });

  test('after an install it waits for a person, who sees what is asked and why', () => {
    const play = guarded(work, [pushAfterInstall]);
    play.call('a', install('left-pad'));
    play.completed('a');
    expect(answerOf(play.call('b', shell('git push')))).toBeUndefined();
    const [ask] = play.all('tool.requested').at(-1)!.asks!;
    expect(ask).toMatchObject({
      kind: 'policy',
      policy: 'push-after-install',
      rule: 'ask-before-push',
      text: 'Pushes after installing left-pad',
      about: { tool: { kind: 'shell', input: { command: 'git push' } } },
      facts: { 'state.installed': ['left-pad'] },
    });
    expect(answerOf(play.answer(ask!.id, true))).toEqual({ allow: true });
    // The policy remembers that this was approved: nothing is installed since.
    expect(play.all('approval.granted').at(-1)?.tracks).toEqual([
      { policy: 'push-after-install', key: '', changes: { installed: { set: [] } } },
    ]);
    expect(answerOf(play.call('c', shell('git push')))).toEqual({ allow: true });
  });

  test('an install that is under way counts as if it were done', () => {
    const play = guarded(work, [pushAfterInstall]);
    play.call('a', install('left-pad'));
    expect(answerOf(play.call('b', shell('git push')))).toBeUndefined();
    expect(play.open).toHaveLength(1);
  });

  test('an install that broke off counts as if it were done', () => {
    const play = guarded([{ ...work[0], retry: { attempts: 2 } }], [pushAfterInstall]);
    play.call('a', install('left-pad'));
    play.fail('work');
    expect(play.all('attempt.failed').at(-1)?.tracks).toHaveLength(1);
    expect(answerOf(play.call('b', shell('git push')))).toBeUndefined();
  });

  test('a call that cannot be read may have been an install, and may be a push', () => {
    const play = guarded(work, [pushAfterInstall]);
    const dark = tool('shell', { opaque: [{ kind: 'dynamic', why: 'the program is "$x"' }] }, { command: '$x' });
    // Nothing was installed: whatever it is, it may pass.
    expect(answerOf(play.call('a', dark))).toEqual({ allow: true });
    play.completed('a');
    expect(answerOf(play.call('b', shell('git push')))).toBeUndefined();
    expect(play.all('tool.requested').at(-1)?.decisions?.[0]?.unknown).toMatch(/state.installed/);
  });
});

const noSecrets = (grant?: 'once' | 'session' | 'run') =>
  policy({
    rules: [
      {
        id: 'ask',
        before: 'tool',
        when: "tool.kind == 'shell'",
        decide: 'ask',
        reason: 'A shell command',
        ...(grant && { grant }),
      },
    ],
  });

describe('how far an answer reaches', () => {
  test('once: the same command of the same step is asked about again', () => {
    const play = guarded(work, [noSecrets()]);
    play.call('a', shell('ls src'));
    expect(answerOf(play.answer(play.open[0]!, true))).toEqual({ allow: true });
    play.completed('a');
    expect(answerOf(play.call('b', shell('ls src')))).toBeUndefined();
    expect(play.open).toHaveLength(1);
  });

  test('once: of two identical calls that wait together both are answered, and a third is not', () => {
    const play = guarded(work, [noSecrets()]);
    play.call('a', shell('ls src'));
    play.call('b', shell('ls src'));
    expect(play.open).toHaveLength(1);
    const came = play.answer(play.open[0]!, true);
    expect(came.effects.filter(({ type }) => type === 'answerTool')).toHaveLength(2);
    expect(answerOf(play.call('c', shell('ls src')))).toBeUndefined();
  });

  test('run: the same command passes for all, another one needs its own answer', () => {
    const play = guarded(work, [noSecrets('run')]);
    play.call('a', shell('ls src'));
    play.answer(play.open[0]!, true);
    expect(answerOf(play.call('b', shell('ls src')))).toEqual({ allow: true });
    expect(answerOf(play.call('c', shell('ls test')))).toBeUndefined();
  });

  test('session: the next session is asked about again', () => {
    const play = guarded([{ ...work[0], retry: { attempts: 2 } }], [noSecrets('session')]);
    play.say({ type: 'session.opened', frame: '', step: 'work', attempt: 1, session: 'one' });
    play.call('a', shell('ls src'));
    play.answer(play.open[0]!, true);
    expect(answerOf(play.call('b', shell('ls src')))).toEqual({ allow: true });
    play.fail('work');
    play.say({ type: 'session.opened', frame: '', step: 'work', attempt: 2, session: 'two' });
    expect(answerOf(play.call('c', shell('ls src')))).toBeUndefined();
  });

  test('a refusal is one for every identical call, without asking again', () => {
    const play = guarded(work, [noSecrets()]);
    play.call('a', shell('ls src'));
    expect(answerOf(play.answer(play.open[0]!, false))).toMatchObject({ allow: false });
    expect(answerOf(play.call('b', shell('ls src')))).toMatchObject({ allow: false });
    expect(answerOf(play.call('c', shell('ls test')))).toBeUndefined();
  });

  test('an answer that comes after the session was lost holds for the identical call of the next', () => {
    const play = guarded(work, [noSecrets()]);
    play.call('a', shell('ls src'));
    play.die();
    const [ask] = play.open;
    play.answer(ask!, true);
    expect(answerOf(play.call('b', shell('ls src')))).toEqual({ allow: true });
    expect(answerOf(play.call('c', shell('ls src')))).toBeUndefined();
  });

  test('an answer that was not used yet when the engine died holds for the identical call of the next session', () => {
    const play = guarded(work, [noSecrets()]);
    play.call('a', shell('ls src'));
    play.answer(play.open[0]!, true);
    // The grant is journaled, what follows from it is not.
    play.die(play.journal.findIndex(({ type }) => type === 'approval.granted') + 1);
    expect(answerOf(play.call('b', shell('ls src')))).toEqual({ allow: true });
  });
});

describe('who may answer', () => {
  const strict = policy({
    rules: [
      {
        id: 'ask',
        before: 'tool',
        decide: 'ask',
        reason: 'Anything',
        approvers: { roles: ['release'], not: ['starter'], at_least: 2 },
        timeout: '1h',
      },
    ],
  });
  const levels = { workflow: [strict], roles: { release: ['sam', 'tia', 'uma'] } };

  test('two people who hold the role, none of whom began the run', () => {
    const play = guarded(work, levels);
    play.call('a', shell('ls'));
    const [ask] = play.open;
    for (const by of ['sam', 'eve']) play.answer(ask!, true, { by });
    expect(play.all('approval.ignored').map(({ reason }) => reason)).toEqual([
      'whoever started the run may not answer it',
      'it is for release to answer',
    ]);
    expect(answerOf(play.answer(ask!, true, { by: 'tia' }))).toBeUndefined();
    expect(answerOf(play.answer(ask!, true, { by: 'tia' }))).toBeUndefined();
    expect(answerOf(play.answer(ask!, true, { by: 'uma' }))).toEqual({ allow: true });
  });

  test('nobody in time is a refusal, and an answer after that is ignored', () => {
    const play = guarded(work, levels);
    play.call('a', shell('ls'));
    const [ask] = play.open;
    expect(play.state.asks[ask!]?.ask.expiresAt).toBe(play.now + 3_600_000);
    expect(answerOf(play.fire('ask'))).toMatchObject({ allow: false });
    play.answer(ask!, true, { by: 'tia' });
    expect(play.all('approval.ignored')).toHaveLength(1);
  });
});

describe('levels', () => {
  const deny = (name: string, when: string) =>
    policy({ name, rules: [{ id: 'no', before: 'tool', when, decide: 'deny', reason: `says ${name}` }] });
  const ask = policy({ name: 'careful', rules: [{ id: 'ask', before: 'tool', decide: 'ask', reason: 'Careful' }] });

  test('a deny below is not softened by an ask above, nor the other way round', () => {
    const play = guarded(work, { project: [deny('top', "tool.kind == 'fetch'")], workflow: [ask] });
    expect(answerOf(play.call('a', tool('fetch')))).toMatchObject({ allow: false });
    expect(play.open).toEqual([]);
    expect(answerOf(play.call('b', tool('read')))).toBeUndefined();
  });

  test('the policy of an agent is over that agent, that of a step over the step and what is below it', () => {
    const steps = [
      { id: 'work', agent: 'ada', prompt: 'Go.' },
      { id: 'more', steps: [{ id: 'inner', agent: 'bob', prompt: 'Go.' }], policies: [deny('narrow', 'true')] },
    ];
    const play = guarded(steps, { agent: [deny('own', "tool.kind == 'shell'")] });
    expect(answerOf(play.call('a', shell('ls')))).toMatchObject({
      allow: false,
      reason: 'Refused by policy agent:ada/own: says own',
    });
    play.finish('work');
    expect(answerOf(play.call('b', tool('read'), 'inner', 'more@1'))).toMatchObject({
      reason: 'Refused by policy step:more/narrow: says narrow',
    });
  });

  test('a policy that is put over the running run holds from the next call on', () => {
    const play = guarded(work, []);
    expect(answerOf(play.call('a', shell('ls')))).toEqual({ allow: true });
    play.say({ type: 'policy.added', policy: deny('late', 'true'), by: 'tia' });
    expect(answerOf(play.call('b', shell('ls')))).toMatchObject({
      reason: 'Refused by policy live:1/late: says late',
    });
  });

  test('what is no policy is not put over a run', () => {
    const play = guarded(work, []);
    expect(play.say({ type: 'policy.added', policy: { name: 'x', rules: 'none' }, by: 'tia' }).events).toEqual([]);
  });
});

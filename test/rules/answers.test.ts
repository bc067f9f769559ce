/** Answers to what a rule asks: by whom, how often, how late, while the run runs and while it does not. */
import { afterEach, beforeEach, expect, test } from 'vitest';
import { eventually } from '../e2e/omni.ts';
import { type Stage, shell, stage, turn } from './stage.ts';

let rule: Stage;
beforeEach(async () => {
  rule = await stage({
    'omni.yaml': 'apiVersion: omni/v1\nkind: Project\nroles: { release: [grace@example.com, ada@example.com] }\n',
  });
});
afterEach(() => rule.remove());

/** A push to this branch asks, on these terms. */
const asksFor = (branch: string, terms: object = {}): object => ({
  id: `push-${branch}`,
  before: 'tool',
  when: `tool.commands.exists(c, c.subcommand == 'push' && c.args.exists(a, a.endsWith('/${branch}')))`,
  decide: 'ask',
  reason: `Pushes ${branch}`,
  ...terms,
});
const policies = (...rules: readonly object[]): readonly object[] => [{ name: 'pushes', rules }];
const push = (branch: string): string => `git push -q origin HEAD:refs/heads/${branch}`;
const agent = (id: string): object => ({ id, agent: 'ada', prompt: 'Go.' });
const keep = (): object => {
  const { home } = rule;
  return { id: 'keep', run: `touch ${home}/kept; until [ -e ${home}/over ]; do sleep 0.02; done`, on_lost: 'retry' };
};
const kept = (): object => shell(`until [ -e ${rule.home}/kept ]; do sleep 0.02; done`);

test('while it runs: only the right person counts, two answers at once are one, and who says nothing in time says no', async () => {
  await rule.flow({
    policies: policies(
      asksFor('one', { approvers: { roles: ['release'], not: ['starter'] } }),
      asksFor('late', { timeout: '500ms' }),
    ),
    steps: [{ id: 'all', parallel: 'all', steps: [keep(), agent('one'), agent('late')] }],
    turns: {
      ...turn('all.one', [kept(), shell(push('one'))]),
      ...turn('all.late', [kept(), shell(push('late')), shell(`touch ${rule.home}/expired`)]),
    },
  });
  const running = rule.start();
  await rule.until('expired');
  const { asks } = await rule.asking();
  expect(asks).toMatchObject([
    {
      ask: {
        text: 'Pushes one',
        about: { tool: { input: { command: push('one') } } },
        roles: ['release'],
        notStarter: true,
      },
    },
  ]);
  const id = asks[0]?.ask.id ?? '';

  const starter = await rule.omni('approve', id);
  expect(starter).toMatchObject({ code: 2, err: expect.stringContaining('somebody else has to') });
  await rule.as('linus', 'approve', id);
  await rule.as('linus', 'deny', id);
  const both = await Promise.all([rule.as('grace', 'approve', id), rule.as('grace', 'approve', id)]);
  // Who comes second is told so, or was not too late to be written down.
  expect(both.map(({ code }) => code)).toContain(0);
  await eventually(async () => ((await rule.pushed()).length > 0 ? true : undefined));
  expect((await rule.as('grace', 'approve', id)).code).toBe(2);
  rule.touch('over');
  const { exitCode, stderr } = await running;
  expect(exitCode, stderr).toBe(0);
  expect(await rule.pushed()).toEqual(['refs/heads/one']);

  const told = await rule.told();
  expect(told.of('approval.granted')).toMatchObject([{ approval: id, by: 'grace@example.com' }]);
  expect(told.of('approval.refused')).toMatchObject([{ expired: true }]);
  const ignored = told.of('approval.ignored').filter(({ by }) => by === 'linus@example.com');
  expect(ignored.map(({ reason }) => reason)).toEqual(Array(2).fill('it is for release to answer'));
  expect(told.calls.find(({ what }) => what === push('late'))).toMatchObject({ ran: false });
});

test.each(['SIGINT', 'SIGKILL'] as const)(
  'after %s while a call waits, the same ask is answered and the call is made',
  async (signal) => {
    await rule.flow({
      policies: policies(asksFor('one'), asksFor('late', { timeout: '1500ms' })),
      steps: [{ id: 'all', parallel: 'all', steps: [keep(), agent('one'), agent('late')] }],
      turns: {
        ...turn('all.one', [kept(), shell(push('one'))]),
        ...turn('all.late', [kept(), shell(push('late'))]),
      },
    });
    const running = rule.start();
    await new Promise<void>((resolve) => {
      let said = '';
      running.stderr.on('data', (text: Buffer) => {
        said += text;
        if (said.includes('Pushes one') && said.includes('Pushes late')) resolve();
      });
    });
    running.kill(signal);
    const stopped = await running;
    if (signal === 'SIGINT') expect(stopped.exitCode, stopped.stderr).toBe(130);

    const { run, asks } = await rule.asking(2);
    const [one, late] = ['one', 'late'].map((branch) => asks.find(({ ask }) => ask.text === `Pushes ${branch}`)?.ask);
    await eventually(async () => (Date.now() > (late?.expiresAt ?? 0) ? true : undefined));
    // Too late is said at once, also while nobody drives the run.
    expect(await rule.omni('approve', late?.id ?? '')).toMatchObject({
      code: 2,
      err: expect.stringContaining('has expired'),
    });
    for (const id of [one?.id, one?.id]) {
      const { code, err } = await rule.omni('approve', id ?? '');
      expect(code, err).toBe(0);
      expect(err).toContain(`omni resume ${run}`);
    }
    // Whoever has changed their mind meanwhile is too late as well.
    expect((await rule.omni('deny', one?.id ?? '')).code).toBe(0);
    rule.touch('over');
    const resumed = await rule.omni('resume', run);
    expect(resumed.code, resumed.err).toBe(0);
    expect(await rule.pushed()).toEqual(['refs/heads/one']);

    const told = await rule.told();
    expect(told.of('approval.granted').map(({ approval }) => approval)).toEqual([one?.id]);
    expect(told.of('approval.refused')).toMatchObject([{ approval: late?.id, expired: true }]);
    expect(told.of('approval.ignored')).toHaveLength(2);
    // No call was asked about twice, and none was made twice.
    expect(told.events.flatMap(({ asks = [] }) => asks)).toHaveLength(2);
    expect(told.calls.filter(({ what, ran }) => what === push('one') && ran)).toHaveLength(1);
  },
);

test('parked: a person denies, and a run whose last step is refused so is refused', async () => {
  await rule.flow({
    policies: policies(asksFor('one'), asksFor('two')),
    steps: [agent('one'), { id: 'two', run: push('two') }],
    turns: turn('one', [shell(push('one'))]),
  });
  const parked = await rule.apply('--unattended', 'park');
  expect(parked.code, parked.err).toBe(3);
  const denied = await rule.omni(
    'deny',
    (await rule.show()).asks[0]?.ask.id ?? '',
    '--comment',
    'not on a Friday',
    '--resume',
  );
  expect(denied.code, denied.err).toBe(3);
  const { asks, run } = await rule.show();
  expect(asks).toMatchObject([
    { step: 'two', ask: { text: 'Pushes two', about: { tool: { input: { command: push('two') } } } } },
  ]);
  const refused = await rule.omni('deny', asks[0]?.ask.id ?? '', '--resume');
  expect(refused.code, refused.err).toBe(4);
  expect(refused.out).toContain('two: Refused by ada@example.com (asked by policy pushes): Pushes two');
  expect(await rule.pushed()).toEqual([]);
  expect((await rule.omni('resume', run)).code).toBe(2);
  expect((await rule.told()).of('approval.refused')).toMatchObject([{ comment: 'not on a Friday' }, {}]);
});

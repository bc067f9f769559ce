/** A person after every 100 USD: once, whoever spends, also after a crash, and also where nobody knows what was spent. */
import { existsSync, readFileSync } from 'node:fs';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { eventually } from '../e2e/omni.ts';
import { type Stage, shell, stage, turn } from './stage.ts';

let rule: Stage;
beforeEach(async () => {
  rule = await stage();
});
afterEach(() => rule.remove());

const policies = [{ uses: 'omni/budget', with: { ask_every_usd: 100 } }];
const agent = (id: string, name = 'ada'): object => ({ id, agent: name, prompt: 'Go.' });
const costs = (usd: number): object => ({ usage: { input: 1000, output: 100, cost_usd: usd } });
const spends = (usd: number, what = 'true', more: object = {}): object => ({
  ...turn('', [shell(what)], costs(usd))['']?.[0],
  ...more,
});

/** Grants the one ask that is open, and lets the run go on. */
async function approve(): Promise<{ readonly code: number | undefined; readonly text: string | undefined }> {
  const { asks } = await rule.show();
  expect(asks).toHaveLength(1);
  const { code, err } = await rule.omni('approve', asks[0]?.ask.id ?? '', '--resume');
  expect([0, 3], err).toContain(code);
  return { code, text: asks[0]?.ask.text };
}

test('at each 100 after what was approved, however the spending is spread', async () => {
  rule.write({
    'used.yaml':
      'apiVersion: omni/v1\nkind: Workflow\nname: used\nagents: { eve: { harness: codex } }\nsteps:\n  - { id: spend, agent: eve, prompt: Go. }\n',
  });
  await rule.flow({
    policies,
    steps: [
      // An attempt that failed has spent as well.
      { ...agent('fails'), retry: { attempts: 2, backoff: '1ms' } },
      { id: 'sub', uses: 'used.yaml' },
      { ...agent('goes_on'), session: 'fails' },
      { id: 'items', foreach: { n: [0, 1] }, steps: [agent('item', 'bob')] },
      { id: 'last_one', run: 'touch ran' },
    ],
    turns: {
      fails: [{ ...spends(50), failure: 'error' }, spends(50)],
      'sub.spend': [spends(60)],
      goes_on: [spends(40)],
      'items.item': [spends(50)],
    },
  });
  const parked = await rule.apply();
  expect(parked.code, parked.err).toBe(3);
  expect(parked.out).toContain('100 USD spent, 0 approved');
  expect(await approve()).toEqual({ code: 3, text: '100 USD spent, 0 approved' });
  expect(await approve()).toEqual({ code: 3, text: '200 USD spent, 100 approved' });
  expect(await approve()).toEqual({ code: 0, text: '300 USD spent, 200 approved' });
  const told = await rule.told();
  expect(told.of('approval.granted')).toHaveLength(3);
  expect(told.calls.map(({ what, ran }) => [what, ran])).toEqual([
    ...Array(6).fill(['true', true]),
    ['touch ran', true],
  ]);
});

test('agents side by side are held at once by one ask, and one answer lets all go on', async () => {
  const waits = (file: string): string => `until [ -e ${rule.home}/${file} ]; do sleep 0.02; done`;
  const answer = { type: 'object', required: ['done'], properties: { done: { type: 'boolean' } } };
  const names = ['one', 'two', 'three'];
  await rule.flow({
    policies,
    steps: [
      {
        id: 'all',
        parallel: 'all',
        steps: [
          ...names.map((name, at) => ({ ...agent(name, ['ada', 'bob', 'cyd'][at]), output: answer })),
          { id: 'keep', run: `touch ${rule.home}/kept; ${waits('answered')}` },
        ],
      },
      agent('after'),
    ],
    turns: {
      // A first answer that is wrong, 40 USD each; then the same session calls again.
      ...Object.fromEntries(
        names.map((name) => [
          `all.${name}`,
          [
            spends(40, waits('kept'), {
              output: {},
              // biome-ignore lint/suspicious/noThenProperty: a word of the file, never a promise
              then: [spends(40, `echo ${name} >> ${rule.home}/ran`, { output: { done: true } })],
            }),
          ],
        ]),
      ),
      after: [spends(1, `echo after >> ${rule.home}/ran`)],
    },
  });
  const running = rule.start();
  const ran = (): string => (existsSync(`${rule.home}/ran`) ? readFileSync(`${rule.home}/ran`, 'utf8') : '');
  const shown = await eventually(async () => {
    const at = await rule.asking();
    return at.asks[0]?.waiters.length === 3 ? at : undefined;
  });
  expect(shown.asks).toMatchObject([{ ask: { text: '120 USD spent, 0 approved', rule: 'checkpoint' } }]);
  expect(ran()).toBe('');
  const approved = await rule.as('grace', 'approve', shown.asks[0]?.ask.id ?? '');
  expect(approved).toMatchObject({ code: 0, err: '' });
  await eventually(async () => (ran().split('\n').length === 4 ? true : undefined));
  rule.touch('answered');
  const { exitCode, stdout, stderr } = await running;
  expect(exitCode, stderr).toBe(3);
  expect(stdout).toContain('240 USD spent, 120 approved');
  expect(ran().trim().split('\n').sort()).toEqual(names.toSorted());
});

test('killed while it asks, or while somebody spends: the ask is still there, and what nobody knows is asked about', async () => {
  const waits = (file: string): string => `until [ -e ${rule.home}/${file} ]; do sleep 0.02; done`;
  await rule.flow({
    policies,
    steps: [
      {
        id: 'all',
        parallel: 'all',
        steps: [
          { id: 'keep', run: `touch ${rule.home}/kept; ${waits('answered')}`, on_lost: 'retry' },
          { id: 'line', steps: [agent('first'), agent('second'), agent('third'), agent('fourth')] },
        ],
      },
    ],
    turns: {
      'all.line.first': [spends(100, waits('kept'))],
      'all.line.second': [spends(1, `touch ${rule.home}/working; ${waits('answered')}`)],
      'all.line.third': [{ text: 'What I cost is my secret.' }],
      'all.line.fourth': [spends(500)],
    },
  });
  const first = rule.start();
  // The one of the step that is due, once the session that reached the amount is over.
  const open = await eventually(async () => (await rule.asking()).asks.find(({ step }) => step === 'second'));
  expect(open.ask).toMatchObject({ text: '100 USD spent, 0 approved' });
  first.kill('SIGKILL');
  await first;
  expect((await rule.show()).asks).toEqual([open]);
  expect((await rule.omni('approve', open.ask.id)).code).toBe(0);

  const second = rule.start();
  await eventually(async () => (existsSync(`${rule.home}/working`) ? true : undefined));
  second.kill('SIGKILL');
  await second;
  rule.touch('answered');
  const parked = await rule.apply();
  expect(parked.code, parked.err).toBe(3);
  expect(parked.out).toContain('What this run costs is not known');
  expect((await approve()).code).toBe(0);
  const told = await rule.told();
  expect(told.of('approval.granted').map(({ approval }) => approval)).toHaveLength(2);
  expect(told.of('approval.granted')[0]?.approval).toBe(open.ask.id);
});

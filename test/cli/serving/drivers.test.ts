/** Starting and continuing runs as other processes, for people on the page. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import type { OpenJournal } from '../../../runs/journal/index.ts';
import { ada, eventually, files, makeProject } from './project.ts';

const request = { path: 'asking/asking.yaml', inputs: { goal: 'Greet' }, simulation: 'asking/simulate.yaml' };

const waits = (journal: OpenJournal, run: string) =>
  eventually(async () =>
    journal.meta(run)?.asks.length === 1 && (await journal.holder(run)) === undefined
      ? journal.meta(run)!.asks[0]!.ask.id
      : undefined,
  );

const answer = (journal: OpenJournal, run: string, approval: string) =>
  journal.post(run, {
    type: 'approval.answered',
    id: `answer-${approval}`,
    at: Date.now(),
    approval,
    granted: true,
    by: 'bob@example.com',
  });

const eventsOf = async (journal: OpenJournal, run: string) => {
  const events = [];
  for await (const { event } of journal.read(run)) events.push(event);
  return events;
};

test('starts a run under the name of who asked, parks it for a person, and goes on after the answer', async () => {
  const { journal, drivers, home } = makeProject();
  const { run } = await drivers.start(request, ada);
  const [created] = await eventsOf(journal, run);
  expect(created).toMatchObject({
    type: 'run.created',
    starter: 'ada@example.com',
    inputs: { goal: 'Greet', count: 3 },
  });
  const ask = await waits(journal, run);

  answer(journal, run, ask);
  // Two who press at once, and one who comes later.
  await Promise.all([drivers.resume(run, ada), drivers.resume(run, ada)]);
  await eventually(() => (journal.meta(run)?.status === 'done' ? true : undefined));
  expect((await eventsOf(journal, run)).filter(({ type }) => type === 'step.started')).toHaveLength(2);
  await expect(drivers.resume(run, ada)).rejects.toMatchObject({ code: 'OMNI7022' });
  // A log that says nothing is not kept.
  await eventually(() => (readdirSync(join(home, 'serving')).length === 0 ? true : undefined));
});

test('resuming what is driven starts nothing; an answer that its driver no longer takes is found all the same', async () => {
  const { journal, drivers } = makeProject();
  const { run } = await drivers.start(request, ada);
  const ask = await waits(journal, run);
  // A driver that has looked into the inbox for the last time, and is still there.
  const lease = await journal.acquire(run);
  if (lease.status !== 'held') throw new Error('somebody drives it');
  answer(journal, run, ask);
  const before = journal.head(run);
  await drivers.resume(run, ada);
  expect(journal.head(run)).toEqual(before);
  await journal.release(run, lease.epoch);
  await eventually(() => (journal.meta(run)?.status === 'done' ? true : undefined));
});

test('one key of one person is one run, also when asked at once and when it is over', async () => {
  const { journal, drivers } = makeProject();
  const keyed = { ...request, key: 'k1' };
  const [one, other] = await Promise.all([drivers.start(keyed, ada), drivers.start(keyed, ada)]);
  expect(other).toEqual(one);
  await waits(journal, one.run);
  expect(await drivers.start(keyed, ada)).toEqual(one);
  expect(journal.list()).toHaveLength(1);
  const { run } = await drivers.start(keyed, { ...ada, name: 'bob@example.com' });
  expect(run).not.toBe(one.run);
  await waits(journal, run);
});

test('two servers that are asked the same at once begin one run', async () => {
  const { journal, drivers, other } = makeProject();
  const keyed = { ...request, key: 'k1' };
  const [one, two] = await Promise.all([drivers.start(keyed, ada), other().start(keyed, ada)]);
  expect(two).toEqual(one);
  await waits(journal, one.run);
  expect(journal.list()).toHaveLength(1);
  expect((await eventsOf(journal, one.run)).filter(({ type }) => type === 'run.created')).toHaveLength(1);
});

test('what another server has the lease of is waited for until it is begun, or given up', async () => {
  const keyed = { ...request, key: 'k1' };
  const source = makeProject();
  const { run } = await source.drivers.start(keyed, ada);
  const events = await eventsOf(source.journal, run);
  for (const isBegun of [true, false]) {
    const { journal, drivers, home } = makeProject();
    const lease = await journal.acquire(run);
    if (lease.status !== 'held') throw new Error('somebody drives it');
    let isOver = false;
    const starting = drivers.start(keyed, ada).finally(() => {
      isOver = true;
    });
    starting.catch(() => {});
    const log = join(home, 'serving', `${run}.log`);
    await eventually(() => (existsSync(log) && readFileSync(log, 'utf8').includes('OMNI6005') ? true : undefined));
    await sleep(100);
    expect(isOver).toBe(false);
    if (isBegun) await journal.append(run, 0, lease.epoch, events);
    await journal.release(run, lease.epoch);
    if (isBegun) expect(await starting).toEqual({ run });
    else await expect(starting).rejects.toMatchObject({ code: 'OMNI6005' });
  }
});

test('nothing but what is listed is started', async () => {
  const { drivers, journal } = makeProject({ ...files(), 'other/simulate.yaml': 'turns: {}\n' });
  const paths = ['../asking.yaml', 'asking/../asking/asking.yaml', '/etc/passwd', 'asking', '--yes', ''];
  for (const path of paths)
    await expect(drivers.start({ ...request, path }, ada)).rejects.toMatchObject({ code: 'OMNI7020' });
  for (const simulation of ['other/simulate.yaml', '../simulate.yaml', '/etc/passwd', ''])
    await expect(drivers.start({ ...request, simulation }, ada)).rejects.toMatchObject({ code: 'OMNI7020' });
  expect(journal.list()).toEqual([]);
});

test('what the process says is why there is no run', async () => {
  const { drivers, journal } = makeProject();
  const { goal: _, ...none } = request.inputs;
  await expect(drivers.start({ ...request, inputs: none }, ada)).rejects.toMatchObject({
    code: 'OMNI1051',
    message: 'the input `goal` is missing',
  });
  const wrong = drivers.start({ ...request, inputs: { goal: 'x', count: 'many\u001b[2J' } }, ada);
  await expect(wrong).rejects.toMatchObject({ code: 'OMNI1052', message: expect.not.stringContaining('\u001b') });
  expect(journal.list()).toEqual([]);
});

test('inputs are typed values, however large, and in no argv', async () => {
  const { drivers, journal } = makeProject();
  const goal = `${'x'.repeat(500_000)}\n"quoted" --yes`;
  const { run } = await drivers.start({ ...request, inputs: { goal, count: 7 } }, ada);
  expect((await eventsOf(journal, run))[0]).toMatchObject({ inputs: { goal, count: 7 } });
  await waits(journal, run);
});

test('who names a run that is not there, or nobody, is refused', async () => {
  const { drivers } = makeProject();
  await expect(drivers.resume('1122-nobody', ada)).rejects.toMatchObject({ code: 'OMNI6006' });
  await expect(drivers.start(request, { ...ada, name: '' })).rejects.toMatchObject({ code: 'OMNI7021' });
});

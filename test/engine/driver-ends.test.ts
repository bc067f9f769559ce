/** How a driver comes to rest: by its lease, its mail, its watchers, a person's turn, or because it is told to stop. */
import { describe, expect, test } from 'vitest';
import { Desk, door, settled } from './desk.ts';

const run = (id: string) => ({ id, run: ['true'] });
const approve = { id: 'ok', approve: 'Go?' };
const grant = (approval: string) => ({ type: 'approval.answered', approval, granted: true, by: 'tia' });

async function begun(steps: readonly object[]) {
  const desk = new Desk();
  const { driver, begin } = await desk.start(steps);
  begin();
  await settled();
  return { desk, driver };
}

describe('the lease', () => {
  test('gone: the driver ends', async () => {
    const { desk, driver } = await begun([run('a')]);
    const ended = expect(driver.done).rejects.toMatchObject({ code: 'OMNI6005' });
    desk.owner = 7;
    await desk.pass(2_000);
    await ended;
  });

  test('is renewed also when the clock was set back', async () => {
    const { desk } = await begun([run('a')]);
    await desk.pass();
    desk.now -= 3_600_000;
    await desk.pass(200);
    expect(desk.renewed).toHaveLength(1);
    await desk.pass(2_000);
    expect(desk.renewed).toHaveLength(2);
  });

  test('is kept while what runs is being ended', async () => {
    const { desk, driver } = await begun([run('a')]);
    const gate = door();
    desk.beforeDispose = gate.wait;
    const stopped = driver.stop();
    await settled();
    await desk.pass();
    await desk.pass(2_000);
    expect(desk.renewed).toHaveLength(1);
    expect(desk.owner).toBe(1);
    gate.open();
    await stopped;
    expect(desk.owner).toBeUndefined();
  });

  test('and an error of the store is told as what it is', async () => {
    const { desk, driver } = await begun([run('a')]);
    const ended = expect(driver.done).rejects.toMatchObject({ code: 'OMNI6004', message: 'database is locked' });
    desk.beforeTake = () => {
      throw new Error('database is locked');
    };
    await desk.pass(200);
    await ended;
  });
});

describe('stopping', () => {
  test('waits for what is being journaled, and starts nothing more', async () => {
    const { desk, driver } = await begun([run('a'), run('b')]);
    const gate = door();
    desk.beforeAppend = gate.wait;
    desk.finish('a');
    await settled();
    const stopped = driver.stop();
    await settled();
    expect(desk.owner).toBe(1);
    gate.open();
    await stopped;
    expect(await driver.done).toBe('stopped');
    expect(desk.rows.map(({ event }) => event.type).slice(-2)).toEqual(['step.finished', 'step.started']);
    expect(desk.started()).toEqual(['a#1']);
  });

  test('that can not end what runs says so', async () => {
    const { desk, driver } = await begun([run('a')]);
    desk.beforeDispose = () => Promise.reject(new Error('it will not die'));
    const ended = expect(driver.done).rejects.toThrow('it will not die');
    await driver.stop();
    await ended;
    expect(desk.owner).toBeUndefined();
  });
});

test('a watcher that throws is told no more, and the run goes on', async () => {
  const desk = new Desk();
  const { driver, begin } = await desk.start([run('a')]);
  const heard: string[] = [];
  driver.subscribe(() => {
    heard.push('once');
    throw new Error('broken pipe');
  });
  driver.subscribe((entries) => void heard.push(entries.at(-1)!.event.type));
  begin();
  await settled();
  desk.finish('a');
  expect(await driver.done).toBe('finished');
  expect(heard).toEqual(['once', 'step.started', 'run.finished']);
});

describe('mail', () => {
  test('is taken out only after its fact was journaled, and counts once when it comes again', async () => {
    const { desk, driver } = await begun([approve, run('a')]);
    expect(await driver.done).toBe('parked');
    desk.post(1, grant('r.1'));
    const taken = desk.ports.inbox.done;
    desk.ports.inbox.done = () => Promise.reject(new Error('killed here'));
    const first = await desk.resume();
    first.begin();
    await expect(Promise.all([first.driver.done, desk.pass()])).rejects.toThrow('killed here');
    expect(desk.mail.size).toBe(1);
    desk.die();
    desk.ports.inbox.done = taken;
    const second = await desk.resume();
    second.begin();
    await desk.pass();
    expect(desk.mail.size).toBe(0);
    expect(desk.types.filter((type) => type.startsWith('approval.'))).toEqual(['approval.granted']);
  });

  test('that is no fact at all is thrown away', async () => {
    const { desk } = await begun([run('a')]);
    desk.mail.set(1, null);
    desk.mail.set(2, { type: 'attempt.finished', id: 'x', at: 0, frame: '', step: 'a', attempt: 1, result: {} });
    desk.post(3, { ...grant('r.1'), granted: 'yes' });
    await desk.pass(200);
    expect(desk.mail.size).toBe(0);
    expect(desk.types).toEqual(['run.created', 'step.started']);
  });

  test('whose id is that of another fact is not taken for it', async () => {
    const { desk } = await begun([run('a')]);
    desk.post(1, { ...grant('r.9'), id: 'request' });
    await desk.pass(200);
    expect(desk.rows.at(-1)?.event).toMatchObject({ type: 'approval.ignored', fact: 'inbox:request' });
  });

  test('that comes as the run is about to be parked is still answered', async () => {
    const desk = new Desk();
    const { driver, begin } = await desk.start([approve, run('a')]);
    desk.beforeTake = () => {
      if (desk.types.at(-1) === 'step.asked') desk.post(1, grant('r.1'));
    };
    begin();
    await settled();
    expect(desk.started()).toEqual(['a#1']);
    desk.finish('a');
    expect(await driver.done).toBe('finished');
  });
});

describe('parked', () => {
  test('a run is not, while something may happen by itself', async () => {
    const { desk, driver } = await begun([{ ...run('a'), retry: { attempts: 2, backoff: '1s' } }]);
    desk.finish('a', { error: { code: 'failed', message: 'no' } });
    await desk.pass();
    expect(desk.types.at(-1)).toBe('attempt.failed');
    await desk.pass(1_500);
    expect(desk.started()).toEqual(['a#1', 'a#2']);
    desk.finish('a', {}, 2);
    expect(await driver.done).toBe('finished');
  });
});

/** The live loop: what is written before what is done, and what happens when something around it fails. */
import { describe, expect, test } from 'vitest';
import { Desk, door, settled } from './desk.ts';

const run = (id: string, more: object = {}) => ({ id, run: ['true'], ...more });
const approve = { id: 'ok', approve: 'Go?' };

async function begun(steps: readonly object[]) {
  const desk = new Desk();
  const { driver, begin } = await desk.start(steps);
  begin();
  await settled();
  return { desk, driver };
}

describe('written before done', () => {
  test('an attempt is performed when the append that holds its start has resolved', async () => {
    const desk = new Desk();
    const gate = door();
    desk.beforeAppend = gate.wait;
    const { begin } = await desk.start([run('a')]);
    begin();
    await settled();
    expect(desk.performed).toEqual([]);
    gate.open();
    await settled();
    expect(desk.started()).toEqual(['a#1']);
  });

  test('an append that fails performs nothing and ends the driver with its error', async () => {
    const { desk, driver } = await begun([run('a'), run('b')]);
    const ended = expect(driver.done).rejects.toThrow('disk full');
    desk.beforeAppend = () => Promise.reject(new Error('disk full'));
    desk.finish('a');
    await ended;
    expect(desk.started()).toEqual(['a#1']);
    expect(desk.owner).toBeUndefined();
  });

  test('a journal that somebody else wrote to ends the driver', async () => {
    const { desk, driver } = await begun([run('a'), run('b')]);
    const ended = expect(driver.done).rejects.toMatchObject({ code: 'OMNI6005' });
    desk.rows.push({ ...desk.rows[0]!, seq: 99 });
    desk.finish('a');
    await ended;
    expect(desk.started()).toEqual(['a#1']);
  });

  test('facts that come while an append is awaited share the next one', async () => {
    const { desk } = await begun([{ id: 'f', foreach: { x: [1, 2, 3] }, steps: [run('s')] }]);
    const gate = door();
    const item = (index: number) => ({ id: `s${index}`, frame: `f@1[${index}]` });
    desk.beforeAppend = gate.wait;
    desk.finish('s', item(0));
    await settled();
    desk.finish('s', item(1));
    desk.finish('s', item(2));
    const before = desk.appends.length;
    gate.open();
    await settled();
    expect(desk.appends.slice(before)).toHaveLength(2);
    expect(desk.types.at(-1)).toBe('run.finished');
  });

  test('a very long chain is cut into appends, and its end is the same', async () => {
    const items = Array.from({ length: 700 }, (_, index) => index);
    const { desk, driver } = await begun([{ id: 'f', foreach: { x: items }, steps: [run('s', { if: 'x < 0' })] }]);
    expect(await driver.done).toBe('finished');
    expect(Math.max(...desk.appends)).toBeLessThanOrEqual(1000);
    expect(desk.appends.length).toBeGreaterThan(2);
    expect(desk.types.filter((type) => type === 'frame.closed')).toHaveLength(700);
  });
});

describe('taking up a run', () => {
  test('nothing is settled before what recovery decided is journaled, though there is mail', async () => {
    const { desk } = await begun([run('a', { on_lost: 'retry' }), approve]);
    desk.die();
    desk.post(1, { type: 'cancel.requested', by: 'tia' });
    const { begin } = await desk.resume();
    await desk.pass();
    await desk.pass(200);
    expect(desk.types.at(-1)).toBe('step.started');
    begin();
    await settled();
    expect(desk.types.slice(-3)).toEqual(['attempt.failed', 'step.started', 'scope.cancelled']);
    expect(desk.mail.size).toBe(0);
  });

  test('beginning twice journals and performs once', async () => {
    const { desk } = await begun([run('a', { on_lost: 'retry' })]);
    desk.die();
    const { begin } = await desk.resume();
    begin();
    begin();
    await settled();
    expect(desk.started()).toEqual(['a#2']);
    expect(desk.types.filter((type) => type === 'attempt.failed')).toHaveLength(1);
  });

  test('of one that is finished ends at once and writes nothing', async () => {
    const { desk, driver } = await begun([run('a')]);
    desk.finish('a');
    expect(await driver.done).toBe('finished');
    const length = desk.rows.length;
    const again = await desk.resume();
    again.begin();
    expect(await again.driver.done).toBe('finished');
    expect(desk.rows).toHaveLength(length);
    expect(desk.owner).toBeUndefined();
  });

  test('of one that another omni holds is refused and says who', async () => {
    const { desk } = await begun([run('a')]);
    await expect(desk.resume()).rejects.toMatchObject({
      code: 'OMNI6005',
      message: expect.stringContaining('owner 1'),
    });
  });

  test('whose definition is gone, or no longer compiles, is refused with its own code, and the lease given back', async () => {
    const { desk } = await begun([run('a')]);
    desk.die();
    const blob = (text: string | undefined) => ({ ...desk.ports.blobs, get: async () => text });
    const withBlob = (text: string | undefined) => Object.assign(desk.ports, { blobs: blob(text) });
    withBlob(undefined);
    await expect(desk.resume()).rejects.toMatchObject({ code: 'OMNI6009' });
    withBlob(JSON.stringify({ workflow: { name: 'x', steps: [{ id: 'a', run: ['${{ nothing }}'] }] }, agents: {} }));
    await expect(desk.resume()).rejects.toMatchObject({ code: 'OMNI6010' });
    expect(desk.owner).toBeUndefined();
  });
});

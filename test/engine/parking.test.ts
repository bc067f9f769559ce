/** A run that is parked or stopped in order is taken up again as often as people like: that is no fault of its steps. */
import { expect, test } from 'vitest';
import { resumeRun } from '../../engine/driver/index.ts';
import { Desk, settled } from './desk.ts';

const write = { id: 'write', agent: 'claude', prompt: 'Write.' };

test('an agent that people stop is started again, however often', async () => {
  const desk = new Desk();
  const first = await desk.start([write]);
  first.begin();
  await settled();
  let { driver } = first;
  for (let stops = 1; stops <= 5; stops++) {
    await driver.stop();
    expect(desk.rows.at(-1)?.event).toMatchObject({
      type: 'attempt.failed',
      lost: true,
      interrupted: true,
      attempt: stops,
    });
    const again = await resumeRun(desk.ports, 'r');
    driver = again.driver;
    again.begin();
    await settled();
    expect(desk.started().at(-1)).toBe(`write#${stops + 1}`);
  }
  await driver.stop();
});

test('a command that was stopped may be half done: its on_lost is asked', async () => {
  const desk = new Desk();
  const { driver, begin } = await desk.start([{ id: 'deploy', run: ['true'] }]);
  begin();
  await settled();
  await driver.stop();
  expect(desk.rows.at(-1)?.event.type).toBe('step.started');
  const again = await resumeRun(desk.ports, 'r');
  again.begin();
  expect(await again.driver.done).toBe('parked');
  expect(desk.rows.at(-1)?.event).toMatchObject({ type: 'step.asked', asks: [{ kind: 'lost' }] });
});

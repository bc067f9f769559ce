/** What is started and continued for somebody is noted once it is, and not where it could not be. */
import { expect, test } from 'vitest';
import type { NewAct } from '../../../runs/access/index.ts';
import { notedDrivers } from '../../../runs/server/noted-drivers.ts';

const ada = { name: 'ada', from: { way: 'page' } } as const;

function stage(fails = false) {
  const noted: (NewAct & { readonly by: string })[] = [];
  const done = <T>(value: T): Promise<T> => (fails ? Promise.reject(new Error('it died')) : Promise.resolve(value));
  const drivers = notedDrivers(
    { workflows: async () => [], start: () => done({ run: 'r1' }), resume: () => done(undefined) },
    { note: (act, { name }) => void noted.push({ ...act, by: name }) },
  );
  return { drivers, noted };
}

test('a run that was started, and one that was continued', async () => {
  const { drivers, noted } = stage();
  expect(await drivers.start({ path: 'flow.yaml', inputs: {} }, ada)).toEqual({ run: 'r1' });
  await drivers.resume('r2', ada);
  expect(noted).toEqual([
    { kind: 'run.started', run: 'r1', what: 'flow.yaml', by: 'ada' },
    { kind: 'run.resumed', run: 'r2', by: 'ada' },
  ]);
});

test('what could not be done is not noted', async () => {
  const { drivers, noted } = stage(true);
  await expect(drivers.start({ path: 'flow.yaml', inputs: {} }, ada)).rejects.toThrow('it died');
  await expect(drivers.resume('r2', ada)).rejects.toThrow('it died');
  expect(noted).toEqual([]);
});

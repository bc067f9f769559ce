/** The bench beside other systems, without them: ours is measured, and a peer that fails is a row. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { isRunning, useTempFolder } from '../agents/temp.ts';
import { type Bundle, bundleBench } from './bundle.ts';
import { measureRows, type Result } from './peers/measure.ts';
import { type Row, rows } from './peers/rows.ts';
import { renderJson, renderTable } from './peers/table.ts';

const peers = join(import.meta.dirname, 'peers');
const fixture = (name: string) => join(import.meta.dirname, `fixtures/${name}-system.mjs`);
const peer = (name: string): Row => ({
  system: name,
  setting: 'as shipped',
  workload: 'sequential',
  full: false,
  module: fixture(name),
  loses: 'everything',
});

let bundle: Bundle;
const folder = useTempFolder();
beforeAll(async () => {
  bundle = await bundleBench(join(peers, 'child.ts'));
});
afterAll(() => bundle.remove());

const measure = (chosen: readonly Row[], refuse?: (row: Row) => string | undefined): Promise<Result[]> =>
  measureRows(chosen, {
    entry: bundle.entry,
    folder,
    steps: 5,
    warmUp: 2,
    sampleRows: 5,
    rounds: 2,
    say: () => {},
    ...(refuse && { refuse }),
  });

test('a peer that fails is a row, and the others are measured', async () => {
  const ours = rows.filter(({ system }) => system === 'omni');
  const results = await measure([peer('broken'), ...ours, peer('lazy')]);

  expect(results.map(({ row: { system, workload }, status }) => `${system} ${workload} ${status}`)).toEqual([
    'broken sequential failed',
    'omni sequential measured',
    'omni fan-out measured',
    'lazy sequential failed',
  ]);
  expect(results[3]).toMatchObject({ reason: expect.stringContaining('it performed 5 steps of 6') });
  for (const result of results.slice(1, 3)) {
    if (result.status !== 'measured') throw new Error(result.reason);
    expect(result.samples).toHaveLength(2);
    for (const { perSecond, floorPerSecond, bytes } of result.samples)
      expect(Math.min(perSecond, floorPerSecond, bytes)).toBeGreaterThan(0);
    expect(result.counted.fsyncs ?? 1).toBeGreaterThan(0);
  }

  const table = renderTable(results).split('\n');
  // One head, one rule, what raw commits came to beside each workload, and a line a row with equally many cells.
  expect(table).toHaveLength(2 + 2 + 4);
  expect(new Set(table.map((line) => line.split(/(?<!\\)\|/).length))).toEqual(new Set([11]));
  expect(table[4]).toMatch(/^\| broken, as shipped +\| sequential .*failed: no \\\| luck with server \d+ +\|$/);
  expect(table[5]).toMatch(
    /^\| omni, as shipped +\| sequential +\| [\d.,]+ +\| [\d.,]+ +\| [\d.,]+ to [\d.,]+ .*nothing +\|$/,
  );

  const lines = results.map((result) => JSON.parse(renderJson(result)) as unknown);
  expect(lines[0]).toMatchObject({ system: 'broken', status: 'failed', reason: expect.stringContaining('luck') });
  expect(lines[1]).toMatchObject({ system: 'omni', workload: 'sequential', status: 'measured', loses: 'nothing' });
});

test('what a crashed system left running is ended, and its folder is empty again', async () => {
  const [result] = await measure([peer('broken')]);
  if (result?.status !== 'failed') throw new Error('it was measured');
  const pid = /server (\d+)/.exec(result.reason)?.[1];
  expect(pid).toBeDefined();
  expect(isRunning(Number(pid))).toBe(false);
  expect(readdirSync(folder)).toEqual([]);
});

test('what is refused is not started, and says why', async () => {
  const [result] = await measure([peer('broken')], () => 'not installed: npm ci ended with 1');
  expect(result).toMatchObject({ status: 'failed', reason: 'not installed: npm ci ended with 1' });
});

test('the peers are pinned, from no registry in particular', () => {
  const { dependencies } = JSON.parse(readFileSync(join(peers, 'package.json'), 'utf8')) as {
    dependencies: Record<string, string>;
  };
  for (const version of Object.values(dependencies)) expect(version).toMatch(/^\d+\.\d+\.\d+$/);
  expect(readFileSync(join(peers, 'package-lock.json'), 'utf8')).not.toMatch(/"resolved"/);
});

/** A run is read back out of a real journal, or it is said why it can not be. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { loadRun, loadWorkflow, readEvents } from '../../engine/driver/index.ts';
import { pack } from '../../engine/driver/pack.ts';
import type { RunEvent } from '../../engine/events.ts';
import { type OpenJournal, openJournal } from '../../runs/journal/index.ts';
import { specOf } from './spec.ts';

let folder: string;
let journal: OpenJournal;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'omni-load-'));
  journal = openJournal({ folder });
});
afterEach(() => {
  journal.close();
  rmSync(folder, { recursive: true, force: true });
});

const stored = () => ({ journal, blobs: journal });
const code = (name: string) => expect.objectContaining({ code: name });
const created = (spec: string): RunEvent => ({
  type: 'run.created',
  at: 1,
  frame: '',
  fact: 'request',
  run: 'r',
  spec,
  inputs: { goal: 'x' },
  seed: 's',
  engine: '0',
  starter: 'ada',
});
const pinned = (spec: unknown) => journal.put(JSON.stringify(spec));

describe('what can not be read back is refused', () => {
  test('a run that is not there', async () => {
    await expect(loadRun(stored(), 'nobody')).rejects.toEqual(code('OMNI6006'));
  });
  test('a journal that begins with something else', async () => {
    await journal.append('r', 0, 0, [{ type: 'backoff.elapsed', at: 1, frame: '', step: 'a', fact: 'f' }]);
    await expect(loadRun(stored(), 'r')).rejects.toEqual(code('OMNI6001'));
  });
  test('a definition that is missing', async () => {
    await journal.append('r', 0, 0, [created('0'.repeat(64))]);
    await expect(loadRun(stored(), 'r')).rejects.toEqual(code('OMNI6009'));
  });
  test('a definition that this version does not compile', async () => {
    const spec = await pinned(specOf([{ id: 'a', agent: 'nobody', prompt: 'x' }]));
    await expect(loadWorkflow(journal, spec)).rejects.toEqual(code('OMNI6010'));
  });
  test('an event that can not have followed from those before it', async () => {
    const spec = await pinned(specOf([{ id: 'a', run: 'true' }]));
    const forged: RunEvent = { type: 'step.finished', at: 2, frame: '', step: 'a', outcome: 'done' };
    await journal.append('r', 0, 0, [created(spec), forged]);
    await expect(loadRun(stored(), 'r')).rejects.toEqual(code('OMNI6007'));
  });
});

describe('large values', () => {
  const big = 'é'.repeat(5000);
  const finished = (result: Record<string, unknown>): RunEvent => ({
    type: 'step.finished',
    at: 2,
    frame: '',
    step: 'a',
    attempt: 1,
    outcome: 'done',
    fact: 'f',
    result,
  });

  test('leave the row and come back whole, whatever they are called', async () => {
    const result = { stdout: big, lines: [big, 'x'], 'dotted.name': big, small: 'y', ['__proto__']: 1 };
    Object.defineProperty(result, '__proto__', { value: big, enumerable: true });
    const packed = await pack(finished(result), journal);
    expect(JSON.stringify(packed).length).toBeLessThan(1000);
    await journal.append('r', 0, 0, [packed]);
    const events = [];
    for await (const { event } of readEvents(stored(), 'r')) events.push(event);
    expect(events).toEqual([finished(result)]);
  });

  test('a value that only looks like one that was put away stays as it is', async () => {
    const result = { output: { blobs: { 'result.output': 'x' } } };
    await journal.append('r', 0, 0, [await pack(finished(result), journal)]);
    for await (const { event } of readEvents(stored(), 'r')) expect(event).toEqual(finished(result));
  });
});

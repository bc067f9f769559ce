/** (d) Reading a run back: each row checked and its hash proved, each event folded; over the bare rows as JSON. */
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { loadRun } from '../../../engine/driver/index.ts';
import { openJournal } from '../../../runs/journal/index.ts';
import { cpuUs } from '../parts/cpu.ts';
import { openRun, timeRun } from '../parts/engine.ts';
import { inMemory } from '../parts/folder.ts';
import { createTrivialPerformer } from '../parts/performer.ts';
import { fanOut, itemsUpTo } from '../parts/specs.ts';

const items = 5_000;
const width = 64;

export function measure(): Promise<Record<string, number>> {
  return inMemory(async (folder) => {
    const journal = openJournal({ folder });
    const given = { spec: fanOut(width), inputs: itemsUpTo(items) };
    await timeRun(await openRun(journal, createTrivialPerformer(), given));
    const floor = readRows(join(folder, 'journal.db'));
    const [from, before] = [performance.now(), cpuUs()];
    const { seq } = await loadRun({ journal, blobs: journal }, 'bench');
    const rate = (seq * 1000) / (performance.now() - from);
    const us = (cpuUs() - before) / seq;
    journal.close();
    return { events_per_s: rate, cpu_us: us, ratio: rate / floor, floor_per_s: floor };
  });
}

/** Rows a second. */
function readRows(file: string): number {
  const db = new Database(file, { readonly: true });
  const select = db.prepare<[], { body: string }>('SELECT * FROM events ORDER BY id');
  const from = performance.now();
  let rows = 0;
  for (const { body } of select.iterate()) {
    JSON.parse(body);
    rows++;
  }
  const rate = (rows * 1000) / (performance.now() - from);
  db.close();
  return rate;
}

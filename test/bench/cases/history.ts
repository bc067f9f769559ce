/**
 * How much CPU what is behind a page takes, in a process that has seen nothing yet: a run of 10,000 events with a
 * transcript of 5 MB, and a `foreach` of as many events. The first look reads the run; what comes after reads a page.
 */
import { join } from 'node:path';
import type { RunEvent } from '../../../engine/events.ts';
import { type History, openHistory } from '../../../runs/history/index.ts';
import { type OpenJournal, openJournal } from '../../../runs/journal/index.ts';
import { canonicalJson } from '../../../schema/json.ts';
import type { Spec } from '../../../schema/spec.ts';
import { cpuUs } from '../parts/cpu.ts';
import { openRun, timeRun } from '../parts/engine.ts';
import { inMemory } from '../parts/folder.ts';
import { createTrivialPerformer } from '../parts/performer.ts';
import { fanOut, itemsUpTo } from '../parts/specs.ts';

const events = 10_000;
const transcriptBytes = 5_000_000;
const middle = events / 2;
const width = 64;

export function measure(): Promise<Record<string, number>> {
  return inMemory(async (folder) => {
    const [talks, wide] = [join(folder, 'talks'), join(folder, 'wide')];
    await writeTranscript(talks);
    await writeItems(wide);
    return { ...(await readTranscript(talks)), ...(await readItems(wide)) };
  });
}

async function readTranscript(folder: string): Promise<Record<string, number>> {
  return withHistory(folder, async (history, run) => {
    const before = heapMb();
    const first = await ms(() => history.transcript(run, 'write', { last: 50 }));
    const grown = heapMb() - before;
    return {
      open_ms: first,
      heap_mb: grown,
      page_ms: await ms(() => history.transcript(run, 'write', { last: 50 })),
      middle_page_ms: await ms(() => history.transcript(run, 'write', { after: middle, limit: 50 })),
      events_page_ms: await ms(() => history.events(run, { before: middle, limit: 100 })),
      calls_page_ms: await ms(() => history.calls(run, { limit: 100 })),
      state_ms: await ms(() => history.stateAt(run, middle)),
      back_ms: await ms(() => history.stateAt(run, middle - 1)),
    };
  });
}

async function readItems(folder: string): Promise<Record<string, number>> {
  return withHistory(folder, async (history, run) => {
    const before = heapMb();
    const times = {
      wide_open_ms: await ms(() => history.view(run)),
      wide_chart_ms: await ms(() => history.attempts(run)),
      wide_state_ms: await ms(() => history.stateAt(run, middle)),
      wide_view_ms: await ms(() => history.viewAt(run, middle)),
      wide_back_ms: await ms(async () => {
        await history.stateAt(run, middle - 1);
        await history.viewAt(run, middle - 1);
      }),
    };
    return { ...times, wide_heap_mb: heapMb() - before };
  });
}

/** Exact only under `NODE_OPTIONS=--expose-gc`. */
const heapMb = (): number => {
  globalThis.gc?.();
  return process.memoryUsage().heapUsed / 1e6;
};

/** Of CPU: there is nothing to wait for, and a busy machine changes it least. */
async function ms(work: () => Promise<unknown>): Promise<number> {
  const from = cpuUs();
  await work();
  return (cpuUs() - from) / 1_000;
}

async function withHistory<T>(folder: string, work: (history: History, run: string) => Promise<T>): Promise<T> {
  const journal = openJournal({ folder });
  try {
    return await work(openHistory(journal), 'bench');
  } finally {
    journal.close();
  }
}

async function writeItems(folder: string): Promise<void> {
  const journal = openJournal({ folder });
  // Each item is four events.
  const given = { spec: fanOut(width), inputs: itemsUpTo(events / 4) };
  await timeRun(await openRun(journal, createTrivialPerformer(), given));
  journal.close();
}

const spec: Spec = {
  agents: { ada: { name: 'ada', harness: 'simulate' } },
  workflow: { name: 'talks', steps: [{ id: 'write', agent: 'ada', prompt: 'Write' }] },
};

/** As the driver of a long session would. */
async function writeTranscript(folder: string): Promise<void> {
  const journal = openJournal({ folder });
  const hash = await journal.put(canonicalJson(spec));
  journal.createRun({ run: 'bench', key: 'bench', workflow: 'talks', file: '', repo: '', createdAt: 1 });
  const { epoch } = await lease(journal);
  const all = [...begin(hash), ...Array.from({ length: (events - 2) / 4 }, (_, nth) => turn(nth)).flat()];
  for (let at = 0; at < all.length; at += 1_000) await journal.append('bench', at, epoch, all.slice(at, at + 1_000));
  journal.close();
}

async function lease(journal: OpenJournal): Promise<{ readonly epoch: number }> {
  const leased = await journal.acquire('bench');
  if (leased.status !== 'held') throw new Error('the journal is not ours');
  return leased;
}

const place = { frame: '', step: 'write', attempt: 1 };
const words = (bytes: number): string => 'lorem ipsum '.repeat(bytes / 12);

function begin(hash: string): readonly RunEvent[] {
  const who = { seed: 'bench', engine: 'bench', starter: 'bench' };
  return [
    { type: 'run.created', at: 1, frame: '', fact: 'request', run: 'bench', spec: hash, inputs: {}, ...who },
    {
      type: 'step.started',
      at: 2,
      ...place,
      visit: 1,
      plan: { agent: 'ada', prompt: 'Write', round: 1, title: 'Write' },
    },
  ];
}

/** A message, a call with its output, and what they cost. */
function turn(nth: number): readonly RunEvent[] {
  const bytes = transcriptBytes / (events / 4);
  const call = `write#1:tool:${nth}`;
  const at = 10 + nth;
  const input = { command: `sed -n ${nth}p src/main.ts` };
  return [
    { type: 'message.received', at, fact: `message ${nth}`, ...place, text: words(bytes / 2) },
    { type: 'tool.requested', at, fact: call, ...place, call, tool: { kind: 'shell', name: 'bash', input } },
    { type: 'tool.completed', at, fact: `${call}:completed`, ...place, call, ok: true, output: words(bytes / 2) },
    { type: 'usage.reported', at, fact: `usage ${nth}`, ...place, usage: { input: 10, output: 5, costMicroUsd: 100 } },
  ];
}

/** Watchers of a run that makes 200 events a second: how late they see each, and what that takes of the server. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { Held } from '../harnesses/usage.ts';
import type { Driven } from './drive.ts';
import { onScene, watchers } from './scene.ts';
import type { Spending } from './serve.ts';
import type { Seen, Stream } from './watch.ts';

const seconds = 20;
/** Each is four events. */
const itemsPerS = 50;
const warmUp = { run: 'warm-up', items: 200 };
const paced = { run: 'paced', items: seconds * itemsPerS, itemsPerS };
/** After the end, for what is still on its way. */
const lateMs = 3_000;

export const measurePaced = (entry: string, stream: Stream): Promise<Record<string, number>> =>
  onScene(entry, async ({ driver, crowd, startServer }) => {
    const { server, opened } = await startServer();
    const open = (run: string, count: number) => crowd.ask('open', { ...opened, run, stream, watchers: count });
    // What is only loaded or compiled for the first of them is nobody's memory.
    await driver.ask('begin', warmUp);
    await open(warmUp.run, 10);
    await driver.ask('go', warmUp);
    await crowd.ask('close');

    await driver.ask('begin', paced);
    const alone = await server.ask<Held>('held');
    await open(paced.run, watchers);
    const watched = await server.ask<Held>('held');
    const before = await server.ask<Spending>('spent');
    const driven = await driver.ask<Driven>('go', paced);
    const after = await server.ask<Spending>('spent');
    await sleep(lateMs);
    const seen = await crowd.ask<Seen>('seen');
    const times = await driver.ask<readonly number[]>('times', paced);
    await crowd.ask('close');
    return {
      events_per_s: (times.length * 1_000) / driven.ms,
      ...latencies(times, seen),
      messages_per_s: seen.arrivals.flat().length / watchers / (driven.ms / 1_000),
      mb_per_s: seen.bytes / 1e6 / (driven.ms / 1_000),
      watcher_kb: ((watched.rssMb - alone.rssMb) * 1024) / watchers,
      watcher_live_kb: ((watched.liveMb - alone.liveMb) * 1024) / watchers,
      alone_mb: alone.rssMb,
      loaded_mb: after.rssMb,
      cpu_percent: ((after.cpuMs - before.cpuMs) / driven.ms) * 100,
    };
  });

/** From when an event is said to be until a message is there that tells it or what came after it, for each watcher. */
function latencies(times: readonly number[], { arrivals }: Seen): Record<string, number> {
  const all: number[] = [];
  let unseen = 0;
  for (const own of arrivals) {
    // Those before the first message were there when the watcher came.
    let seq = own[0]?.[1] ?? 0;
    for (const [atMs, newest] of own.slice(1)) for (; seq < newest; seq++) all.push(atMs - times[seq]!);
    unseen += times.length - seq;
  }
  const sorted = Float64Array.from(all).sort();
  const at = (share: number): number =>
    sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
  return { p50_ms: at(0.5), p99_ms: at(0.99), worst_ms: at(1), unseen };
}

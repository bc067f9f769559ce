/**
 * Runs as fast as they go, two and two: one while others look and one while they do not. A busy machine is another
 * machine a second later, so each is held against the other of its pair only.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import type { Driven } from './drive.ts';
import { type Scene, type Serving, watchers } from './scene.ts';
import type { Spending } from './serve.ts';
import type { Stream } from './watch.ts';

const items = 8_000;
const itemsPerS = 50;
/** Code and pages are new to the server when they are looked at first. */
const warmUpMs = 3_000;
const besideMs = 24_000;
/** The paced run goes on for longer than what is measured beside it. */
const spareMs = 6_000;
const pacedItems = ((warmUpMs + besideMs + spareMs) * itemsPerS) / 1_000;
const ownPairs = 3;
const idlePairs = 7;
/** A server that has just begun still compiles and collects. */
const settleMs = 1_000;

/** One run. */
export interface Turn {
  readonly eventsPerS: number;
  /** Of the driver's process, for an event. */
  readonly driverUs: number;
  /** Of one core. */
  readonly serverPercent: number;
}

export interface Pair {
  readonly alone: Turn;
  readonly looked: Turn;
}

/** Whether a server is there that nobody asks. */
export async function besideIdleServer(scene: Scene): Promise<readonly Pair[]> {
  const pairs: Pair[] = [];
  while (pairs.length < idlePairs) {
    const alone = await driveOnce(scene);
    const { server } = await scene.startServer();
    await sleep(settleMs);
    pairs.push({ alone, looked: await driveOnce(scene, server) });
    await server.close();
  }
  return pairs;
}

/** Beside a run of 200 events a second: whether that one is watched. */
export async function besideWatched(scene: Scene, stream: Stream): Promise<readonly Pair[]> {
  const serving = await scene.startServer();
  const other = { run: `paced-${stream}`, items: pacedItems, itemsPerS };
  await scene.pacer.ask('begin', other);
  await look(scene, serving, other.run, stream);
  let isOver = false;
  const beside = scene.pacer.ask('go', other).finally(() => {
    isOver = true;
  });
  await sleep(warmUpMs);
  const until = performance.now() + besideMs;
  const pairs: Pair[] = [];
  while (performance.now() < until) {
    if (pairs.length > 0) await look(scene, serving, other.run, stream);
    const looked = await driveOnce(scene, serving.server);
    await scene.crowd.ask('close');
    pairs.push({ looked, alone: await driveOnce(scene, serving.server) });
  }
  if (isOver) throw new Error('the paced run was over before what is measured beside it');
  await beside;
  await serving.server.close();
  return pairs;
}

/** Whether the run itself is watched. Each has a server of its own, which is still busy when the run is over. */
export async function watchedItself(scene: Scene, stream: Stream): Promise<readonly Pair[]> {
  const pairs: Pair[] = [];
  while (pairs.length < ownPairs) {
    const alone = await driveOnce(scene);
    const serving = await scene.startServer();
    pairs.push({ alone, looked: await driveOnce(scene, serving.server, (run) => look(scene, serving, run, stream)) });
    await scene.crowd.ask('close');
    await serving.server.close();
  }
  return pairs;
}

const look = ({ crowd }: Scene, { opened }: Serving, run: string, stream: Stream): Promise<void> =>
  crowd.ask('open', { ...opened, run, stream, watchers });

let runs = 0;

/** @param ready once the run has begun, before it may go on. */
export async function driveOnce(
  { driver }: Scene,
  server?: Serving['server'],
  ready: (run: string) => Promise<void> = async () => {},
): Promise<Turn> {
  const run = `fast-${runs++}`;
  const cpuMs = async (): Promise<number> => (await server?.ask<Spending>('spent'))?.cpuMs ?? 0;
  await driver.ask('begin', { run, items });
  await ready(run);
  const before = await cpuMs();
  const { ms, cpuUs, events } = await driver.ask<Driven>('go', { run });
  const serverMs = (await cpuMs()) - before;
  return { eventsPerS: (events * 1_000) / ms, driverUs: cpuUs / events, serverPercent: (serverMs / ms) * 100 };
}

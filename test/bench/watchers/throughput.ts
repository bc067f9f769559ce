/**
 * How fast the engine goes while others look: alone, beside a server that nobody asks, and with watchers of the run's
 * page or of its events. They take turns, and then again in the other order, since a busy machine is another machine a
 * second later.
 */
import type { Driven } from './drive.ts';
import { onScene, type Scene, watchers } from './scene.ts';
import type { Spending } from './serve.ts';
import type { Stream } from './watch.ts';

const items = 4_000;
const ways = ['alone', 'idle', 'page', 'events'] as const;
type Way = (typeof ways)[number];

interface Turn {
  readonly eventsPerS: number;
  /** Of the driver's process, for an event. */
  readonly driverUs: number;
  /** Of one core. */
  readonly serverPercent: number;
}

export const measureThroughput = (entry: string): Promise<Record<string, number>> =>
  onScene(entry, async (scene) => {
    for (const run of ['warm-up', 'warmer']) await driveOne(scene, run);
    const turns: (readonly [Way, Turn])[] = [];
    for (const [nth, way] of [...ways, ...ways.toReversed()].entries())
      turns.push([way, await takeTurn(scene, way, `${way}-${nth}`)]);
    const mean = (of: Way, read: (turn: Turn) => number): number => {
      const own = turns.filter(([way]) => way === of).map(([, turn]) => read(turn));
      return own.reduce((sum, one) => sum + one, 0) / own.length;
    };
    const rate = (way: Way): number => mean(way, ({ eventsPerS }) => eventsPerS);
    return {
      page_ratio: rate('page') / rate('alone'),
      events_ratio: rate('events') / rate('alone'),
      idle_ratio: rate('idle') / rate('alone'),
      alone_per_s: rate('alone'),
      page_per_s: rate('page'),
      events_per_s: rate('events'),
      alone_us: mean('alone', ({ driverUs }) => driverUs),
      page_us: mean('page', ({ driverUs }) => driverUs),
      events_us: mean('events', ({ driverUs }) => driverUs),
      page_percent: mean('page', ({ serverPercent }) => serverPercent),
      events_percent: mean('events', ({ serverPercent }) => serverPercent),
    };
  });

async function takeTurn(scene: Scene, way: Way, run: string): Promise<Turn> {
  if (way === 'alone') return { ...(await driveOne(scene, run)), serverPercent: 0 };
  const { server, opened } = await scene.startServer();
  const look = (stream: Stream) => scene.crowd.ask('open', { ...opened, run, stream, watchers });
  let before = 0;
  const { ms, ...turn } = await driveOne(scene, run, async () => {
    if (way !== 'idle') await look(way);
    before = (await server.ask<Spending>('spent')).cpuMs;
  });
  const { cpuMs } = await server.ask<Spending>('spent');
  await scene.crowd.ask('close');
  await server.close();
  return { ...turn, serverPercent: ((cpuMs - before) / ms) * 100 };
}

async function driveOne({ driver }: Scene, run: string, ready: () => Promise<void> = async () => {}) {
  await driver.ask('begin', { run, items });
  await ready();
  const { ms, cpuUs, events } = await driver.ask<Driven>('go', { run });
  return { ms, eventsPerS: (events * 1_000) / ms, driverUs: cpuUs / events };
}

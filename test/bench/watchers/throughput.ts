/**
 * How fast the engine goes while others look. Once beside a run that is paced at 200 events a second, which 200 watch:
 * the load that the page is made for. And once as what is watched itself, which makes a hundred times as many events.
 * The ways take turns, and then again in the other order, since a busy machine is another machine a second later.
 */
import type { Driven } from './drive.ts';
import { onScene, type Scene, watchers } from './scene.ts';
import type { Spending } from './serve.ts';
import type { Stream } from './watch.ts';

const items = 8_000;
/** Longer than the run beside it takes; each item is four events. */
const paced = { items: 400, itemsPerS: 50 };

interface Way {
  /** Whether a paced run goes on beside the one that is measured. */
  readonly isBeside?: boolean;
  readonly server?: { readonly watched?: Stream };
  /** What it is held against: the same without a server. */
  readonly floor?: string;
}

const ways: Readonly<Record<string, Way>> = {
  alone: {},
  idle: { server: {}, floor: 'alone' },
  beside: { isBeside: true },
  beside_page: { isBeside: true, server: { watched: 'page' }, floor: 'beside' },
  beside_events: { isBeside: true, server: { watched: 'events' }, floor: 'beside' },
  page: { server: { watched: 'page' }, floor: 'alone' },
  events: { server: { watched: 'events' }, floor: 'alone' },
};

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
    const turns: (readonly [string, Turn])[] = [];
    const names = Object.keys(ways);
    for (const [nth, name] of [...names, ...names.toReversed()].entries())
      turns.push([name, await takeTurn(scene, ways[name]!, `${name}-${nth}`)]);
    const mean = (of: string, read: (turn: Turn) => number): number => {
      const own = turns.filter(([name]) => name === of).map(([, turn]) => read(turn));
      return own.reduce((sum, one) => sum + one, 0) / own.length;
    };
    const speed = (of: string): number => mean(of, ({ eventsPerS }) => eventsPerS);
    const figures = Object.entries(ways).flatMap(([name, { floor, server }]) => [
      [`${name}_per_s`, speed(name)] as const,
      [`${name}_us`, mean(name, ({ driverUs }) => driverUs)] as const,
      ...(floor === undefined ? [] : [[`${name}_ratio`, speed(name) / speed(floor)] as const]),
      ...(server === undefined ? [] : [[`${name}_percent`, mean(name, ({ serverPercent }) => serverPercent)] as const]),
    ]);
    return Object.fromEntries(figures);
  });

async function takeTurn(scene: Scene, { isBeside = false, server: served }: Way, run: string): Promise<Turn> {
  const other = { run: `${run}-paced`, ...paced };
  if (isBeside) await scene.pacer.ask('begin', other);
  const { server, opened } = served === undefined ? {} : await scene.startServer();
  const cpuMs = async (): Promise<number> => (await server?.ask<Spending>('spent'))?.cpuMs ?? 0;
  let before = 0;
  let beside: Promise<unknown> | undefined;
  const { ms, ...turn } = await driveOne(scene, run, async () => {
    const watched = isBeside ? other.run : run;
    if (served?.watched) await scene.crowd.ask('open', { ...opened, run: watched, stream: served.watched, watchers });
    if (isBeside) beside = scene.pacer.ask('go', other);
    before = await cpuMs();
  });
  const after = await cpuMs();
  await beside;
  await scene.crowd.ask('close');
  await server?.close();
  return { ...turn, serverPercent: ((after - before) / ms) * 100 };
}

async function driveOne({ driver }: Scene, run: string, ready: () => Promise<void> = async () => {}) {
  await driver.ask('begin', { run, items });
  await ready();
  const { ms, cpuUs, events } = await driver.ask<Driven>('go', { run });
  return { ms, eventsPerS: (events * 1_000) / ms, driverUs: cpuUs / events };
}

/**
 * How fast the engine goes while others look. Once beside a run that is paced at 200 events a second, which 200 watch:
 * the load that the page is made for. And once as what is watched itself, which makes hundreds of times as many events.
 */
import { median } from '../statistics.ts';
import { besideIdleServer, besideWatched, driveOnce, type Pair, watchedItself } from './pairs.ts';
import { onScene, type Scene } from './scene.ts';

const ways: Readonly<Record<string, (scene: Scene) => Promise<readonly Pair[]>>> = {
  idle: besideIdleServer,
  beside_page: (scene) => besideWatched(scene, 'page'),
  beside_events: (scene) => besideWatched(scene, 'events'),
  page: (scene) => watchedItself(scene, 'page'),
  events: (scene) => watchedItself(scene, 'events'),
};

export const measureThroughput = (entry: string): Promise<Record<string, number>> =>
  onScene(entry, async (scene) => {
    for (let nth = 0; nth < 3; nth++) await driveOnce(scene);
    const measured: (readonly [string, readonly Pair[]])[] = [];
    for (const [name, take] of Object.entries(ways)) measured.push([name, await take(scene)]);
    const bare = measured.flatMap(([, pairs]) => pairs.map(({ alone }) => alone));
    return Object.fromEntries([
      ['alone_per_s', median(bare.map(({ eventsPerS }) => eventsPerS))],
      ['alone_us', median(bare.map(({ driverUs }) => driverUs))],
      ...measured.flatMap(([name, pairs]) => {
        const all = (read: (pair: Pair) => number): number => median(pairs.map(read));
        return [
          [`${name}_ratio`, all(({ alone, looked }) => looked.eventsPerS / alone.eventsPerS)],
          [`${name}_per_s`, all(({ looked }) => looked.eventsPerS)],
          [`${name}_us`, all(({ looked }) => looked.driverUs)],
          [`${name}_percent`, all(({ looked }) => looked.serverPercent)],
        ] as const;
      }),
    ]);
  });

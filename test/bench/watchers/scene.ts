/** The processes that take part. Watchers and whoever drives stay; a server is started for those who look. */
import { onDisk } from '../parts/folder.ts';
import { type Helper, startHelper } from './helper.ts';
import type { Opened } from './serve.ts';

export const watchers = 200;

export interface Scene {
  readonly driver: Helper;
  /** Another one, over the same journal. */
  readonly pacer: Helper;
  readonly crowd: Helper;
  startServer(): Promise<Serving>;
}

export interface Serving {
  readonly server: Helper;
  readonly opened: Opened;
}

/** @param entry the script that plays each part. */
export const onScene = <T>(entry: string, work: (scene: Scene) => Promise<T>): Promise<T> =>
  onDisk(async (folder) => {
    const started: Helper[] = [];
    const start = (...args: string[]): Helper => {
      const helper = startHelper(entry, args);
      started.push(helper);
      return helper;
    };
    const scene: Scene = {
      driver: start('--drive', folder),
      pacer: start('--drive', folder),
      crowd: start('--watch'),
      async startServer() {
        const server = start('--serve', folder);
        return { server, opened: await server.ask<Opened>('open') };
      },
    };
    try {
      return await work(scene);
    } finally {
      await Promise.all(started.map((helper) => helper.close()));
    }
  });

/** Where sessions are held: a workspace, homes, a fake model that is asked, and one adapter for all of them. */
import { mkdirSync, realpathSync } from 'node:fs';
import { join } from 'node:path';
import { createHomes } from '../../../agents/homes/homes.ts';
import type { Adapter } from '../../../agents/kit/adapter.ts';
import { createLocalPlace } from '../../../agents/places/local.ts';
import { markName } from '../../../agents/places/mark.ts';
import { listProcesses } from '../../../agents/places/proc.ts';
import { createReaper } from '../../../agents/places/reaper.ts';
import type { Place } from '../../../engine/ports/place.ts';
import type { RealSubject } from '../../agents/conformance/real/words.ts';
import { harnessPath } from '../../harnesses/installed.ts';
import { clock } from '../parts/engine.ts';
import { onDisk } from '../parts/folder.ts';
import { type Model, startModel } from './model.ts';

export interface Stage {
  readonly subject: RealSubject;
  readonly model: Model;
  readonly adapter: Adapter;
  /** The workspace of all sessions. */
  readonly place: Place;
  /** Of the programs that are run without `omni`. */
  readonly bareHomes: string;
  /** Pids of whatever the adapter has started and still runs. */
  running(): readonly number[];
}

/** @param entry as `startModel` takes it. */
export const onStage = <T>(subject: RealSubject, entry: string, work: (stage: Stage) => Promise<T>): Promise<T> =>
  onDisk(async (temporary) => {
    const folder = realpathSync(temporary);
    const [workspace, bareHomes] = [join(folder, 'workspace'), join(folder, 'bare')];
    for (const each of [workspace, bareHomes]) mkdirSync(each);
    const reaper = createReaper();
    const mark = reaper.mark('bench');
    const placeAt = (root: string): Place => createLocalPlace({ root, reaper, mark });
    const model = await startModel(entry, subject.dialect.wire);
    const adapter = subject.create({
      clock,
      homes: createHomes(join(folder, 'sessions'), placeAt),
      credential: () => ({ type: 'key', ...subject.key }),
      path: harnessPath(),
    });
    const running = (): readonly number[] =>
      listProcesses(markName).flatMap(({ pid, mark: theirs }) => (theirs?.startsWith(mark) ? [pid] : []));
    try {
      return await work({ subject, model, adapter, place: placeAt(workspace), bareHomes, running });
    } finally {
      model.close();
      reaper.dispose();
    }
  });

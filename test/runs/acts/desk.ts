/** Acts on runs that the engine has played into a real journal; what they leave is told to the engine again. */
import { readInboxFact } from '../../../engine/driver/inbox-fact.ts';
import type { RunEvent } from '../../../engine/events.ts';
import { type Person, UnfitAct } from '../../../runs/acts/index.ts';
import type { OpenJournal } from '../../../runs/journal/index.ts';
import type { Spec } from '../../../schema/spec.ts';
import { Play } from '../../engine/play.ts';
import { openTemporary } from '../journal/folder.ts';
import { journalRun } from '../server/desk.ts';

export const ada: Person = { name: 'ada', from: { way: 'page', token: 'phone', address: '192.0.2.7' } };
export const bob: Person = { name: 'bob', from: { way: 'api' } };

/** The one run of the play is called `r`, and its asks `r.1` and so on. */
export const run = 'r';

export interface ActsDesk {
  readonly play: Play;
  readonly journal: OpenJournal;
  /** Lets the run take what was left for it. @returns what came of it, in the journal as well */
  drive(): Promise<readonly RunEvent[]>;
}

export async function openDesk(
  steps: readonly object[] | Spec,
  before: (play: Play) => void = () => {},
  now = Date.now(),
): Promise<ActsDesk> {
  const play = new Play(steps, { now });
  before(play);
  const journal = openTemporary();
  await journalRun(journal, run, play.workflow.spec, play.journal);
  return {
    play,
    journal,
    async drive() {
      const from = play.journal.length;
      const taken = await journal.take(run);
      for (const { fact } of taken) play.say(readInboxFact(fact, play.now) ?? { type: 'timer.fired', timer: 'none' });
      const events = play.journal.slice(from);
      if (events.length > 0) await journal.append(run, from, 0, events);
      await journal.done(taken.map(({ row }) => row));
      return events;
    },
  };
}

/** How an act does not fit. */
export async function whyUnfit(act: Promise<unknown>): Promise<UnfitAct> {
  try {
    await act;
  } catch (error) {
    if (error instanceof UnfitAct) return error;
    throw error;
  }
  throw new Error('it fits');
}

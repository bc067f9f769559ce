/** What every act has in common: what it needs of the journal, what its fact begins with, what it says when it is done. */
import { createHash, randomUUID } from 'node:crypto';
import { longestWords } from '../../engine/driver/index.ts';
import type { Fact } from '../../engine/facts.ts';
import type { ListedRun, OpenJournal } from '../journal/index.ts';
import type { Origin, Person } from './person.ts';
import { UnfitAct } from './unfit.ts';

/** The record of runs, to be read, and the inbox, to be posted to. */
export type ActJournal = Pick<OpenJournal, 'findByAsk' | 'get' | 'holder' | 'meta' | 'post' | 'posted' | 'read'>;

/** What was done. */
export interface Done {
  readonly run: string;
  /** In words. */
  readonly says: string;
  /** Whether somebody drives the run. If not, it counts as soon as the run goes on. */
  readonly driven: boolean;
  /** The same person did it before with the same key: nothing was done now, and what is said of it is less. */
  readonly repeated: boolean;
}

/** Characters of a comment. */
export const longestComment = 10_000;

interface Seen {
  readonly id: string;
  readonly at: number;
  readonly by: string;
  readonly from: Origin;
}

/**
 * What the fact of an act begins with.
 * @param key acts of one person with one key count once in a run, however often they are sent; absent: each counts
 */
export function seenOf({ name, from }: Person, key?: string): Seen {
  const id = key === undefined ? `act-${randomUUID()}` : `key-${digest(JSON.stringify([name, key]))}`;
  return { id, at: Date.now(), by: name, from };
}

const digest = (text: string): string => createHash('sha256').update(text).digest('hex');

/** @throws UnfitAct for a run that there is not. */
export function runCalled(journal: ActJournal, run: string): ListedRun {
  const found = journal.meta(run);
  if (found === undefined) throw new UnfitAct('missing', `there is no run ${run}`, { do: 'list' });
  return found;
}

/** @throws UnfitAct for a run that is over. */
export function refuseOver({ run, status }: ListedRun): void {
  if (status !== 'running') throw new UnfitAct('over', `run ${run} is over: ${status}`, { do: 'show', run });
}

/** @throws UnfitAct for more words than a run takes: whoever drives it would pass them by, and nobody would know. */
export function refuseLong(what: string, text: string | undefined, most = longestWords): void {
  if (text !== undefined && text.length > most)
    throw new UnfitAct('invalid', `${what} has more than ${most} characters`, { do: 'shorten', most });
}

/** Leaves the fact for whoever drives the run. */
export async function leave(journal: ActJournal, run: string, fact: Fact, says: string): Promise<Done> {
  journal.post(run, fact);
  return { run, says, driven: await isDriven(journal, run), repeated: false };
}

/** What is said of an act that was sent before: undefined for one that was not, or whose trace is lost. */
export async function doneBefore(journal: ActJournal, run: string, { id }: Seen): Promise<Done | undefined> {
  if (!journal.posted(run, id)) return undefined;
  return { run, says: 'it was said before', driven: await isDriven(journal, run), repeated: true };
}

/** Whether somebody drives the run. */
export const isDriven = async (journal: ActJournal, run: string): Promise<boolean> =>
  (await journal.holder(run)) !== undefined;

/** After an act: a run that nobody drives is gone on with, or what was said would wait for whoever does. */
import { OmniError } from '../../schema/error.ts';
import type { Done, Person } from '../acts/index.ts';
import type { Drivers } from './ports.ts';

export interface GoneOn {
  /** Somebody drives the run. */
  readonly driven: boolean;
  /** Why nobody could be got to. */
  readonly problem?: string;
}

/** What was done is kept in any case: that nobody can drive the run takes nothing from it, and is told. */
export async function goOn(drivers: Drivers | undefined, { run, driven }: Done, by: Person): Promise<GoneOn> {
  if (driven || drivers === undefined) return { driven };
  try {
    await drivers.resume(run, by);
    return { driven: true };
  } catch (error) {
    if (!(error instanceof OmniError)) throw error;
    return { driven: false, problem: `${error.code}: ${error.message}` };
  }
}

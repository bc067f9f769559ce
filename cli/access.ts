/** Opens what is kept beside the runs of this project: tokens, and who did what. */
import { existsSync } from 'node:fs';
import { type OpenAccess, openAccess } from '../runs/access/index.ts';
import type { Person } from '../runs/acts/index.ts';
import { journalFile } from '../runs/journal/index.ts';
import { whoSpeaks } from './person.ts';
import { findHome } from './places.ts';
import { InvalidInput } from './report-error.ts';

/** For `work`, and closes it after. A project without runs has none, and gets none by looking. */
export async function withAccess<T>(work: (access: OpenAccess) => Promise<T>): Promise<T> {
  const folder = findHome();
  if (!existsSync(journalFile(folder))) {
    throw new InvalidInput(`there are no runs in ${folder}`, 'start one with: omni apply PATH');
  }
  const access = openAccess({ folder });
  try {
    return await work(access);
  } finally {
    access.close();
  }
}

/** @throws InvalidInput for a process that a run has started: an agent lets nobody in */
export const personAtTerminal = (): Person => whoSpeaks();

/**
 * `npm run bench harnesses`: what `omni` adds to a harness's own run, for each real harness that is installed. Takes
 * minutes and starts real programs, so it is no case of the others.
 */
import { join } from 'node:path';
import { subjects } from '../../harnesses/subjects.ts';
import { benchRounds } from '../rounds.ts';
import { toldOf } from './figures.ts';

export const benchHarnesses = (args: string[]): Promise<void> =>
  benchRounds(args, {
    command: 'npm run bench harnesses',
    told: subjects.map(toldOf),
    rounds: 5,
    child: join(import.meta.dirname, 'child.ts'),
  });

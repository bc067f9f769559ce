/**
 * `npm run bench watchers`: the status page under load. Four processes share the machine for minutes, so it is no case
 * of the others.
 */
import { join } from 'node:path';
import { benchRounds } from '../rounds.ts';
import { told } from './figures.ts';

export const benchWatchers = (args: string[]): Promise<void> =>
  benchRounds(args, {
    command: 'npm run bench watchers',
    told,
    rounds: 3,
    child: join(import.meta.dirname, 'child.ts'),
  });

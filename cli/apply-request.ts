/** Everything that `apply` was asked and has opened. */
import type { Reaper } from '../agents/places/reaper.ts';
import type { OpenJournal } from '../runs/journal/index.ts';
import type { ApplyOptions } from './options.ts';
import type { Prepared } from './prepare.ts';
import type { Terminal } from './terminal.ts';

export interface ApplyRequest {
  readonly prepared: Prepared;
  /** As it was typed. */
  readonly path: string;
  readonly options: ApplyOptions;
  readonly terminal: Terminal;
  readonly journal: OpenJournal;
  readonly home: string;
  readonly reaper: Reaper;
}

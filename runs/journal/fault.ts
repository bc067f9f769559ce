/**
 * A row that cannot be believed. It is an error of its own because two readers need to know where: `read` stops a
 * run there, and the audit reports it.
 */
import { OmniError } from '../../schema/error.ts';

/** `gap`: the row at `seq` is missing. `changed`: it is not what was written. `malformed`: it is no event at all. */
export type FaultReason = 'gap' | 'changed' | 'malformed';

const said: Record<FaultReason, string> = {
  gap: 'is missing',
  changed: 'is not what was written there: its hash does not follow from the row before it',
  malformed: 'does not hold an event',
};

export class JournalFault extends OmniError {
  readonly run: string;
  /** The first row that cannot be believed. */
  readonly seq: number;
  readonly reason: FaultReason;

  constructor(run: string, seq: number, reason: FaultReason, detail?: string) {
    super('OMNI6001', `Event ${seq} of run ${run} ${said[reason]}${detail === undefined ? '' : ` (${detail})`}.`, {
      help: `The events before it are sound: \`omni audit ${run}\` shows how far. Restore .omni/journal.db from a copy, or start another run.`,
    });
    this.run = run;
    this.seq = seq;
    this.reason = reason;
  }
}

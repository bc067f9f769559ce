/** Who does something to a run, and from where: what is journaled with every act. */
import type { Origin } from '../../engine/events.ts';

export type { Origin } from '../../engine/events.ts';

export interface Person {
  /** As it stands in the journal, and as roles of a workflow name people. */
  readonly name: string;
  readonly from: Origin;
}

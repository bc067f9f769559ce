/**
 * Believes no event of a server unchecked: each has to fit its schema, be the next of its run, and hash to what it says,
 * over the hash before it. So what is read from a server can be audited as what is read from a disk.
 */
import type { Envelope } from '../../engine/events.ts';
import { JournalFault } from '../journal/fault.ts';
import { hashOf } from '../journal/row.ts';
import { checkOf } from '../server/api/check.ts';
import { Envelope as Schema } from '../server/api/schemas/events.ts';

/** The event that follows, and then is what the next one has to follow. Throws `JournalFault`. */
export type Follow = (given: unknown) => Envelope;

/** After event `seq`, whose hash is not known here unless it is the beginning. */
export function followChain(run: string, seq: number): Follow {
  let head = { seq, hash: seq === 0 ? '' : undefined };
  return (given) => {
    const next = head.seq + 1;
    const [wrong] = checkOf(Schema)(given);
    if (wrong !== undefined) throw new JournalFault(run, next, 'malformed', `${wrong.path} ${wrong.message}`);
    const envelope = given as Envelope;
    if (envelope.run !== run || envelope.seq !== next) throw new JournalFault(run, next, 'gap');
    const isNext = head.hash === undefined || envelope.prevHash === head.hash;
    if (!isNext || hashOf(envelope) !== envelope.hash) throw new JournalFault(run, next, 'changed');
    head = { seq: next, hash: envelope.hash };
    return envelope;
  };
}

/** Where the transcript of each step stands in the journal: its entries, in order, and the events of each. */
import type { Envelope, RunEvent } from '../../../engine/events.ts';
import { type AskBook, decisionsOf, isAnswer, type Waiting } from '../asks.ts';
import type { KnownCall } from '../calls.ts';
import type { TranscriptEntry } from '../types.ts';

export interface KnownEntry {
  /** Of its first event. */
  readonly seq: number;
  readonly at: number;
  readonly type: TranscriptEntry['type'];
  readonly attempt: number;
  asOf: number;
  /** Its events, in order. */
  readonly events: readonly number[];
  readonly askIds: ReadonlySet<string>;
  readonly call?: KnownCall;
}

interface Told {
  readonly address: string;
  /** Of the step, as it is now. */
  readonly attempt: number;
  /** That the event changed. */
  readonly calls: readonly KnownCall[];
  readonly waiting: readonly Waiting[];
}

export interface Transcripts {
  /** In order. */
  of(address: string): readonly KnownEntry[];
  /** `asks` and the calls have folded it already. */
  fold(envelope: Envelope, told: Told): void;
}

type Own = KnownEntry & { readonly events: number[]; readonly askIds: Set<string> };

export function createTranscripts(asks: AskBook): Transcripts {
  const all = new Map<string, Own[]>();
  const byCall = new Map<KnownCall, Own>();
  const byAsk = new Map<string, Set<Own>>();
  /** The last report of each step, which may have closed its gate. */
  const reports = new Map<string, Own>();

  const add = (address: string, entry: Own): void => {
    const others = all.get(address);
    if (others === undefined) all.set(address, [entry]);
    else others.push(entry);
  };
  const waitFor = (entry: Own, ids: Iterable<string>): void => {
    for (const id of ids) {
      entry.askIds.add(id);
      byAsk.set(id, (byAsk.get(id) ?? new Set()).add(entry));
    }
  };

  return {
    of: (address) => all.get(address) ?? [],
    fold({ seq, event }, { address, attempt, calls, waiting }) {
      for (const call of calls) {
        const known = byCall.get(call);
        const entry: Own = known ?? { ...begin(seq, event, 'call', call.attempt), events: call.events, call };
        if (known === undefined) {
          byCall.set(call, entry);
          add(address, entry);
        }
        waitFor(entry, call.askIds);
        entry.asOf = seq;
        if (call.endedAt !== undefined) byCall.delete(call);
      }
      const type = typeOf(event);
      const report = reports.get(address);
      if (type !== undefined) {
        const entry = begin(seq, event, type, attempt);
        add(address, entry);
        if (type === 'usage') reports.set(address, entry);
        waitFor(entry, decisionsOf(event).length > 0 || 'asks' in event ? asks.namedBy(event) : []);
      } else if (event.type === 'turn.judged' && event.call === undefined && report !== undefined) {
        report.events.push(seq);
        report.asOf = seq;
        waitFor(report, asks.namedBy(event));
      }
      const told = [...waiting.map(({ id }) => id), ...(isAnswer(event) ? [event.approval] : [])];
      for (const id of told) for (const entry of byAsk.get(id) ?? []) entry.asOf = seq;
    },
  };
}

const begin = (seq: number, { at }: RunEvent, type: KnownEntry['type'], attempt: number): Own => ({
  seq,
  at,
  type,
  attempt,
  asOf: seq,
  events: [seq],
  askIds: new Set(),
});

/** Undefined: it begins no entry. Calls begin theirs by themselves. */
function typeOf(event: RunEvent): KnownEntry['type'] | undefined {
  switch (event.type) {
    case 'step.started':
      return 'begin';
    case 'session.opened':
      return 'session';
    case 'message.received':
      return 'message';
    case 'message.sent':
      return 'sent';
    case 'usage.reported':
      return 'usage';
    case 'step.asked':
      return 'asked';
    case 'step.refused':
      return event.asks === undefined ? 'end' : 'asked';
    case 'step.waiting':
      return 'waiting';
    case 'step.stopping':
      return 'stopping';
    case 'attempt.failed':
    case 'review.reworked':
    case 'step.cancelled':
    case 'step.finished':
    case 'step.skipped':
      return 'end';
    default:
      return undefined;
  }
}

/** Journals for the history to read: in memory, where a test looks at nothing but the folds, and growing as runs do. */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pack } from '../../../engine/driver/pack.ts';
import type { Envelope, RunEvent } from '../../../engine/events.ts';
import type { HistoryRecord } from '../../../runs/history/index.ts';
import type { Spec } from '../../../schema/spec.ts';

export const run = 'r1';

export interface Kept extends HistoryRecord {
  /** Appends as a driver does: large values go into the blob table. */
  append(events: readonly RunEvent[]): Promise<void>;
  /** Whole, as they were appended. */
  readonly events: readonly RunEvent[];
  /** How many events have been read. */
  reads: number;
}

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

/** A record of one run that pins `spec`. */
export function keep(spec: Spec | object): Kept {
  const blobs = new Map<string, string>();
  const put = async (text: string): Promise<string> => {
    const hash = sha256(text);
    blobs.set(hash, text);
    return hash;
  };
  const envelopes: Envelope[] = [];
  const events: RunEvent[] = [];
  const kept: Kept = {
    events,
    reads: 0,
    async append(more) {
      const hash = await put(JSON.stringify(spec));
      for (const event of more) {
        const own = event.type === 'run.created' ? { ...event, run, spec: hash } : event;
        events.push(own);
        const packed = await pack(own, { put, get: async (text) => blobs.get(text) });
        envelopes.push({
          run,
          seq: envelopes.length + 1,
          event: packed,
          prevHash: '',
          hash: `${envelopes.length + 1}`,
        });
      }
    },
    async *read(_run, fromSeq = 1) {
      for (let at = fromSeq - 1; at < envelopes.length; at++) {
        kept.reads++;
        yield envelopes[at]!;
      }
    },
    get: async (hash) => blobs.get(hash),
    head: () => ({ seq: envelopes.length }),
  };
  return kept;
}

export const recordings = ['polly', 'polly-killed', 'policies'] as const;

/** What a real run journaled, and what it pins. */
export function recorded(name: string): { readonly spec: Spec; readonly events: readonly RunEvent[] } {
  const file = join(import.meta.dirname, '../../fixtures/histories', `${name}.jsonl`);
  const [first, ...lines] = readFileSync(file, 'utf8').trimEnd().split('\n');
  return { spec: JSON.parse(first!).spec, events: lines.slice(0, -1).map((line) => JSON.parse(line)) };
}

export async function keepRecorded(name: string): Promise<Kept> {
  const { spec, events } = recorded(name);
  const kept = keep(spec);
  await kept.append(events);
  return kept;
}

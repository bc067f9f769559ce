/**
 * Keeps rows small: a value of a plan, a result or a tool call that is too large for one is put into the blob table
 * first, and the event names it by hash and place. Reading puts it back, so the fold never knows.
 */
import { OmniError } from '../../schema/error.ts';
import type { RunEvent } from '../events.ts';
import type { Blobs } from '../ports/journal.ts';

/** Characters of a value that still stand in the row. */
const inlineLimit = 2048;
const places = ['plan', 'result', 'tool'] as const;

type Members = Record<string, unknown>;

export async function pack(event: RunEvent, blobs: Blobs): Promise<RunEvent> {
  let packed = event as RunEvent & Members;
  for (const place of places) {
    const members = packed[place] as Members | undefined;
    if (!members) continue;
    for (const [name, value] of Object.entries(members)) {
      const text = tooLarge(value);
      if (text === undefined) continue;
      const hash = await blobs.put(text);
      const { [name]: _, ...rest } = packed[place] as Members;
      packed = { ...packed, [place]: rest, blobs: { ...packed.blobs, [`${place}.${name}`]: hash } };
    }
  }
  return packed;
}

function tooLarge(value: unknown): string | undefined {
  if (typeof value === 'string') return value.length > inlineLimit ? JSON.stringify(value) : undefined;
  if (value === null || typeof value !== 'object') return undefined;
  const text = JSON.stringify(value);
  return text.length > inlineLimit ? text : undefined;
}

/** @throws OmniError OMNI6009 when a blob is missing. */
export async function unpack(event: RunEvent, blobs: Pick<Blobs, 'get'>): Promise<RunEvent> {
  if (!event.blobs) return event;
  const { blobs: named, ...rest } = event;
  const whole = rest as RunEvent & Members;
  for (const [key, hash] of Object.entries(named)) {
    const [place = '', name = ''] = splitOnce(key);
    const text = await blobs.get(hash);
    if (text === undefined) throw new OmniError('OMNI6009', `The journal lacks a value of ${event.type}: ${hash}`);
    whole[place] = { ...(whole[place] as Members), [name]: JSON.parse(text) };
  }
  return whole;
}

function splitOnce(key: string): [string, string] {
  const dot = key.indexOf('.');
  return [key.slice(0, dot), key.slice(dot + 1)];
}

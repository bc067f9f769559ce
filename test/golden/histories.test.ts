/**
 * Journals of real runs, replayed for ever: every event is read byte for byte as it was written, none is refused, and
 * the last state holds what it held on the day of the recording. A history that no longer replays breaks the runs of
 * users; `test/fixtures/record-history.ts` says how one is recorded.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Value } from 'typebox/value';
import { expect, test } from 'vitest';
import { compile } from '../../engine/compile/index.ts';
import { eventSchemas, type RunEvent } from '../../engine/events.ts';
import { replay } from '../../engine/replay.ts';
import { canonicalJson } from '../../schema/json.ts';

const folder = join(import.meta.dirname, '../fixtures/histories');

test.each(readdirSync(folder))('%s', (name) => {
  const [first, ...lines] = readFileSync(join(folder, name), 'utf8').trimEnd().split('\n');
  const last = lines.pop();
  const compiled = compile(JSON.parse(first!).spec);
  if ('problems' in compiled) throw new Error(JSON.stringify(compiled.problems));
  const events: RunEvent[] = lines.map((line) => JSON.parse(line));
  for (const [index, event] of events.entries()) {
    expect(canonicalJson(event)).toBe(lines[index]);
    expect([...Value.Errors(eventSchemas[event.type], event)]).toEqual([]);
  }
  // What a later version remembers besides may stand beside it; nothing else may.
  const { state } = JSON.parse(last!);
  expect(JSON.parse(canonicalJson(replay(compiled.workflow, events)))).toMatchObject(state);
});

/**
 * Journals of real runs, replayed for ever: every event is read byte for byte as it was written, and the state after
 * each one is what it was on the day of the recording. A history that no longer replays breaks the runs of users;
 * `test/fixtures/record-history.ts` says how one is recorded.
 */
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Value } from 'typebox/value';
import { expect, test } from 'vitest';
import { advance } from '../../engine/advance/index.ts';
import { compile } from '../../engine/compile/index.ts';
import { eventSchemas, type RunEvent } from '../../engine/events.ts';
import { initialState } from '../../engine/state.ts';
import { canonicalJson } from '../../schema/json.ts';

const folder = join(import.meta.dirname, '../fixtures/histories');

test.each(readdirSync(folder))('%s', (name) => {
  const [first, ...lines] = readFileSync(join(folder, name), 'utf8').trimEnd().split('\n');
  const last = JSON.parse(lines.pop()!);
  const compiled = compile(JSON.parse(first!).spec);
  if ('problems' in compiled) throw new Error(JSON.stringify(compiled.problems));
  const state = initialState();
  const states = createHash('sha256');
  for (const line of lines) {
    const event: RunEvent = JSON.parse(line);
    expect(canonicalJson(event)).toBe(line);
    expect([...Value.Errors(eventSchemas[event.type], event)]).toEqual([]);
    advance(compiled.workflow, state, event);
    states.update(canonicalJson(state));
  }
  expect({ events: lines.length, status: state.status, states: states.digest('hex') }).toEqual(last);
});

/** The facts of one attempt. */
import { expect, test } from 'vitest';
import type { Fact } from '../../../engine/facts.ts';
import { createWork } from '../../../engine/perform/work.ts';

test('no two facts of an attempt share an id: the journal would take the second for the first', () => {
  const facts: Fact[] = [];
  const clock = { now: () => 1, after: () => () => {} };
  const { work, controls } = createWork({ frame: 'f@1[0]', step: 's', attempt: 2 }, clock, (fact) => facts.push(fact));
  for (const round of [1, 2]) {
    // A session that is continued may come back under another name.
    work.opened(`session ${round}`);
    const { call } = work.ask({ kind: 'read', name: 'read', input: {} });
    work.completed(call, true);
    work.said('hello');
    work.used({ input: 1, output: 1 });
  }
  facts.push(controls.finished({ result: {} }), controls.stopped());
  expect(new Set(facts.map(({ id }) => id)).size).toBe(12);
});

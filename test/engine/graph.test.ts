/** Drawings: every step is its own state, whatever it is called, and what is drawn is what runs. */
import { expect, test } from 'vitest';
import { toMermaid, toXstate } from '../../engine/graph.ts';
import { workflowOf } from './spec.ts';

const run = (id: string, more: object = {}) => ({ id, run: ['true'], ...more });

test('a body, its branches and its way back', () => {
  const drawn = toMermaid(
    workflowOf([
      { id: 'write', agent: 'claude', prompt: 'Go.' },
      { id: 'review', review: 'write', reviewer: { from: ['codex'] }, on_error: [run('note')] },
    ]),
  );
  expect(drawn).toBe(`stateDiagram-v2
  direction TB
  [*] --> write
  state "write: agent (claude)" as write
  write --> review
  state "review: review (codex)" as review
  review --> [*]
  review --> review__catch : failed
  review --> write : rework
  state "when review fails" as review__catch
  state review__catch {
    [*] --> review__catch_note
    state "note: run" as review__catch_note
    review__catch_note --> [*]
  }
  review__catch --> [*]
`);
});

test('a loop says until when, in one line and in signs that a label may hold', () => {
  const until = 'steps.check.exit_code < 1\n  || "a#b;" == ""';
  const drawn = toMermaid(workflowOf([{ id: 'mend', until, max: 3, steps: [run('check')] }]));
  expect(drawn).toContain(`state "mend: until steps.check.exit_code #lt; 1 || 'a#35;b#59;' == ''" as mend\n`);
});

test('a step below a group and one of the joined name are two states', () => {
  const workflow = workflowOf([{ id: 'a', steps: [run('b')] }, run('a_b')]);
  const names = [...toMermaid(workflow).matchAll(/ as (\w+)$/gm)].map(([, name]) => name);
  expect(new Set(names).size).toBe(3);
});

test('the nested config holds every body where it runs', () => {
  const { states } = toXstate(workflowOf([{ id: 'main', steps: [run('main')] }]));
  expect(states).toMatchObject({ main: { initial: 'main', states: { main: { on: { 'main.done': 'done' } } } } });
});

/** Drawings: every step is its own state, whatever it is called, and what is drawn is what runs. */
import { expect, test } from 'vitest';
import { toDot, toMermaid, toXstate } from '../../../engine/graph/index.ts';
import { workflowOf } from '../spec.ts';

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

test('branches are regions side by side, parallel in xstate’s JSON, and joined again in Graphviz', () => {
  const workflow = workflowOf([{ id: 'look', parallel: 'any', steps: [run('a'), run('b')] }, run('next')]);
  expect(toMermaid(workflow)).toContain(`  state look {
    [*] --> look_a
    state "a: run" as look_a
    look_a --> [*]
    --
    [*] --> look_b
    state "b: run" as look_b
    look_b --> [*]
  }
  look --> next`);
  expect(toXstate(workflow).states.look).toMatchObject({
    type: 'parallel',
    states: { a: { initial: 'a' }, b: { initial: 'b' } },
  });
  expect(toDot(workflow)).toContain('"look start" -> "look 0 start"');
  expect(toDot(workflow)).toContain('"look 1 end" -> "look end"');
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

test('clusters for Graphviz: a body in each, its arrows cut at the border', () => {
  const drawn = toDot(
    workflowOf([
      { id: 'each', foreach: { item: '${{ [1, 2] }}' }, steps: [run('work')], if: 'true', on_error: [run('note')] },
      { id: 'write', agent: 'claude', prompt: 'Go.' },
      { id: 'review', review: 'write', reviewer: { from: ['codex'] } },
    ]),
  );
  expect(drawn).toBe(`digraph "test" {
  graph [compound=true, rankdir=TB, fontname="Helvetica", style="rounded"]
  node [shape=box, style="rounded", fontname="Helvetica"]
  edge [fontname="Helvetica", fontsize=10]
  "/ start" [shape=circle, style=filled, fillcolor=black, width=0.15, label=""]
  "/ end" [shape=doublecircle, style=filled, fillcolor=black, width=0.1, label=""]
  subgraph "cluster_each" {
    label="each: for each item"
    "each start" [shape=circle, style=filled, fillcolor=black, width=0.15, label=""]
    "each end" [shape=doublecircle, style=filled, fillcolor=black, width=0.1, label=""]
    "each_work" [label="work: run"]
    "each start" -> "each_work"
    "each_work" -> "each end"
  }
  subgraph "cluster_each__catch" {
    label="when each fails"
    "each__catch start" [shape=circle, style=filled, fillcolor=black, width=0.15, label=""]
    "each__catch end" [shape=doublecircle, style=filled, fillcolor=black, width=0.1, label=""]
    "each__catch_note" [label="note: run"]
    "each__catch start" -> "each__catch_note"
    "each__catch_note" -> "each__catch end"
  }
  "write" [label="write: agent (claude)"]
  "review" [label="review: review (codex)"]
  "/ start" -> "each start" [lhead="cluster_each"]
  "each end" -> "write" [ltail="cluster_each"]
  "each end" -> "write" [ltail="cluster_each", label="skipped", style=dashed]
  "each end" -> "each__catch start" [ltail="cluster_each", lhead="cluster_each__catch", label="failed", style=dashed]
  "each__catch end" -> "write" [ltail="cluster_each__catch"]
  "write" -> "review"
  "review" -> "/ end"
  "review" -> "write" [label="rework", style=dashed, constraint=false]
}
`);
});

test('no name and no label of a drawing can break out of its quotes', () => {
  const steps = [{ id: 'root', foreach: { item: '${{ [1] }}' }, steps: [run('root_start')] }];
  const workflow = workflowOf(steps, { name: 'a"]; b -> c; "\\' });
  expect(toDot(workflow).split('\n')[0]).toBe('digraph "a\\"]; b -> c; \\"\\\\" {');
  const nodes = [...toDot(workflow).matchAll(/^\s*"([^"]+)" \[/gm)].map(([, name]) => name);
  expect(new Set(nodes).size).toBe(nodes.length);
});

test('a step that fails leads nowhere', () => {
  const drawn = toMermaid(workflowOf([{ id: 'stop', if: 'true', fail: 'No.' }, run('go')]));
  expect(drawn).toContain('  stop --> go : skipped\n');
  expect(drawn).not.toContain('  stop --> go\n');
});

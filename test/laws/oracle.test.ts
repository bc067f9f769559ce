/** Law 2: an interpreter with a mind of its own tells the same story of every run. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { cases, talking } from './cases.ts';
import { holds, workflowOf } from './holds.ts';
import { linesOf, rolledIn } from './lines.ts';
import { interpret } from './oracle.ts';
import { startMs, World } from './world.ts';

test.each([
  ['whatever happens side by side', cases, 600],
  ['and on who hears what people say unasked', talking, 200],
] as const)('the oracle agrees on outcome, starts, ends, their times and the outputs, %s', (_, family, runs) => {
  holds(fc.tuple(family, fc.nat(), fc.boolean()), runs, ([given, seed, noise]) => {
    const world = new World(given, workflowOf(given), { seed, noise, twice: noise }).run();
    const told = interpret(given, startMs, rolledIn(world.journal));
    fc.pre(!told.tied);
    expect(linesOf(world.journal)).toEqual(told.lines);
    expect(world.state.status).toBe(told.outcome);
    expect(world.state.outputs).toEqual(told.outputs);
  });
});

/** Law 3: the engine may die before, after and between any two events, and the run comes to the same end. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { RunEvent } from '../../engine/events.ts';
import { replay } from '../../engine/replay.ts';
import { canonicalJson } from '../../schema/json.ts';
import { asking, cases, timeless } from './cases.ts';
import { guarded, steady } from './guarded.ts';
import { holds, workflowOf } from './holds.ts';
import { endsOf } from './lines.ts';
import { World } from './world.ts';

/** Where the engine dies, as shares of the undisturbed run's journal. */
const shares = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 1, maxLength: 3 });

test('killed up to three times, a run has the same outcome, outputs and ends of steps', () => {
  holds(
    fc.tuple(fc.oneof(timeless, steady), fc.nat(), shares, fc.integer({ min: 1, max: 4 })),
    200,
    ([given, seed, at, limit]) => {
      const workflow = workflowOf(given);
      const whole = new World(given, workflow, { seed }).run();
      const kills = at.map((share) => Math.round(share * whole.journal.length));
      const killed = new World(given, workflow, { seed, limit, kills }).run();
      expect(killed.state.outputs).toEqual(whole.state.outputs);
      expect(killed.state.status).toBe(whole.state.status);
      expect(endsOf(killed.journal)).toEqual(endsOf(whole.journal));
      expectNothingFinishedStartsAgain(killed.journal);
    },
  );
});

test('killed at each of its events in turn, a run has the same outcome and outputs', () => {
  holds(fc.tuple(fc.oneof(timeless, steady), fc.nat()), 30, ([given, seed]) => {
    const workflow = workflowOf(given);
    const whole = new World(given, workflow, { seed }).run();
    for (let length = 0; length <= Math.min(whole.journal.length, 120); length += 1) {
      const killed = new World(given, workflow, { seed, kills: [length] }).run();
      expect([length, killed.state.status, killed.state.outputs]).toEqual([
        length,
        whole.state.status,
        whole.state.outputs,
      ]);
    }
  });
});

test('whatever depends on time, a killed run ends, replays, and starts nothing again that had finished', () => {
  holds(fc.tuple(fc.oneof(cases, asking, guarded), fc.nat(), shares), 200, ([given, seed, at]) => {
    const workflow = workflowOf(given);
    const whole = new World(given, workflow, { seed }).run();
    const kills = at.map((share) => Math.round(share * whole.journal.length));
    const killed = new World(given, workflow, { seed, kills, noise: true, twice: true }).run();
    expect(canonicalJson(replay(workflow, killed.journal))).toBe(canonicalJson(killed.state));
    expectNothingFinishedStartsAgain(killed.journal);
  });
});

function expectNothingFinishedStartsAgain(journal: readonly RunEvent[]): void {
  const visits = new Map<string, number>();
  const finished = new Set<string>();
  for (const event of journal) {
    if (event.type === 'step.started') {
      visits.set(`${event.frame} ${event.step}`, event.visit);
      expect(finished).not.toContain(`${event.frame} ${event.step} ${event.visit}`);
    } else if (event.type === 'step.finished' || event.type === 'step.cancelled') {
      const visit = visits.get(`${event.frame} ${event.step}`);
      if (visit !== undefined) finished.add(`${event.frame} ${event.step} ${visit}`);
    }
  }
}

/**
 * A view and the engine's state are two folds of one journal, written apart: over generated workflows and worlds they
 * must agree, after every fact, on whatever both of them hold.
 */
import { describe, expect, test } from 'vitest';
import type { Workflow } from '../../../engine/compile/workflow.ts';
import type { RunEvent } from '../../../engine/events.ts';
import type { Frame, RunState } from '../../../engine/state.ts';
import type { OpenAsks } from '../../../runs/asks.ts';
import { foldAsks } from '../../../runs/asks.ts';
import { emptyView, foldView, type RunView } from '../../../runs/view/index.ts';
import { asking, type Case, cases } from '../../laws/cases.ts';
import { holds, workflowOf } from '../../laws/holds.ts';
import { World } from '../../laws/world.ts';

const envelope = (event: RunEvent, index: number) => ({ run: 'r1', seq: index + 1, event, prevHash: '', hash: '' });

/**
 * What the engine's state says, in the words of a view. Of steps that a reviewer sent back, the state keeps how they
 * came out until they are entered again; the view may call them pending at once.
 */
function ofState(state: RunState, workflow: Workflow, view: RunView) {
  const steps = Object.values(state.frames).flatMap((frame) => {
    const again = stepsAgain(frame, workflow);
    return Object.entries(frame.steps).map(([step, { life }]) => {
      const address = frame.path === '' ? step : `${frame.path}/${step}`;
      const isPending = life === 'ready' || (again.has(step) && view.steps.get(address)?.life === 'pending');
      return [address, isPending ? 'pending' : life];
    });
  });
  return {
    over: state.status === 'running' ? undefined : state.status,
    frames: Object.keys(state.frames).sort(),
    steps: Object.fromEntries(steps),
    asks: Object.keys(state.asks).sort(),
    microUsd: state.spent.microUsd,
    tokens: { input: state.spent.input, output: state.spent.output },
  };
}

/** The reviews of a frame that sent something back, and the steps before them that this is about. */
function stepsAgain(frame: Frame, workflow: Workflow): Set<string> {
  const { steps } = workflow.bodies[frame.body]!;
  const reviews = Object.entries(frame.steps).filter(([, { life }]) => life === 'reworked');
  return new Set(reviews.flatMap(([id]) => [id, ...steps[id]!.again]));
}

/** The same of a view; of its steps those that the state holds, since a view forgets none. */
function ofView(view: RunView, steps: readonly string[]) {
  const open = [...view.frames.values()].filter(({ outcome }) => outcome === undefined);
  return {
    over: view.outcome,
    frames: open.map(({ frame }) => frame).sort(),
    steps: Object.fromEntries(steps.map((address) => [address, view.steps.get(address)?.life])),
    asks: [...view.asks.keys()].sort(),
    microUsd: view.cost.microUsd,
    tokens: view.tokens,
  };
}

function agrees(given: Case, kills: readonly number[]): void {
  const workflow = workflowOf(given);
  const view = emptyView();
  new World(given, workflow, {
    seed: 1,
    noise: true,
    kills,
    watch({ state, journal }) {
      for (const [index, event] of journal.entries()) {
        if (index >= view.seq) foldView(view, envelope(event, index), workflow);
      }
      const expected = ofState(state, workflow, view);
      expect(ofView(view, Object.keys(expected.steps))).toEqual(expected);
      expect(view.active).toBe(countActive(view));
      const waits = [...view.steps.values()].flatMap(({ address, asks }) => asks.map((ask) => `${address} ${ask}`));
      expect(new Set(waits)).toEqual(waiting(view));
    },
  }).run();
}

function countActive(view: RunView): number {
  const atWork = ['running', 'stopping', 'backoff'];
  return [...view.steps.values()].filter(({ life, frames, asks }) => {
    const open = frames.some((frame) => view.frames.get(frame)?.outcome === undefined);
    return atWork.includes(life) && !open && asks.length === 0;
  }).length;
}

function waiting({ asks }: RunView): Set<string> {
  const place = ({ frame, step }: { frame: string; step: string }) => (frame === '' ? step : `${frame}/${step}`);
  return new Set(
    [...asks.values()].flatMap(({ ask, waiters }) => waiters.map((waiter) => `${place(waiter)} ${ask.id}`)),
  );
}

describe('a view agrees with the state', () => {
  test('of anything the language has', () => holds(cases, 150, (given) => agrees(given, [9, 23])));
  test('of tool calls that wait for people', () => holds(asking, 150, (given) => agrees(given, [])));

  test('and the list of runs keeps the same asks without a view', () => {
    holds(asking, 100, (given) => {
      const asks: OpenAsks = new Map();
      let seq = 0;
      new World(given, workflowOf(given), {
        seed: 2,
        watch({ state, journal }) {
          for (const event of journal.slice(seq)) foldAsks(asks, event);
          seq = journal.length;
          expect([...asks.keys()].sort()).toEqual(Object.keys(state.asks).sort());
        },
      }).run();
    });
  });
});

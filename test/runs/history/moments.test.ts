import { describe, expect, test } from 'vitest';
import { advance } from '../../../engine/advance/index.ts';
import { initialState } from '../../../engine/state.ts';
import { type Change, openHistory } from '../../../runs/history/index.ts';
import { emptyView, foldView, type RunView } from '../../../runs/view/index.ts';
import { canonicalJson } from '../../../schema/json.ts';
import { asking, type Case, cases } from '../../laws/cases.ts';
import { compiled, holdsLater, workflowOf } from '../../laws/holds.ts';
import { World } from '../../laws/world.ts';
import { type Kept, keep, keepRecorded, recorded, recordings, run } from './record.ts';

/** The order in which seqs are asked for: here and there, then back over the last ones, and forth again. */
function walk(head: number): readonly number[] {
  const all = Array.from({ length: head }, (_, index) => index + 1);
  const jumps = all.map((seq) => ((seq * 7919) % head) + 1);
  const last = all.slice(-50);
  return [...jumps, ...[...last].reverse(), ...last];
}

const shown = (view: RunView | undefined): string =>
  JSON.stringify(view, (_key, value) => (value instanceof Map ? [...value] : value));

/** What was before, with the changes made to it. */
function applied(before: unknown, changes: readonly Change[]): unknown {
  const root = { state: JSON.parse(JSON.stringify(before)) };
  for (const { path, after } of changes) {
    const keys = ['state', ...path];
    const last = keys.pop()!;
    const parent = keys.reduce<Record<string | number, unknown>>(
      (tree, key) => tree[key] as Record<string | number, unknown>,
      root,
    );
    if (after !== undefined) parent[last] = after;
    else if (Array.isArray(parent)) parent.length = Math.min(parent.length, Number(last));
    else delete parent[last];
  }
  return root.state;
}

async function agrees(kept: Kept, spec: Parameters<typeof compiled>[0]): Promise<void> {
  const workflow = compiled(spec);
  const [view, state] = [emptyView(), initialState()];
  const [views, states] = [[shown(view)], [canonicalJson(state)]];
  for (const [index, event] of kept.events.entries()) {
    foldView(view, { run, seq: index + 1, event, prevHash: '', hash: `${index + 1}` }, workflow);
    advance(workflow, state, event);
    views.push(shown(view));
    states.push(canonicalJson(state));
  }
  const history = openHistory(kept);
  expect(shown((await history.view(run)).view)).toBe(views.at(-1));
  for (const seq of walk(kept.events.length)) {
    expect(shown((await history.viewAt(run, seq))?.view)).toBe(views[seq]);
    const at = await history.stateAt(run, seq);
    expect(at?.event).toEqual(kept.events[seq - 1]);
    expect(canonicalJson(at?.before)).toBe(states[seq - 1]);
    expect(canonicalJson(at?.after)).toBe(states[seq]);
    expect(at?.moreChanges).toBe(0);
    expect(canonicalJson(applied(at?.before, at!.changes))).toBe(states[seq]);
  }
}

/** What a made run journals. */
const journalOf = (given: Case) => new World(given, workflowOf(given), { seed: 1, kills: [9, 23] }).run().journal;

describe('a run at any event', () => {
  test.each(recordings)('is what a fresh fold and a replay come to: %s', async (name) => {
    await agrees(await keepRecorded(name), recorded(name).spec);
  });

  test('also of anything the language has', () =>
    holdsLater(cases, 25, async (given) => {
      const kept = keep(given.spec);
      await kept.append(journalOf(given));
      await agrees(kept, given.spec);
    }));

  test('is nothing beyond its ends', async () => {
    const history = openHistory(await keepRecorded('polly'));
    for (const seq of [-1, 0, 0.5, Number.NaN, 10_000]) expect(await history.stateAt(run, seq)).toBeUndefined();
    for (const seq of [-1, 0.5, Number.NaN, 10_000]) expect(await history.viewAt(run, seq)).toBeUndefined();
    for (const seq of [-1, 0, 0.5, 10_000]) expect(await history.event(run, seq)).toBeUndefined();
    expect(shown((await history.viewAt(run, 0))?.view)).toBe(shown(emptyView()));
  });

  test('of a run that nobody knows there is nothing', async () => {
    const history = openHistory(keep({}));
    expect((await history.view(run)).workflow).toBeUndefined();
    expect((await history.viewAt(run, 0))?.view.seq).toBe(0);
    expect(await history.stateAt(run, 1)).toBeUndefined();
    expect(await history.events(run)).toEqual({ items: [], later: 0, more: false, head: 0 });
  });

  test('reads what is near, and not the run', async () => {
    const kept = await keepRecorded('polly');
    const history = openHistory(kept);
    await history.stateAt(run, 100);
    kept.reads = 0;
    await history.stateAt(run, 101);
    await history.stateAt(run, 100);
    await history.stateAt(run, 99);
    expect(kept.reads).toBeLessThan(40);
  });

  test('walks the story from one transition to the next, and back', async () => {
    const history = openHistory(await keepRecorded('policies'));
    const { view } = await history.view(run);
    const story = view.timeline.map(({ seq }) => seq);
    const forth: number[] = [];
    for (let at = 0; ; ) {
      const { next, count } = await history.transitions(run, at);
      expect(count).toBe(story.length);
      if (next === undefined) break;
      forth.push(next);
      at = next;
    }
    expect(forth).toEqual(story);
    const back: number[] = [];
    for (let at = view.seq + 1; ; ) {
      const { previous } = await history.transitions(run, at);
      if (previous === undefined) break;
      back.push(previous);
      at = previous;
    }
    expect(back.reverse()).toEqual(story);
    expect(await history.transitions(run, story[1]!)).toMatchObject({ at: story[1], place: 2, first: story[0] });
  });
});

test('calls stand as in the state of the engine', () =>
  holdsLater(asking, 25, async (given) => {
    const kept = keep(given.spec);
    await kept.append(journalOf(given));
    const workflow = workflowOf(given);
    const state = initialState();
    const lives: Record<string, string>[] = [{}];
    for (const event of kept.events) {
      advance(workflow, state, event);
      const steps = Object.values(state.frames).flatMap((frame) => Object.values(frame.steps));
      const calls = steps.flatMap(({ life, calls = {} }) => (life === 'running' ? Object.entries(calls) : []));
      lives.push(Object.fromEntries(calls.map(([call, { life }]) => [call, life])));
    }
    for (let head = 1; head <= kept.events.length; head += 7) {
      const partial = keep(given.spec);
      await partial.append(kept.events.slice(0, head));
      const { items } = await openHistory(partial).calls(run, { order: 'oldest', limit: 1_000 });
      const open = items.filter(({ outcome }) => outcome === 'waiting' || outcome === 'running');
      const ours = Object.fromEntries(open.map(({ call, outcome }) => [call, outcome]));
      for (const [call, life] of Object.entries(lives[head]!)) {
        expect(`${call} ${ours[call]}`).toBe(`${call} ${life === 'asking' ? 'waiting' : 'running'}`);
      }
    }
  }));

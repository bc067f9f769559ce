/** The other half of the oracle: one attempt of a step, of each kind. */
import type { JsonObject } from '../../schema/json.ts';
import { evaluate, Fault, type Names, render } from './expressions.ts';

import {
  below,
  type End,
  type Frame,
  frameOf,
  type Memory,
  msOf,
  namesIn,
  type Step,
  type Story,
  type Tries,
} from './oracle-types.ts';
import { behaviourOf, ruleOf } from './script.ts';
import { vendors } from './specs.ts';

const failed = (code: string, at: number, view: JsonObject = {}): End => ({ outcome: 'failed', at, code, view });
const refused = (at: number, view: JsonObject): End => ({ outcome: 'refused', at, code: 'refused', view });
const cutAt = (at: number): End => ({ outcome: 'cancelled', at });

/** Condition, policies, templates; then the thing itself. What fails before it begins was no attempt. */
export function attempt(
  story: Story,
  step: Step,
  frame: Frame,
  memory: Memory,
  tries: Tries,
  start: number,
  cut: number,
): End {
  tries.begun = false;
  let at = start;
  try {
    if (step.if !== undefined && !tries.admitted && !evaluate(step.if, namesIn(frame)))
      return { outcome: 'skipped', at };
    tries.admitted = true;
    const rule = ruleOf(story.given.script, step.id);
    if (rule === 'deny' || memory.policy === 'refused') return { outcome: 'refused', at, code: 'refused' };
    if (rule === 'ask' && memory.policy === undefined) {
      const answer = story.ask(step, frame, memory, 'policy', at, cut);
      at = answer.at;
      if (answer.says === 'cut') return cutAt(at);
      memory.policy = answer.says === 'granted' ? 'granted' : 'refused';
      if (memory.policy === 'refused') return { outcome: 'refused', at, code: 'refused' };
    }
    return begin(story, step, frame, memory, tries, at, cut);
  } catch (error) {
    if (error instanceof Fault) return failed('expression', at);
    throw error;
  }
}

function begin(story: Story, step: Step, frame: Frame, memory: Memory, tries: Tries, at: number, cut: number): End {
  const names = namesIn(frame);
  for (const text of Object.values(step.env ?? {})) render(text, names);
  if (step.agent !== undefined && story.given.unavailable.includes(step.agent)) return failed('agent_unavailable', at);
  render(step.prompt, names);
  if (step.fail !== undefined) return failed('failed', at);
  if (step.approve !== undefined) {
    const { says, at: when } = story.ask(step, frame, memory, 'approve', at, cut);
    if (says === 'cut') return cutAt(when);
    return says === 'granted'
      ? { outcome: 'done', at: when }
      : failed(says === 'refused' ? 'refused_by_person' : 'timeout', when);
  }
  if (step.review !== undefined && status(frame, step.review) !== 'done') return failed('failed', at);
  const who = step.review === undefined ? step.agent : reviewerOf(story, step, frame);
  if (step.review !== undefined && who === undefined) return failed('no_reviewer', at);
  if (step.merge !== undefined && !frame.memory[step.merge]?.lands) return failed('failed', at);
  const items = step.foreach && itemsOf(step.foreach, names);
  const width = Number(render(step.max_parallel ?? 4, names));
  tries.begun = true;
  tries.ordinal += 1;
  tries.counted += 1;
  memory.attempt += 1;
  memory.lands = step.steps !== undefined;
  const round = step.review === undefined ? memory.round : memory.rounds + 1;
  story.tell(
    at,
    frame,
    step,
    `started ${memory.attempt}${who === undefined ? '' : ` by ${who} in round ${round ?? 1}`}`,
  );
  return step.steps === undefined
    ? leaf(story, step, frame, memory, tries, at, cut)
    : compound(story, step, frame, memory, items, width, at, cut);
}

const status = (frame: Frame, id: string): unknown => frame.views[id]?.status;

/** The first of `from`, rotated by the item's index, that is available and of a known other vendor. */
function reviewerOf({ given }: Story, step: Step, frame: Frame): string | undefined {
  const from = step.reviewer!.from;
  const writer = String(frame.views[step.review!]!.agent);
  const rotated = from.map((_, place) => from[(place + frame.index) % from.length]!);
  const passes = (name: string) =>
    step.reviewer!.vendor === 'any' || (vendors[writer] ?? vendors[name]) !== vendors[name];
  return rotated.find((name) => !given.unavailable.includes(name) && passes(name));
}

function itemsOf(foreach: Readonly<Record<string, unknown>>, names: Names): Names[] {
  let items: Names[] = [{}];
  for (const [name, list] of Object.entries(foreach)) {
    const values = render(list, names) as unknown[];
    items = items.flatMap((item) => [...values].map((value) => ({ ...item, [name]: value })));
  }
  return items;
}

function leaf(story: Story, step: Step, frame: Frame, memory: Memory, tries: Tries, at: number, cut: number): End {
  const acts = behaviourOf(story.given.script, frame.path, step.id, memory.visit, tries.ordinal);
  const ends = at + acts.durationMs;
  const deadline = step.timeout === undefined ? Infinity : at + msOf(step.timeout);
  if (story.isCut(ends, Math.min(deadline, cut))) {
    // A result that comes while it is being stopped only says that it has.
    const stopped = Math.min(ends, Math.min(deadline, cut) + acts.stopMs);
    return story.isCut(deadline, cut) || story.isCut(stopped, cut) ? cutAt(stopped) : failed('timeout', stopped);
  }
  if (acts.ends === 'lost') {
    tries.lost += 1;
    tries.counted -= 1;
    return failed('lost', ends);
  }
  if (acts.ends === 'failed')
    return failed('failed', ends, step.run ? { exit_code: 1 } : step.agent !== undefined ? { agent: step.agent } : {});
  if (step.run) return { outcome: 'done', at: ends, view: { exit_code: 0 } };
  if (step.merge !== undefined)
    return acts.merge === 'merged' ? { outcome: 'done', at: ends } : failed(acts.merge, ends);
  memory.lands = step.agent !== undefined;
  if (step.agent !== undefined) return { outcome: 'done', at: ends, view: { agent: step.agent } };
  return verdict(step, memory, acts.verdict, acts.finding, ends);
}

function verdict(step: Step, memory: Memory, said: string, finding: string, at: number): End {
  memory.rounds += 1;
  const isSame = memory.findings === finding;
  memory.findings = said === 'approve' ? '' : finding;
  if (said === 'approve') return { outcome: 'done', at };
  if (said === 'reject') return failed('rejected', at);
  if (memory.rounds >= step.max_rounds!) return failed('rounds_spent', at);
  return isSame ? failed('stagnation', at) : { outcome: 'rework', at };
}

/** A timeout cuts what is inside; it has timed out when all of that has ended, unless the outside was cut meanwhile. */
function compound(
  story: Story,
  step: Step,
  frame: Frame,
  memory: Memory,
  items: Names[] | undefined,
  width: number,
  at: number,
  cut: number,
): End {
  const deadline = step.timeout === undefined ? Infinity : at + msOf(step.timeout);
  const path = below(frame, step.id, memory.visit, memory.attempt);
  const inner = Math.min(deadline, cut);
  const end = items
    ? each(story, step, frame, path, items, width, at, inner)
    : step.until
      ? until(story, step, frame, path, at, inner)
      : group(story, step, frame, path, at, inner);
  if (end.outcome !== 'cancelled') return end;
  return deadline > cut || story.isCut(end.at, cut) ? end : failed('timeout', end.at);
}

function group(story: Story, step: Step, frame: Frame, path: string, at: number, cut: number): End {
  const inside = frameOf(path, frame);
  const end = story.body(step.steps!, inside, at, cut);
  const view = { steps: inside.views };
  return end.outcome === 'done' || end.outcome === 'cancelled'
    ? { ...end, view }
    : { ...failed(end.code!, end.at, view), outcome: end.outcome };
}

function each(
  story: Story,
  step: Step,
  frame: Frame,
  path: string,
  items: Names[],
  width: number,
  start: number,
  cut: number,
): End {
  const ends: End[] = [];
  const free = Array.from({ length: width }, () => start);
  for (const [index, item] of items.entries()) {
    const at = Math.min(...free);
    if (story.isCut(at, cut)) break;
    const end = story.body(step.steps!, frameOf(`${path}[${index}]`, frame, { ...item, index }, index), at, cut);
    ends.push(end);
    free[free.indexOf(at)] = end.at;
  }
  const at = Math.max(start, ...ends.map((end) => end.at));
  if (ends.length < items.length || ends.some((end) => end.outcome === 'cancelled')) return cutAt(at);
  const view = { items: ends.map(({ outcome }, index) => ({ index, status: outcome })) };
  const bad = ends.filter((end) => end.outcome !== 'done');
  if (bad.length === 0) return { outcome: 'done', at, view };
  return bad.every((end) => end.outcome === 'refused') ? refused(at, view) : failed('failed', at, view);
}

function until(story: Story, step: Step, frame: Frame, path: string, start: number, cut: number): End {
  let at = start;
  let last: JsonObject = {};
  for (let round = 0; round < step.max!; round += 1) {
    const inside = frameOf(`${path}[${round}]`, frame, { last }, round);
    const end = story.body(step.steps!, inside, at, cut);
    at = end.at;
    const view = { rounds: round + 1, steps: inside.views };
    if (end.outcome === 'cancelled') return end;
    if (end.outcome !== 'done') return { ...failed(end.code!, at, view), outcome: end.outcome };
    try {
      if (evaluate(step.until!, namesIn(inside))) return { outcome: 'done', at, view };
    } catch (error) {
      if (error instanceof Fault) return failed('expression', at, view);
      throw error;
    }
    const ran = Object.entries(inside.views).filter(([, view]) => (view as JsonObject).status !== 'skipped');
    last = { ...last, ...Object.fromEntries(ran) };
  }
  return failed('exhausted', at, { rounds: step.max! });
}

/** Steps with steps of their own, as the oracle sees them: what happens inside, and what that makes of the step. */
import type { Json, JsonObject } from '../../schema/json.ts';
import { evaluate, Fault, type Names, render } from './expressions.ts';
import { debate } from './oracle-debate.ts';
import {
  below,
  cutAt,
  type End,
  type Frame,
  failed,
  flowFrame,
  frameOf,
  type Memory,
  msOf,
  namesIn,
  type Plan,
  refused,
  type Step,
  type Story,
} from './oracle-types.ts';

/** A timeout cuts what is inside; it has timed out when all of that has ended, unless the outside was cut meanwhile. */
export function compound(
  story: Story,
  step: Step,
  frame: Frame,
  memory: Memory,
  plan: Plan,
  at: number,
  cut: number,
): End {
  const deadline = step.timeout === undefined ? Infinity : at + msOf(step.timeout);
  const path = below(frame, step.id, memory.visit, memory.attempt);
  const inner = Math.min(deadline, cut);
  const end = inside(story, step, frame, path, plan, at, inner, cut);
  if (end.outcome !== 'cancelled') return end;
  return deadline > cut || story.isCut(end.at, cut) ? end : failed('timeout', end.at, end.view);
}

function inside(
  story: Story,
  step: Step,
  frame: Frame,
  path: string,
  plan: Plan,
  at: number,
  inner: number,
  cut: number,
): End {
  if (plan.items) return each(story, step, frame, path, plan.items, plan.width!, at, inner);
  if (plan.debate) return debate(story, step, frame, path, plan.debate, at, inner);
  if (plan.given) return used(story, step, frame, path, plan.given, at, inner);
  if (step.until) return until(story, step, frame, path, at, inner);
  if (step.parallel) return parallel(story, step, frame, path, at, inner, cut);
  return group(story, step, frame, path, at, inner);
}

function group(story: Story, step: Step, frame: Frame, path: string, at: number, cut: number): End {
  const within = frameOf(path, frame);
  const end = story.body(step.steps!, within, at, cut);
  return endOf(end, { steps: within.views });
}

/** Another workflow in this step's place: only its outputs come out. */
function used(story: Story, step: Step, frame: Frame, path: string, given: JsonObject, at: number, cut: number): End {
  const { workflow } = story.given.spec.workflows![step.uses!]!;
  const within = flowFrame(path, frame, step, given);
  const end = story.body(workflow.steps as Step[], within, at, cut);
  if (end.outcome !== 'done') return endOf(end, { output: {} });
  try {
    const outputs = Object.entries(workflow.outputs ?? {}).map(([name, text]) => [name, render(text, namesIn(within))]);
    return endOf(end, { output: Object.fromEntries(outputs) });
  } catch (error) {
    if (error instanceof Fault) return failed('expression', end.at, { output: {} });
    throw error;
  }
}

/**
 * Side by side: it is settled by the branch that makes enough done, or that makes enough impossible. The others are
 * cut then, and it ends with the last of them; who cuts it meanwhile has the last word.
 */
function parallel(
  story: Story,
  step: Step,
  frame: Frame,
  path: string,
  start: number,
  inner: number,
  cut: number,
): End {
  const play = (cutOf: (nth: number) => number) =>
    step.steps!.map((branch, nth) => {
      const within = frameOf(`${path}:${branch.id}`, frame);
      return { within, end: story.body([branch], within, start, cutOf(nth)) };
    });
  const alone = story.rehearse(() => play(() => inner)).map(({ end }) => end);
  const settled = settledBy(step, alone);
  if (settled && (settled.at === start || isShared(alone, settled))) story.tie();
  const played = play((nth) => (settled && alone[nth]!.at > settled.at ? settled.at : inner));
  const at = Math.max(...played.map(({ end }) => end.at));
  const view = { steps: Object.assign({}, ...played.map(({ within }, nth) => leftBy(within, step.steps![nth]!))) };
  if (!settled || (at > settled.at && story.isCut(at, cut))) return { ...cutAt(at), view };
  return { ...settled, at, view };
}

const leftBy = ({ views }: Frame, { id }: Step) => ({ [id]: { status: 'cancelled' }, ...views });

/** In one instant with another, it may be either's doing. */
const isShared = (ends: readonly End[], { at }: End): boolean =>
  ends.filter((end) => end.at === at && end.outcome !== 'cancelled').length > 1;

/** How it ends, and when that is plain; nothing when it is cut before. */
function settledBy({ parallel: wanted, steps }: Step, ends: readonly End[]): End | undefined {
  const total = steps!.length;
  const need = wanted === 'all' ? total : wanted === 'any' ? 1 : Number(wanted);
  const bad: End[] = [];
  let good = 0;
  for (const end of ends.filter(({ outcome }) => outcome !== 'cancelled').toSorted((a, b) => a.at - b.at)) {
    if (end.outcome === 'done') good += 1;
    else bad.push(end);
    if (good >= need) return { outcome: 'done', at: end.at };
    if (bad.length <= total - need) continue;
    // Where all have to be done, the first to fail says why; else there are several reasons.
    if (need === total) return { ...failed(end.code!, end.at), outcome: end.outcome };
    return bad.every(({ outcome }) => outcome === 'refused') ? refused(end.at) : failed('failed', end.at);
  }
  return undefined;
}

/** What it is for a compound that its body ended so. */
function endOf(end: End, view: JsonObject): End {
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
  const view = { items: ends.map(({ outcome }, index) => ({ ...items[index], index, status: outcome })) as Json };
  const bad = ends.filter((end) => end.outcome !== 'done');
  if (bad.length === 0) return { outcome: 'done', at, view };
  return bad.every((end) => end.outcome === 'refused') ? refused(at, view) : failed('failed', at, view);
}

function until(story: Story, step: Step, frame: Frame, path: string, start: number, cut: number): End {
  let at = start;
  let last: JsonObject = {};
  for (let round = 0; round < step.max!; round += 1) {
    const within = frameOf(`${path}[${round}]`, frame, { last }, round);
    const end = story.body(step.steps!, within, at, cut);
    at = end.at;
    const view = { rounds: round + 1, steps: within.views };
    if (end.outcome === 'cancelled') return end;
    if (end.outcome !== 'done') return { ...failed(end.code!, at, view), outcome: end.outcome };
    try {
      if (evaluate(step.until!, namesIn(within))) return { outcome: 'done', at, view };
    } catch (error) {
      if (error instanceof Fault) return failed('expression', at, view);
      throw error;
    }
    const ran = Object.entries(within.views).filter(([, view]) => (view as JsonObject).status !== 'skipped');
    last = { ...last, ...Object.fromEntries(ran) };
  }
  return failed('exhausted', at, { rounds: step.max! });
}

/** The other half of the oracle: one attempt of a step, of each kind. */
import type { JsonObject } from '../../schema/json.ts';
import { evaluate, Fault, type Names, render } from './expressions.ts';
import { compound } from './oracle-compounds.ts';
import { debatePlan } from './oracle-debate.ts';
import {
  cutAt,
  type End,
  type Frame,
  failed,
  isCompound,
  type Memory,
  msOf,
  namesIn,
  type Plan,
  type Step,
  type Story,
  type Tries,
} from './oracle-types.ts';
import { behaviourOf, fieldsOf, ruleOf, saidBy } from './script.ts';
import { flowInputs, isOwnStep, localName, vendorOf } from './stock.ts';

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
    if (step.part?.idle) return { outcome: 'skipped', at };
    tries.admitted = true;
    const rule = isOwnStep(step.id) ? 'allow' : ruleOf(story.given.script, step.id);
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
  const agent = step.agent ?? step.part?.agent;
  if (agent !== undefined && story.given.unavailable.includes(agent)) return failed('agent_unavailable', at);
  render(step.prompt, names);
  if (step.fail !== undefined) return failed('failed', at);
  const waited = waits(story, step, frame, memory, at, cut);
  if (waited) return waited;
  if (step.review !== undefined && status(frame, step.review) !== 'done') return failed('failed', at);
  const who = step.review !== undefined ? reviewerOf(story, step, frame) : agent && `${frame.flow}${agent}`;
  if (step.review !== undefined && who === undefined) return failed('no_reviewer', at);
  if (step.merge !== undefined && !frame.memory[step.merge]?.lands) return failed('failed', at);
  const plan = planOf(step, frame, names);
  if (plan.given && !isValid(plan.given)) return failed('failed', at);
  const session = memory.session ?? continued(step, frame, who);
  tries.begun = true;
  tries.ordinal += 1;
  tries.counted += 1;
  memory.attempt += 1;
  memory.lands = isCompound(step);
  const opened = `${frame.path}/${step.id} ${memory.visit}.${tries.ordinal}`;
  // What a lost part of a debate goes on with is its performer's to know.
  const shown = step.part ? step.part.session : session;
  if (agent !== undefined) memory.session = session ?? opened;
  const round = step.part?.round ?? (step.review === undefined ? memory.round : memory.rounds + 1);
  const words = [
    `started ${memory.attempt}`,
    ...(who === undefined ? [] : [`by ${who} in round ${round ?? 1}`]),
    ...(shown === undefined ? [] : [`in session ${shown}`]),
  ];
  story.tell(at, frame, step, words.join(' '));
  return isCompound(step)
    ? compound(story, step, frame, memory, plan, at, cut)
    : leaf(story, step, frame, memory, tries, at, cut);
}

/** What waits for a person or for a time, and runs nothing. */
function waits(story: Story, step: Step, frame: Frame, memory: Memory, at: number, cut: number): End | undefined {
  if (step.approve !== undefined) {
    const { says, at: when } = story.ask(step, frame, memory, 'approve', at, cut);
    if (says === 'cut') return cutAt(when);
    return says === 'granted'
      ? { outcome: 'done', at: when }
      : failed(says === 'refused' ? 'refused_by_person' : 'timeout', when);
  }
  if (step.ask !== undefined) {
    render(step.ask, namesIn(frame));
    story.tell(at, frame, step, 'asks');
    const { says, at: when, by, words } = story.question(step, frame, memory, at, cut);
    if (says === 'cut') return cutAt(when);
    if (says !== 'answered') return failed(says === 'refused' ? 'refused_by_person' : 'timeout', when);
    const [command = '', args = ''] = step.commands && words.startsWith('/') ? words.slice(1).split(' ') : [];
    const view = step.output ? { output: fieldsOf(words), text: '' } : { text: words };
    return { outcome: 'done', at: when, view: { ...view, command, args, by } };
  }
  if (step.wait === undefined) return undefined;
  const until = timeOf(String(render(step.wait, namesIn(frame))), at);
  story.tell(at, frame, step, 'waits');
  return story.isCut(until, cut) ? cutAt(cut) : { outcome: 'done', at: until };
}

/** A time that has passed is over at once. */
function timeOf(text: string, now: number): number {
  if (/^\d+(ms|s)$/.test(text)) return now + msOf(text);
  const time = Date.parse(text);
  if (Number.isNaN(time)) throw new Fault(`${text} is no time`);
  return Math.max(now, time);
}

/** What is worked out of a step before it begins. */
function planOf(step: Step, frame: Frame, names: Names): Plan {
  if (step.foreach) {
    return { items: itemsOf(step.foreach, names), width: Number(render(step.max_parallel ?? 4, names)) };
  }
  if (step.debate !== undefined) return { debate: debatePlan(step, frame) };
  if (step.uses === undefined) return {};
  const given = Object.entries(step.with ?? {}).map(([name, value]) => [name, render(value, names)]);
  return { given: { ...flowInputs, ...Object.fromEntries(given) } };
}

/** Of the inputs of a workflow that is used, the count is the one that is ever given something else. */
const isValid = ({ count }: JsonObject): boolean => Number.isInteger(count);

/** The session of the step that it names, if that was the same agent's. */
function continued(step: Step, frame: Frame, who: string | undefined): string | undefined {
  if (step.part) return step.part.session;
  if (step.session === undefined) return undefined;
  const before = step.session === step.id ? (frame.names.last as Names) : frame.views;
  const { agent, session } = (before[step.session] ?? {}) as { agent?: string; session?: string };
  return agent === who ? session : undefined;
}

const status = (frame: Frame, id: string): unknown => frame.views[id]?.status;

/** The first of `from`, rotated by the item's index, that is available and of a known other vendor. */
function reviewerOf({ given }: Story, step: Step, frame: Frame): string | undefined {
  const from = step.reviewer!.from;
  const writer = String(frame.views[step.review!]!.agent);
  const rotated = from.map((_, place) => from[(place + frame.index) % from.length]!);
  const passes = (name: string) =>
    step.reviewer!.vendor === 'any' || (vendorOf(writer) ?? vendorOf(name)) !== vendorOf(name);
  return rotated
    .map((name) => `${frame.flow}${name}`)
    .find((name) => !given.unavailable.includes(localName(name)) && passes(name));
}

const whoIn = ({ agent, part }: Step, { flow }: Frame): string => `${flow}${agent ?? part?.agent}`;

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
  const who = step.agent === undefined && !step.part ? {} : { agent: whoIn(step, frame), session: memory.session! };
  if (acts.ends === 'failed') return failed('failed', ends, step.run ? { exit_code: 1 } : who);
  if (step.run) return { outcome: 'done', at: ends, view: { exit_code: 0 } };
  if (step.merge !== undefined)
    return acts.merge === 'merged' ? { outcome: 'done', at: ends } : failed(acts.merge, ends);
  memory.lands = step.agent !== undefined;
  if (step.agent !== undefined) return { outcome: 'done', at: ends, view: who };
  if (step.part) {
    const output = saidBy(step.part.agent, acts, step.part.is, step.part.round);
    return { outcome: 'done', at: ends, view: { ...who, output } };
  }
  return verdict(step, memory, acts.verdict, acts.finding, ends);
}

function verdict(step: Step, memory: Memory, said: string, finding: string, at: number): End {
  memory.rounds += 1;
  const isSame = memory.findings === finding;
  memory.findings = said === 'approve' ? '' : finding;
  if (said === 'approve') return { outcome: 'done', at };
  if (said === 'reject') return failed('rejected', at);
  if (memory.rounds >= Number(step.max_rounds)) return failed('rounds_spent', at);
  return isSame ? failed('stagnation', at) : { outcome: 'rework', at };
}

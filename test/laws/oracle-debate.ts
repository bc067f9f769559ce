/** A debate, as the oracle hears it: rounds of heads side by side, and a judge after the last. */
import type { JsonObject } from '../../schema/json.ts';
import { Fault, type Names, render } from './expressions.ts';
import {
  type DebatePlan,
  type End,
  type Frame,
  failed,
  frameOf,
  namesIn,
  refused,
  type Step,
  type Story,
} from './oracle-types.ts';

interface Spoken {
  readonly answer: string;
  readonly agrees?: boolean;
  readonly objections?: readonly string[];
  readonly session?: string | undefined;
}
type Answers = Readonly<Record<string, Spoken>>;
interface View {
  readonly status: string;
  readonly session?: string;
  readonly output?: JsonObject;
}

/** Fails with a `Fault` where the question or the number of rounds is none. */
export function debatePlan(step: Step, frame: Frame): DebatePlan {
  const names = namesIn(frame);
  const question = String(render(step.debate, names));
  const most = Number(render(step.max_rounds ?? 2, names));
  if (!Number.isInteger(most) || most < 0) throw new Fault(`${most} rounds`);
  const before = continuedBy(step, frame);
  // One that failed before it began, and was handled, has said nothing.
  if (!before?.answers) return { question, most, sessions: {} };
  const answers = before.answers as Record<string, string>;
  const isWhole = step.heads!.every((head) => head in answers);
  const opening = before.question === question && most > 0 && isWhole ? answers : undefined;
  return { question, most, sessions: before.sessions as Record<string, string>, opening };
}

/** The earlier debate of this body that it names, or else what that was in the round before. */
function continuedBy({ continues, id }: Step, frame: Frame): JsonObject | undefined {
  if (continues === undefined) return undefined;
  const last = (frame.names.last as Names)[continues] as JsonObject | undefined;
  const here = continues === id ? undefined : frame.views[continues];
  return [here, last].find((view) => view?.status === 'done');
}

export function debate(
  story: Story,
  step: Step,
  frame: Frame,
  path: string,
  plan: DebatePlan,
  start: number,
  cut: number,
): End {
  const minutes = new Minutes(step, plan);
  let at = start;
  for (let round = minutes.rounds; ; round += 1) {
    const within = frameOf(`${path}[${round - (plan.opening ? 1 : 0)}]`, frame);
    const sided = story.body([sideBySide(step, plan, minutes.last, round)], within, at, cut);
    const heads = sided.outcome === 'cancelled' ? sided.view : within.views.heads;
    minutes.hear(round, heads?.steps as unknown as Record<string, View>);
    if (sided.outcome === 'cancelled') return { ...sided, view: minutes.view() };
    const left = Object.keys(minutes.last).length;
    const isOver = round >= plan.most || (step.stop_when !== undefined && minutes.converged);
    const judged =
      step.judge === undefined ? sided : story.body([judgeOf(step, !isOver || left < 2)], within, sided.at, cut);
    if (judged.outcome === 'cancelled') return { ...judged, view: minutes.view() };
    minutes.judge(within.views.judge as View | undefined);
    at = judged.at;
    const view = minutes.view();
    if (judged.outcome !== 'done') return { ...failed(judged.code!, at, view), outcome: judged.outcome };
    // With one alone there is nobody to answer to.
    if (left < 2) return minutes.areRefused ? refused(at, view) : failed('failed', at, view);
    if (isOver) return { outcome: 'done', at, view };
  }
}

/** A head that fails is passed over from then on, and fails nobody else. */
function sideBySide(step: Step, plan: DebatePlan, last: Answers, round: number): Step {
  const heads = step.heads!.map((head): Step => {
    const session = last[head]?.session ?? plan.sessions[head];
    const idle = round > 0 && !last[head];
    return { id: head, on_error: 'continue', part: { is: 'head', agent: head, round: round + 1, idle, session } };
  });
  return { id: 'heads', parallel: 'all', steps: heads };
}

/** It sits once, so for it there is one round. */
const judgeOf = ({ judge }: Step, idle: boolean): Step => ({
  id: 'judge',
  part: { is: 'judge', agent: judge!, round: 1, idle },
});

/** Who has said what so far. */
class Minutes {
  rounds = 0;
  last: Answers = {};
  converged = false;
  /** Whoever dropped out in this round was refused by a policy. */
  areRefused = false;
  readonly #step: Step;
  readonly #plan: DebatePlan;
  readonly #transcript: JsonObject[] = [];
  readonly #answers: Record<string, string> = {};
  readonly #sessions: Record<string, string>;
  #judged: JsonObject = {};

  constructor(step: Step, plan: DebatePlan) {
    this.#step = step;
    this.#plan = plan;
    this.#sessions = { ...plan.sessions };
    if (!plan.opening) return;
    this.rounds = 1;
    const opening = step.heads!.map((head): [string, Spoken] => [
      head,
      { answer: plan.opening![head]!, session: plan.sessions[head] },
    ]);
    this.last = Object.fromEntries(opening);
    for (const [head, { answer }] of opening) {
      this.#answers[head] = answer;
      this.#transcript.push({ round: 0, head, answer });
    }
  }

  hear(round: number, heads: Readonly<Record<string, View>> = {}): void {
    const spoken = this.#step.heads!.filter((head) => heads[head]?.status === 'done');
    for (const head of this.#step.heads!) {
      const { status, output = {}, session } = heads[head] ?? { status: '' };
      if (status === 'done') {
        this.#answers[head] = String(output.answer);
        if (session !== undefined) this.#sessions[head] = session;
        this.#transcript.push({ round, head, ...output });
      } else if (status === 'failed' || status === 'refused') delete this.#answers[head];
    }
    this.last = Object.fromEntries(
      spoken.map((head) => [head, { ...(heads[head]!.output as unknown as Spoken), session: heads[head]!.session }]),
    );
    const fallen = Object.values(heads).filter(({ status }) => status === 'failed' || status === 'refused');
    this.areRefused = fallen.length > 0 && fallen.every(({ status }) => status === 'refused');
    this.rounds = round + 1;
    this.converged = round > 0 && spoken.length > 1 && spoken.every((head) => this.last[head]!.agrees);
  }

  judge(view: View | undefined): void {
    this.#judged = view?.status === 'done' ? (view.output ?? {}) : {};
  }

  view(): JsonObject {
    const { agreed = [], differ } = this.#judged;
    const objections = Object.values(this.last).flatMap((spoken) => spoken.objections ?? []);
    return {
      question: this.#plan.question,
      answers: this.#answers,
      transcript: this.#transcript,
      agreed,
      differ: differ ?? [...new Set(objections)],
      converged: this.converged,
      rounds: this.rounds,
      sessions: this.#sessions,
    };
  }
}

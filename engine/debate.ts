/**
 * How a debate stands, read off the state: what the heads have said in each round, and whether they agree. Asked by
 * the planners of its parts, by the judgement at a round's end, and for what it leaves.
 */
import { headsId } from './compile/kinds/debate.ts';
import type { Step } from './compile/workflow.ts';
import type { Children, Frame, StepState, StepView } from './state.ts';
import { viewOf } from './values.ts';

/** What `step.started` of a debate says: evaluated once, pinned. */
export interface DebatePlan {
  readonly question: string;
  readonly max_rounds: number;
  /** Sessions to go on with, by head. */
  readonly sessions?: Readonly<Record<string, string>>;
  /** Answers that another debate on the same question begins with, by head: its blind round is not asked again. */
  readonly opening?: Readonly<Record<string, string>>;
}

/** The structured answer of a head. */
export interface HeadAnswer {
  readonly answer: string;
  readonly agrees?: boolean;
  readonly changed?: boolean;
  readonly objections?: readonly string[];
}

export interface Spoken {
  readonly head: string;
  readonly answer: HeadAnswer;
  readonly session?: string;
}

/** A debate as one of its parts, or its round, sees it. */
export interface Debate {
  readonly step: Step;
  readonly plan: DebatePlan;
  readonly children: Children;
  /** The round of this frame: 0 is the blind one. */
  readonly round: number;
  readonly isLast: boolean;
  /** The round's frame. */
  readonly frame: Frame;
}

/** With fewer there is nobody to answer to. */
export const fewestHeads = 2;

/** The debate around a round's frame; `own` is its step's state. */
export function debateOf(step: Step, own: StepState, frame: Frame): Debate | undefined {
  if (!own.children) return undefined;
  const plan = own.plan as unknown as DebatePlan;
  const round = (frame.index ?? 0) + (plan.opening ? 1 : 0);
  return { step, plan, children: own.children, frame, round, isLast: round >= plan.max_rounds };
}

/** The heads of a debate by the names that the workflow gives them. */
export const headsOf = ({ spec }: Step): readonly string[] => ('heads' in spec ? spec.heads : []);

/** Who has answered in a round, in the order of the workflow, by what its heads left. */
export function spokenIn(step: Step, heads: StepView | undefined): Spoken[] {
  const views = (heads?.steps ?? {}) as Record<string, StepView | undefined>;
  return headsOf(step).flatMap((head) => {
    const view = Object.hasOwn(views, head) ? views[head] : undefined;
    if (view?.status !== 'done') return [];
    const session = typeof view.session === 'string' ? { session: view.session } : {};
    return [{ head, answer: view.output as unknown as HeadAnswer, ...session }];
  });
}

/** Who has answered in the round of this frame. */
export const spokenNow = ({ step, frame }: Debate): Spoken[] => spokenIn(step, viewOf(frame.steps[headsId]));

/** The last answers before this round: of the round before, or those that the debate began with. */
export function spokenBefore({ step, plan, frame }: Debate): Spoken[] {
  if ((frame.index ?? 0) > 0) return spokenIn(step, frame.last?.[headsId]);
  return headsOf(step).flatMap((head) => {
    const answer = plan.opening?.[head];
    const session = plan.sessions?.[head];
    return answer === undefined ? [] : [{ head, answer: { answer }, ...(session !== undefined && { session }) }];
  });
}

/** Everybody who is left says that it agrees; a blind answer says nothing of the others. */
export const hasConverged = ({ round }: Pick<Debate, 'round'>, spoken: readonly Spoken[]): boolean =>
  round > 0 && spoken.length > 1 && spoken.every(({ answer }) => answer.agrees === true);

/** Whether this round is the debate's last. */
export function endsHere(debate: Debate): boolean {
  const { step, isLast } = debate;
  const stops = (step.spec as { stop_when?: string }).stop_when === 'converged';
  return isLast || (stops && hasConverged(debate, spokenNow(debate)));
}

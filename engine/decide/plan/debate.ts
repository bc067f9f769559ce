/** A debate and its parts: what the heads are asked in each round, and what the judge reads at the end. */
import type { DebateStep } from '../../../schema/steps/index.ts';
import { defaultDebateRounds, mostRounds } from '../../compile/kinds/debate.ts';
import type { Step } from '../../compile/workflow.ts';
import { type Debate, debateOf, endsHere, fewestHeads, spokenBefore, spokenNow } from '../../debate.ts';
import type { StepView } from '../../state.ts';
import { viewOf } from '../../values.ts';
import { failedWith, type Site } from '../context.ts';
import { unavailable } from './agent.ts';
import { askBlind, askToCriticise, askToJudge } from './debate-prompts.ts';
import { type Planned, renderCount, renderText } from './planned.ts';

export function planDebate(site: Site): Planned {
  const spec = site.step.spec as DebateStep;
  const question = renderText(site, 'debate');
  if ('fault' in question) return question;
  if (question.text.trim() === '') return { fault: 'debate: there is no question' };
  const max = renderCount(site, 'max_rounds', spec.max_rounds, defaultDebateRounds, 0);
  if ('fault' in max) return max;
  if (max.count > mostRounds) return { fault: `max_rounds: ${max.count} are more than ${mostRounds}` };
  const before = continuedDebate(site, spec);
  const sessions = before?.sessions as Record<string, string> | undefined;
  const goesOn = before?.question === question.text && max.count > 0;
  const opening = goesOn ? openingOf(spec, before?.answers) : undefined;
  return {
    plan: {
      question: question.text,
      max_rounds: max.count,
      max: max.count + (opening ? 0 : 1),
      ...(sessions && { sessions }),
      ...(opening && { opening }),
    },
  };
}

/** The debate that this one continues: of this body, or of the round before. */
function continuedDebate({ frame, step }: Site, { continues }: DebateStep): StepView | undefined {
  if (continues === undefined) return undefined;
  const here = continues === step.id ? undefined : viewOf(frame.steps[continues]);
  const view = here?.status === 'done' ? here : frame.last?.[continues];
  return view?.status === 'done' ? view : undefined;
}

/** Its answers, where every head has one. */
function openingOf({ heads }: DebateStep, answers: unknown): Record<string, string> | undefined {
  const given = (answers ?? {}) as Record<string, string | undefined>;
  const opening: Record<string, string> = {};
  for (const head of heads) {
    const answer = Object.hasOwn(given, head) ? given[head] : undefined;
    if (answer === undefined) return undefined;
    opening[head] = answer;
  }
  return opening;
}

/** Why a part of a debate has nothing to do in this round. It is passed by before anybody is asked about it. */
export function whyIdle(site: Site): string | undefined {
  const { step } = site;
  const debate = isPart(step) ? debateOfPart(site) : undefined;
  if (!debate) return undefined;
  if (step.kind === 'head') {
    const isLeft = debate.round === 0 || spokenBefore(debate).some(({ head }) => head === step.id);
    return isLeft ? undefined : 'it has dropped out of the debate';
  }
  if (!endsHere(debate)) return 'the debate goes on';
  return spokenNow(debate).length < fewestHeads ? 'too few heads are left' : undefined;
}

const isPart = ({ kind }: Step): boolean => kind === 'head' || kind === 'judge';

export function planHead(site: Site): Planned {
  const { step, state } = site;
  const debate = debateOfPart(site);
  const [agent = ''] = step.agents;
  if (!debate) return { fails: failedWith('failed', `'${step.id}' is in no debate`) };
  if (state.unavailable.includes(agent)) return { fails: unavailable(agent) };
  const { plan, round } = debate;
  const before = spokenBefore(debate);
  const own = before.find(({ head }) => head === step.id);
  const seed = `${state.seed} ${debate.frame.path} ${step.id}`;
  const session = own?.session ?? plan.sessions?.[step.id];
  return {
    plan: {
      agent,
      prompt: own ? askToCriticise(plan.question, own, before, seed) : askBlind(plan.question),
      round: round + 1,
      ...(session !== undefined && { session }),
    },
  };
}

export function planJudge(site: Site): Planned {
  const { step, state, frame } = site;
  const debate = debateOfPart(site);
  const [agent = ''] = step.agents;
  if (!debate) return { fails: failedWith('failed', `'${step.id}' is in no debate`) };
  if (state.unavailable.includes(agent)) return { fails: unavailable(agent) };
  const prompt = askToJudge(debate.plan.question, spokenNow(debate), `${state.seed} ${frame.path} ${step.id}`);
  // The judge sits once, whichever round was the last.
  return { plan: { agent, prompt, round: 1 } };
}

/** The debate that it is a part of. A head stands in a branch of its own, one below the round. */
function debateOfPart({ state, workflow, step: part, frame }: Site): Debate | undefined {
  const round = part.kind === 'head' ? state.frames[frame.parent?.frame ?? ''] : frame;
  const parent = round?.parent && state.frames[round.parent.frame];
  const id = round?.parent?.step ?? '';
  const step = parent && workflow.bodies[parent.body]?.steps[id];
  const own = parent?.steps[id];
  return round && step && own ? debateOf(step, own, round) : undefined;
}

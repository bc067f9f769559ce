/** Moves the machines of a step and its body, and does what the states they enter want. */
import { displayAddress } from '../address.ts';
import { attemptPlan } from '../attempt-plan.ts';
import type { RunEvent } from '../events.ts';
import type { Judgement } from '../facts.ts';
import type { Entry } from '../machine/config.ts';
import { type LifeState, life } from '../machine/life.ts';
import { begin, move } from '../machine/move.ts';
import { isSession } from '../sessions.ts';
import type { Frame, StepState } from '../state.ts';
import { releaseHeld, stopWaiting } from './asks.ts';
import { closeCompound, openCompound } from './compounds.ts';
import { type Fold, impossible, type Site, siteIn } from './context.ts';
import { dropTickets, keepTickets } from './grants.ts';
import { addUsage, spentSoFar, unheard } from './spending.ts';
import { startTimer, stopTimer, timerOf } from './timers.ts';

/** Moves the life of a step. An event that its machine does not take, with this verdict, can not have happened. */
export function moveLife(site: Site, event: RunEvent, verdict = ''): void {
  const moved = move(life, site.own.life, event.type, verdict);
  if (!moved)
    throw impossible(
      event,
      `'${displayAddress(site.frame.path, site.step.id)}' is ${site.own.life} (${verdict || 'no verdict'})`,
    );
  site.own.life = moved.state as LifeState;
  for (const entry of moved.entered) entries[entry.type as keyof typeof entries](site, event);
}

const entries = {
  judge: ({ state, frame, step }: Site) => {
    state.agenda.push({ type: 'start', frame: frame.path, step: step.id });
  },
  perform: (site: Site, event: RunEvent) => {
    const { step, own, frame } = site;
    if ('deadline' in event && event.deadline !== undefined) {
      const about = { kind: 'timeout', frame: frame.path, step: step.id } as const;
      startTimer(site, timerOf('timeout', site), { ...about, deadline: event.deadline });
    }
    if (step.frames !== undefined) openCompound(site);
    else {
      const plan = attemptPlan(site.workflow, frame, step, own);
      site.effects.push({ type: 'startAttempt', frame: frame.path, step: step.id, attempt: own.attempt, plan });
    }
  },
  stop: (site: Site) => {
    const { step, own, frame } = site;
    stopTimer(site, timerOf('timeout', site));
    stopWaiting(site);
    forgetJudgements(site);
    if (step.frames === undefined) {
      site.effects.push({ type: 'stopAttempt', frame: frame.path, step: step.id, attempt: own.attempt });
    }
  },
  wait: (site: Site, event: RunEvent) => {
    const kind = event.type === 'step.waiting' ? 'wait' : 'backoff';
    const deadline = 'until' in event ? event.until : 'retryAt' in event ? event.retryAt : undefined;
    if (deadline === undefined) throw impossible(event, 'it does not say until when');
    startTimer(site, timerOf(kind, site), { kind, frame: site.frame.path, step: site.step.id, deadline });
  },
  settled: (site: Site, event: RunEvent) => settle(site, event),
} satisfies Record<string, (site: Site, event: RunEvent) => void>;

/** The attempt is over, whether or not the step is. */
export function endAttempt(site: Site, lost = false): void {
  stopTimer(site, timerOf('timeout', site));
  stopTimer(site, timerOf('backoff', site));
  stopTimer(site, timerOf('wait', site));
  stopWaiting(site, lost);
  noteSilence(site);
  if (lost) keepTickets(site, site.own);
  delete site.own.calls;
  forgetJudgements(site);
  delete site.own.heard;
  delete site.own.overdrawn;
  delete site.own.acted;
  delete site.own.passed;
  delete site.own.why;
}

/** A session that ended, in whatever way, without a word about its cost has cost something all the same. */
function noteSilence(site: Site): void {
  if (isSession(site.step) && site.own.heard?.usages === 0) addUsage(site, unheard);
}

const gone: ReadonlySet<Judgement['type']> = new Set(['start', 'tool', 'turn']);

/**
 * Calls and turns end with their session, and so does what was still to be judged about them. So does a start that fell
 * due in the very event that cancels the step: one that was cancelled before it let go of what it held.
 */
function forgetJudgements({ state, frame, step }: Site): void {
  const isOwn = (item: Judgement) =>
    gone.has(item.type) && item.frame === frame.path && 'step' in item && item.step === step.id;
  if (state.agenda.some(isOwn)) state.agenda = state.agenda.filter((item) => !isOwn(item));
}

function settle(site: Site, event: RunEvent): void {
  const { state, frame, own, step } = site;
  endAttempt(site);
  dropTickets(site);
  closeCompound(site);
  delete own.plan;
  delete own.answer;
  if (step.handles !== undefined) settleHandled(frame, step.handles, own);
  const isFailed = own.life === 'failed' || own.life === 'refused';
  if (isFailed && own.error) frame.error = { ...own.error, step: own.error.step ?? step.id };
  releaseHeld(state);
  moveBody(site, frame, `${step.id}.${bodyEvent(own)}`, event);
}

/** The name under which a body knows how its step came out. */
function bodyEvent({ life: state, continued }: StepState): string {
  if (state === 'reworked') return 'rework';
  if (state === 'refused' || state === 'failed') return continued ? 'continued' : 'failed';
  return state;
}

function settleHandled(frame: Frame, id: string, handler: StepState): void {
  const handled = frame.steps[id];
  if (handled && handler.life === 'done') handled.life = 'done';
}

function moveBody(site: Site, frame: Frame, type: string, event: RunEvent): void {
  const { machine } = site.body;
  // `on_error: continue` is drawn as an edge of `failed`; only a person's choice has an edge of its own.
  const moved = move(machine, frame.at, type) ?? move(machine, frame.at, type.replace(/\.continued$/, '.failed'));
  if (!moved) throw impossible(event, `body '${machine.id}' does not take ${type} in ${frame.at}`);
  enterBody(site, frame, moved.state, moved.entered, event);
}

export function beginBody(fold: Fold, frame: Frame, event: RunEvent): void {
  const body = fold.workflow.bodies[frame.body];
  if (!body) throw impossible(event, `there is no body '${frame.body}'`);
  const moved = begin(body.machine);
  enterBody(fold, frame, moved.state, moved.entered, event);
}

function enterBody(fold: Fold, frame: Frame, at: string, entered: readonly Entry[], event: RunEvent): void {
  frame.at = at;
  for (const { type, params } of entered) {
    if (type === 'ended') fold.state.agenda.push({ type: 'ended', frame: frame.path });
    else if (type === 'enter' && params?.step !== undefined) enterStep(fold, frame, params.step, event);
  }
}

/** A fresh life for every visit; attempts go on counting, and a rework keeps the session and the verdicts so far. */
function enterStep(fold: Fold, frame: Frame, id: string, event: RunEvent): void {
  const before = Object.hasOwn(frame.steps, id) ? frame.steps[id] : undefined;
  const moved = begin(life);
  const own: StepState = {
    life: moved.state as LifeState,
    visit: (before?.visit ?? 0) + 1,
    attempt: before?.attempt ?? 0,
    tried: 0,
    lost: 0,
    ...(before?.session !== undefined && { session: before.session }),
    ...(before?.rework && { rework: before.rework }),
    ...(before?.rounds && { rounds: before.rounds }),
    ...(before?.spent && { spentBefore: spentSoFar(before) }),
  };
  frame.steps[id] = own;
  const site = siteIn(fold, frame, id, event);
  for (const entry of moved.entered) entries[entry.type as keyof typeof entries](site, event);
}

/** What happens to a step: each event moves its life, with the verdict that the event itself proves. */

import type { JsonObject } from '../../schema/json.ts';
import { slugOf } from '../address.ts';
import type { Decision, EventOf } from '../events.ts';
import type { StepState } from '../state.ts';
import { reasonOf, verdictOf } from '../verdict.ts';
import { makeDue } from './agenda.ts';
import { leave, stopWaiting, waitFor } from './asks.ts';
import { noteVerdict, noteWriter } from './authors.ts';
import { type Fold, impossible, type Site, siteOf } from './context.ts';
import { spendTickets } from './grants.ts';
import { endAttempt, moveLife } from './moves.ts';
import { foldPolicies } from './policies.ts';
import { carrySpending } from './spending.ts';
import { stopTimer, timerOf } from './timers.ts';
import { ownWorkspace } from './workspace.ts';

/** Whoever passes on what it was granted has used it. */
const pass = (site: Site, decisions?: Decision[]) => spendTickets(site.state, decisions, waiterOf(site));
const waiterOf = ({ frame, step }: Site) => ({ frame: frame.path, step: step.id });
const isChoice = ({ kind }: { kind: string }) => kind === 'choice' || kind === 'lost';

export const foldStep = {
  skipped(fold: Fold, event: EventOf<'step.skipped'>): void {
    moveLife(siteOf(fold, event), event);
  },

  /** It waits for a person: because a policy asks or holds, because it is an approval, or because it failed. */
  asked(fold: Fold, event: EventOf<'step.asked'>): void {
    const site = siteOf(fold, event);
    const { own, state } = site;
    const { asks = [], decisions } = event;
    if (event.conditions) own.admitted = true;
    if (asks.some(isChoice)) {
      if (event.error) own.error = event.error;
      if (event.result) own.result = event.result as never;
      noteVerdict(site, event.result);
      rememberVerdict(site, event.result);
      if (asks.some(({ kind }) => kind === 'lost')) countLost(own);
      endAttempt(site);
      moveLife(site, event, 'choice');
    } else {
      const verdict = verdictOf(state, decisions, waiterOf(site));
      const approval = asks.some(({ kind }) => kind !== 'policy') && verdict === 'allowed';
      // A policy that asked before, and no longer does, would have the step put its own question twice.
      if (approval) stopWaiting(site);
      if (approval) pass(site, decisions);
      moveLife(site, event, approval ? 'held' : verdict);
    }
    waitFor(site, event, waiterOf(site));
    if (state.mail && asks.some(({ kind, output }) => kind === 'question' && !output)) {
      makeDue(state, { type: 'mail', frame: site.frame.path, step: site.step.id });
    }
  },

  refused(fold: Fold, event: EventOf<'step.refused'>): void {
    const site = siteOf(fold, event);
    const { own, state } = site;
    const { asks = [], decisions = [] } = event;
    if (event.conditions) own.admitted = true;
    own.error = { code: 'refused', message: reasonOf(state, decisions) };
    const verdict = verdictOf(state, decisions, waiterOf(site));
    // It waits for the choice alone: an answer to what else it was asked must not have it judged meanwhile.
    stopWaiting(site);
    moveLife(site, event, verdict === 'denied' && asks.some(isChoice) ? 'choice' : verdict);
    waitFor(site, { asks }, waiterOf(site));
  },

  started(fold: Fold, event: EventOf<'step.started'>): void {
    const site = siteOf(fold, event);
    const { own, state, frame, step } = site;
    if (event.attempt !== own.attempt + 1) throw impossible(event, `the last attempt was ${own.attempt}`);
    own.attempt = event.attempt;
    own.tried++;
    own.admitted = true;
    own.plan = (event.plan ?? {}) as JsonObject;
    own.heard = { messages: 0, usages: 0 };
    delete own.error;
    delete own.result;
    delete own.answer;
    const worktree = own.plan?.worktree as { base?: string; branch?: string } | undefined;
    if (worktree && step.frames === undefined) {
      // The same on every visit: a writer that is sent back goes on with what it wrote.
      own.workspace = ownWorkspace(state.run, slugOf(frame.path, step.id), worktree);
    }
    const verdict = verdictOf(state, event.decisions, waiterOf(site));
    leave(site, waiterOf(site));
    const passed = pass(site, event.decisions);
    if (passed.length > 0) own.passed = passed;
    moveLife(site, event, verdict);
  },

  waiting(fold: Fold, event: EventOf<'step.waiting'>): void {
    const site = siteOf(fold, event);
    site.own.admitted = true;
    const verdict = verdictOf(site.state, event.decisions, waiterOf(site));
    leave(site, waiterOf(site));
    pass(site, event.decisions);
    moveLife(site, event, verdict);
  },

  stopping(fold: Fold, event: EventOf<'step.stopping'>): void {
    const site = siteOf(fold, event);
    const { own, state } = site;
    if (event.why === 'refused') {
      const { decisions = [] } = event;
      if (verdictOf(state, decisions, waiterOf(site)) !== 'denied') throw impossible(event, 'nothing refuses it');
      own.error = { code: 'refused', message: reasonOf(state, decisions) };
    }
    own.why = event.why;
    moveLife(site, event);
  },

  cancelled(fold: Fold, event: EventOf<'step.cancelled'>): void {
    moveLife(siteOf(fold, event), event);
  },

  finished(fold: Fold, event: EventOf<'step.finished'>): void {
    const site = siteOf(fold, event);
    const { own } = site;
    if (event.outcome === 'done' && !isProven(site, event)) throw impossible(event, 'nothing shows that it is done');
    if (event.result) own.result = event.result as never;
    if (event.error) own.error = event.error;
    else delete own.error;
    if (event.continued) own.continued = true;
    noteVerdict(site, event.result);
    if (event.outcome === 'done') noteWriter(site, event.result);
    rememberVerdict(site, event.result);
    moveLife(site, event, event.outcome);
  },

  attemptFailed(fold: Fold, event: EventOf<'attempt.failed'>): void {
    const site = siteOf(fold, event);
    const { own } = site;
    own.error = event.error;
    if (event.interrupted) own.tried--;
    else if (event.lost) countLost(own);
    else delete own.session;
    endAttempt(site, event.lost);
    moveLife(site, event, event.retryAt === undefined ? 'now' : 'later');
  },

  backoffElapsed(fold: Fold, event: EventOf<'backoff.elapsed'>): void {
    const site = siteOf(fold, event);
    stopTimer(site, timerOf('backoff', site));
    moveLife(site, event);
  },

  sessionOpened(fold: Fold, event: EventOf<'session.opened'>): void {
    const site = siteOf(fold, event);
    foldPolicies.renamed(site, event.session);
    carrySpending(site, event.session);
    site.own.session = event.session;
  },

  /** The writer gets the findings in the session of the round before; everything from there on is entered again. */
  reworked(fold: Fold, event: EventOf<'review.reworked'>): void {
    const site = siteOf(fold, event);
    const { own, frame, step } = site;
    const { findings, round, result } = event;
    noteVerdict(site, result);
    own.rounds = { count: round, findings, result: result as never };
    const writer = frame.steps[step.again[0] ?? ''];
    if (!writer) throw impossible(event, 'there is no writer');
    writer.rework = { findings, round: round + 1 };
    moveLife(site, event);
  },
};

/** A step is done by an attempt that was open, by the person that it asked, or by the time that it waited for. */
function isProven({ own }: Site, { attempt }: EventOf<'step.finished'>): boolean {
  if (attempt === undefined) return own.life === 'waiting' || own.answer?.granted === true;
  return attempt === own.attempt && (own.life === 'running' || (own.life === 'stopping' && own.why === 'enough'));
}

/** A lost attempt does not use the retry budget. */
function countLost(own: StepState): void {
  own.lost++;
  own.tried--;
}

/** Also the verdict that ended the rounds counts: a person may send its findings back once more. */
function rememberVerdict({ own, step }: Site, result: Record<string, unknown> | undefined): void {
  if (step.kind !== 'review' || !Array.isArray(result?.findings)) return;
  own.rounds = { count: Number(result.rounds), findings: result.findings, result: result as never };
}

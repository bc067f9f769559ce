/** What a failure of a step leads to: another attempt, a person's choice, or its end. */
import type { JsonObject } from '../../schema/json.ts';
import type { Ask, ErrorValue, RunEvent } from '../events.ts';
import { backoffMs } from './backoff.ts';
import { onStep, type Site } from './context.ts';

const askExpiryMs = 24 * 60 * 60 * 1000;
/** A lost attempt says nothing about the step, so it is repeated outside the retry budget; but not for ever. */
const maxLost = 3;

export interface Failed {
  /** Absent: it failed before anything was started, so there is nothing to try again. */
  readonly attempt?: number;
  readonly result?: JsonObject;
  readonly conditions?: Record<string, unknown>;
}

export function failure(site: Site, error: ErrorValue, failed: Failed = {}): RunEvent {
  const { own, step } = site;
  const { attempt } = failed;
  if (attempt !== undefined && own.tried < step.retry.attempts && step.retry.on.includes(error.code)) {
    const delayMs = backoffMs(site);
    const retryAt = delayMs > 0 ? { retryAt: site.at + delayMs } : {};
    return { type: 'attempt.failed', ...onStep(site), attempt, error, ...retryAt };
  }
  if (step.onError === 'ask') return askChoice(site, 'choice', error, failed);
  return ended(site, error, failed, step.onError === 'continue');
}

/** The end of the step, after whatever could be done about it. */
export function ended(site: Site, error: ErrorValue, failed: Failed, continued: boolean): RunEvent {
  const outcome = error.code === 'refused' ? 'refused' : 'failed';
  return { type: 'step.finished', ...onStep(site), outcome, error, ...given(failed), ...(continued && { continued }) };
}

/** Whoever ran the attempt died: a `run` says itself what that means, anything else is started again. */
export function lost(site: Site, attempt: number): RunEvent {
  const { own, step } = site;
  const error = { code: 'lost', message: 'The process that ran this attempt died, so how far it came is not known.' };
  const again: RunEvent = { type: 'attempt.failed', ...onStep(site), attempt, error, lost: true };
  if (step.kind !== 'run') return own.lost < maxLost ? again : failure(site, error, { attempt });
  if (isUntouched(site) && own.lost < maxLost) return again;
  const onLost = (step.spec as { on_lost?: string }).on_lost ?? 'ask';
  if (onLost === 'retry') return again;
  return onLost === 'fail' ? failure(site, error, { attempt }) : askChoice(site, 'lost', error, { attempt });
}

/** Its owner stopped it to go on later. A `run` may be half done all the same, so that one is lost when it is resumed. */
export function interrupted(site: Site, attempt: number): RunEvent | null {
  if (site.step.kind === 'run' && !isUntouched(site)) return null;
  const error = { code: 'interrupted', message: 'omni was stopped while this attempt ran.' };
  return { type: 'attempt.failed', ...onStep(site), attempt, error, lost: true, interrupted: true };
}

/** A command that asks first, and was not let through: nothing of it has run. */
const isUntouched = ({ own }: Site): boolean => own.plan?.asks === true && !own.acted;

function askChoice(site: Site, kind: 'choice' | 'lost', error: ErrorValue, failed: Failed): RunEvent {
  const ask: Ask = {
    id: askId(site, 0),
    kind,
    text: `${site.step.id} failed: ${error.message}`,
    options: ['retry', 'continue', 'fail'],
    expiresAt: site.at + askExpiryMs,
  };
  const { attempt: _, ...rest } = given(failed);
  return { type: 'step.asked', ...onStep(site), visit: site.own.visit, asks: [ask], error, ...rest };
}

/** Ids that people type; they follow from the state, so replay and a second settler give the same. */
export const askId = ({ state }: Site, nth: number): string => `${state.run}.${state.askCount + 1 + nth}`;
export const expiry = (at: number, timeoutMs = askExpiryMs): number => at + timeoutMs;

function given({ attempt, result, conditions }: Failed) {
  return {
    ...(attempt !== undefined && { attempt }),
    ...(result && { result }),
    ...(conditions && { conditions }),
  };
}

/**
 * The answers that whoever typed the command gave in advance: `--approve STEP` grants that approve step,
 * `--unattended deny` refuses whatever else is asked. All other asks wait for `omni approve`.
 */
import { randomUUID } from 'node:crypto';
import type { Ask } from '../engine/events.ts';
import type { ApprovalAnswered, Fact } from '../engine/facts.ts';
import type { People } from '../engine/ports/people.ts';
import type { DriveOptions } from './options.ts';
import { formatAddress } from './render/address.ts';

export interface Answers extends People {
  /** From now on answers go to this run; those to what was asked before follow at once. */
  answerTo(run: { submit(fact: Fact): void }): void;
}

/** `by` is recorded as who answered. */
export function answerInAdvance({ approve, unattended }: DriveOptions, by: string): Answers {
  const early: Fact[] = [];
  let submit = (fact: Fact): void => void early.push(fact);

  const decide = (ask: Ask, frame: string, step: string): Pick<ApprovalAnswered, 'granted' | 'comment'> | undefined => {
    // Only `approve` steps: what a policy will ask, or which way out of a failure is best, nobody knows in advance.
    if (ask.kind === 'approve' && (approve.includes(step) || approve.includes(formatAddress(frame, step)))) {
      return { granted: true, comment: `in advance: --approve ${step}` };
    }
    return unattended === 'deny' ? { granted: false, comment: 'nobody to ask: --unattended deny' } : undefined;
  };

  return {
    announce(ask, { frame, step }) {
      const answer = decide(ask, frame, step);
      if (answer === undefined) return;
      submit({
        type: 'approval.answered',
        id: `answer-${randomUUID()}`,
        at: Date.now(),
        approval: ask.id,
        by,
        ...answer,
      });
    },
    withdraw() {},
    answerTo(run) {
      submit = (fact) => run.submit(fact);
      for (const fact of early.splice(0)) submit(fact);
    },
  };
}

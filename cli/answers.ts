/**
 * The answers that whoever typed the command gave in advance: `--approve STEP` grants that approve step,
 * `--unattended deny` refuses whatever else is asked. All other asks wait for `omni approve`.
 */
import { randomUUID } from 'node:crypto';
import type { Workflow } from '../engine/compile/workflow.ts';
import type { Ask } from '../engine/events.ts';
import type { ApprovalAnswered, Fact } from '../engine/facts.ts';
import type { People } from '../engine/ports/people.ts';
import { unattended as nobody } from '../engine/roles.ts';
import type { Person } from '../runs/acts/index.ts';
import type { DriveOptions } from './options.ts';
import { refuseAgents } from './person.ts';
import { formatAddress } from './render/address.ts';
import { InvalidInput } from './report-error.ts';

type Answer = Pick<ApprovalAnswered, 'granted' | 'by' | 'from' | 'comment'>;

export interface Answers extends People {
  /** From now on answers go to this run; those to what was asked before follow at once. */
  answerTo(run: { submit(fact: Fact): void }): void;
}

/** `who` is recorded as who answered. */
export function answerInAdvance({ approve, unattended }: DriveOptions, who: Person): Answers {
  const early: Fact[] = [];
  let submit = (fact: Fact): void => void early.push(fact);

  const decide = (ask: Ask, frame: string, step: string): Answer | undefined => {
    // Only `approve` steps: what a policy will ask, or which way out of a failure is best, nobody knows in advance.
    if (ask.kind === 'approve' && (approve.includes(step) || approve.includes(formatAddress(frame, step)))) {
      return { granted: true, by: who.name, from: who.from, comment: `in advance: --approve ${step}` };
    }
    return unattended === 'deny' ? { granted: false, by: nobody, comment: '--unattended deny' } : undefined;
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

/** @throws InvalidInput on an `--approve` that could never grant anything: no such step, or not by who starts the run. */
export function checkApprovals(approve: readonly string[], { bodies }: Workflow): void {
  if (approve.length > 0) refuseAgents();
  const steps = Object.values(bodies).flatMap((body) => Object.values(body.steps));
  const gates = new Map(steps.flatMap(({ id, spec }) => ('approve' in spec ? [[id, spec]] : [])));
  for (const address of approve) {
    const gate = gates.get(address.slice(address.lastIndexOf('.') + 1));
    if (gate === undefined) {
      const known = gates.size === 0 ? 'this workflow has none' : `known here: ${[...gates.keys()].join(', ')}`;
      throw new InvalidInput(`--approve ${address}: there is no such approve step`, known);
    }
    if (gate.approvers?.not?.includes('starter')) {
      throw new InvalidInput(`--approve ${address}: this step is for somebody else than who starts the run`);
    }
  }
}

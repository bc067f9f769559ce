/** Costs as expressions read them. */
import { EvaluationFault } from '../expressions/fault.ts';
import type { Amount, Cost } from '../words.ts';

const MICRO = 1_000_000;

/** US dollars of micro-dollars; a fault where they are not known, which is never 0. */
export function usd(amount: Amount, whose: string): number {
  if (Number.isFinite(amount)) return (amount as number) / MICRO;
  throw new EvaluationFault(`the cost ${whose} is not known`);
}

/** The costs as expressions read them. `find` is asked anew for each of them. */
export function costView(find: () => Cost | undefined): object {
  const cost = () => {
    const found = find();
    if (found) return found;
    throw new EvaluationFault('no cost is known here');
  };
  return {
    /** Of the run, and so of all that is part of it. */
    get known() {
      return Number.isFinite(cost().run);
    },
    get run() {
      return usd(cost().run, 'of this run');
    },
    get session() {
      return usd(cost().session, 'of this session');
    },
    get agent() {
      return usd(cost().agent, 'of this agent');
    },
    get step() {
      return usd(cost().step, 'of this step');
    },
    get reserved() {
      return usd(cost().reserved, 'that is reserved');
    },
    get user_today() {
      return usd(cost().userToday, 'of this user today');
    },
    get project_today() {
      return usd(cost().projectToday, 'of this project today');
    },
  };
}

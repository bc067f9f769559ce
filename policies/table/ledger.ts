/** What the sessions of a case cost: sums that are not known as soon as one of their parts is not. */
import type { Amount, Cost } from '../words.ts';

const MICRO = 1_000_000;

/** Whose cost is asked for, or came to be. */
export interface Account {
  readonly session: string | undefined;
  readonly agent: string | undefined;
  readonly step: string;
}

export interface Ledger {
  /** Of this run; `usd` undefined: it is not known. */
  add(account: Account, usd: number | undefined): void;
  /** Of another run of the day, started by the same person or not. */
  addElsewhere(usd: number | undefined, bySame: boolean): void;
  /** `limits`: the step that each session that runs belongs to, and the most that it may cost. */
  cost(account: Account, limits: ReadonlyMap<string, number | undefined>): Cost;
}

export function createLedger(): Ledger {
  const sums = new Map<string, Amount>();
  const add = (key: string, amount: Amount): void => {
    const before = sums.has(key) ? sums.get(key) : 0;
    sums.set(key, before === undefined || amount === undefined ? undefined : before + amount);
  };
  const sumOf = (key: string): Amount => (sums.has(key) ? sums.get(key) : 0);
  const keysOf = ({ session, agent, step }: Account) => ({
    session: `session ${session}`,
    agent: `agent ${agent}`,
    step: `step ${step}`,
  });
  return {
    add: (account, usd) => {
      const amount = microOf(usd);
      for (const key of ['run', 'user', 'project', ...Object.values(keysOf(account))]) add(key, amount);
    },
    addElsewhere: (usd, bySame) => {
      for (const key of bySame ? ['user', 'project'] : ['project']) add(key, microOf(usd));
    },
    cost: (account, limits) => {
      const keys = keysOf(account);
      const left = [...limits].map(([step, limit]) =>
        Math.max(0, (microOf(limit) ?? 0) - (sumOf(`step ${step}`) ?? 0)),
      );
      return {
        run: sumOf('run'),
        session: sumOf(keys.session),
        agent: sumOf(keys.agent),
        step: sumOf(keys.step),
        reserved: left.reduce((sum, amount) => sum + amount, 0),
        userToday: sumOf('user'),
        projectToday: sumOf('project'),
      };
    },
  };
}

const microOf = (usd: number | undefined): Amount => (usd === undefined ? undefined : Math.round(usd * MICRO));

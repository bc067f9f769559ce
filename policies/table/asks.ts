/** The asks of a case: what waits for an answer, and how far an answer reaches. */
import type { Json } from '../../schema/json.ts';
import type { Policy } from '../index.ts';
import type { Cost, Moment } from '../words.ts';
import type { GuardedPoint } from './kinds.ts';
import type { Told } from './words.ts';

/** What an ask is about, with what was so when the person was asked. */
interface Asked {
  readonly told: Told;
  readonly state: Readonly<Record<string, Json>>;
  readonly cost: Cost;
}

/** What is to be decided, or waits for a person. */
export interface Due {
  readonly point: GuardedPoint;
  readonly moment: Moment;
  /** Whether a call will come to what it wants. */
  readonly ok: boolean;
  /** What was granted to just this. */
  readonly granted: readonly Told[];
  readonly asks: readonly Asked[];
}

export interface Grants {
  /** Whether an answer to this, or to the same earlier, was a grant. */
  covers(told: Told, due: Due): boolean;
  /** The asks are granted; gives what is due now. */
  grant(due: Due): Due;
}

export function createGrants(policies: readonly Policy[]): Grants {
  const given = new Set<string>();

  /** Undefined: the answer is for this once. */
  function keyOf(told: Told, { point, moment }: Due): string | undefined {
    const rule = policies.find(({ name }) => name === told.policy)?.rules[told.rule];
    if (rule === undefined) return undefined;
    // Whoever lets a run go on whose cost is not known is not asked for each call of it.
    const reach = rule.about === 'rule' && told.unknown !== undefined ? 'run' : (rule.spec.grant ?? 'once');
    if (reach === 'once') return undefined;
    const bound = rule.about === 'rule' ? '' : identityOf(point, moment);
    return JSON.stringify([told.policy, told.rule, bound, reach === 'session' ? moment.session?.id : '']);
  }

  return {
    covers: (told, due) => {
      if (due.granted.some(({ policy, rule }) => policy === told.policy && rule === told.rule)) return true;
      const key = keyOf(told, due);
      return key !== undefined && given.has(key);
    },
    grant: (due) => {
      const granted = due.asks.map(({ told }) => told);
      for (const told of granted) {
        const key = keyOf(told, due);
        if (key !== undefined) given.add(key);
      }
      return { ...due, granted: [...due.granted, ...granted], asks: [] };
    },
  };
}

/** What is the same when it comes again. */
function identityOf(point: GuardedPoint, { tool, turn, merge, approval, step }: Moment): string {
  return tool?.digest ?? JSON.stringify([point, turn, merge, approval?.rule, step?.id]);
}

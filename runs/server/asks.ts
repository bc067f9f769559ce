/** What waits for whoever looks: what every page counts and what the API lists are one. */
import type { Spec } from '../../schema/spec.ts';
import { holds, maySee, type Visitor } from '../access/index.ts';
import { whyNotAnswer, workflowOf } from '../acts/index.ts';
import { isExpired, type OpenAsk } from '../asks.ts';
import type { ListedRun } from '../journal/index.ts';
import type { RunRecord } from './ports.ts';

export interface AskOfRun {
  readonly run: ListedRun;
  readonly open: OpenAsk;
}

/** Of these runs, what that person may answer at that moment; in the order of the runs. */
export type AsksFor = (runs: readonly ListedRun[], visitor: Visitor, now: number) => Promise<readonly AskOfRun[]>;

type Roles = Pick<Spec, 'roles'> | undefined;

/** Of so many runs it is remembered who holds which role: that is pinned with a run, and costs a look at its spec. */
const remembered = 1_000;

export function createAsksFor(record: RunRecord): AsksFor {
  const known = new Map<string, Promise<Roles>>();

  const rolesOf = (run: string): Promise<Roles> => {
    // Of a run that this omni cannot read nobody is known to hold any.
    const roles =
      known.get(run) ?? workflowOf(record, run).then(({ spec: { roles } }) => (roles ? { roles } : {}), noRoles);
    known.set(run, roles);
    const [oldest] = known.keys();
    if (known.size > remembered && oldest !== undefined) known.delete(oldest);
    return roles;
  };

  return async (runs, visitor, now) => {
    const found: AskOfRun[] = [];
    if (!holds(visitor.role, 'answer')) return found;
    for (const run of runs) {
      if (run.status !== 'running' || !maySee(visitor, run.run)) continue;
      for (const open of run.asks) {
        if (isExpired(open, now)) continue;
        const spec = open.ask.roles && (await rolesOf(run.run));
        if (whyNotAnswer(open, visitor.name, { starter: run.starter ?? '', spec }) === undefined)
          found.push({ run, open });
      }
    }
    return found;
  };
}

const noRoles = (): Roles => undefined;

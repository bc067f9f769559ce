/**
 * What the calls that were let through and are not over may write, and what those that run commands rest on. A call is
 * read before it happens: what another one writes meanwhile, perhaps the very script that it runs, is not what was read.
 */
import type { Tool } from '../events.ts';

export interface Doings {
  /** A call of an attempt was let through. */
  begin(attempt: string, call: string, deed: Deed): void;
  end(call: string): void;
  /** Nothing of the attempt runs. */
  endAll(attempt: string): void;
  watch(): Watch;
}

/** From its beginning on; calls that were under way then are seen too. */
export interface Watch {
  /** Whether another call is in the way of this one, or was; `now`: it is still under way. */
  touches(deed: Deed): 'now' | 'before' | undefined;
  close(): void;
}

/** Of one call, by the places of its paths. */
export interface Deed {
  readonly writes: readonly string[];
  /** What its reading rests on. */
  readonly looked: readonly string[];
  readonly runs: boolean;
}

interface Doing extends Deed {
  readonly attempt: string;
  live: boolean;
}

export function createDoings(): Doings {
  const live = new Map<string, Doing>();
  const watches = new Set<Doing[]>();
  const end = (call: string): void => {
    const doing = live.get(call);
    if (doing) doing.live = false;
    live.delete(call);
  };
  return {
    begin(attempt, call, deed) {
      if (deed.writes.length === 0 && !deed.runs) return;
      const doing = { ...deed, attempt, live: true };
      live.set(call, doing);
      for (const seen of watches) seen.push(doing);
    },
    end,
    endAll(attempt) {
      for (const [call, doing] of live) if (doing.attempt === attempt) end(call);
    },
    watch() {
      const seen = [...live.values()];
      watches.add(seen);
      return {
        touches(deed) {
          const found = seen.filter((doing) => disturbs(doing, deed) || (doing.runs && disturbs(deed, doing)));
          return found.length === 0 ? undefined : found.some((doing) => doing.live) ? 'now' : 'before';
        },
        close: () => void watches.delete(seen),
      };
    },
  };
}

/** Whether one writes what the other was read by. */
const disturbs = ({ writes }: Deed, { looked }: Deed): boolean =>
  writes.some((one) => looked.some((other) => meet(one, other)));

const meet = (one: string, other: string): boolean =>
  one === other || one.startsWith(`${other}/`) || other.startsWith(`${one}/`);

export function deedOf(
  root: string,
  { kind, reading }: Pick<Tool, 'kind' | 'reading'>,
  looked: Iterable<string>,
): Deed {
  const writes = (reading?.files ?? []).filter(({ op }) => op !== 'read').map(({ path }) => placeOf(root, path));
  return { writes, looked: [...looked].map((path) => placeOf(root, path)), runs: kind === 'shell' };
}

/** A path of a workspace, apart from the same path of another. */
function placeOf(root: string, path: string): string {
  if (path.startsWith('/')) return path;
  return path === '' || path === '.' ? root : `${root}/${path}`;
}

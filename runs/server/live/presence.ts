/** Who looks at a run now: everybody who follows one of its pages live. It is told, and nothing depends on it. */
import type { Role } from '../../access/roles.ts';

export interface Looking {
  readonly name: string;
  readonly role: Role;
}

export interface Presence {
  /** Answers what to call when they leave. */
  enter(run: string, who: Looking): () => void;
  /** Each person once, in the order in which they came. */
  at(run: string): readonly Looking[];
}

export function createPresence(): Presence {
  const runs = new Map<string, Set<Looking>>();
  return {
    enter(run, { name, role }) {
      const here = runs.get(run) ?? new Set();
      const one = { name, role };
      runs.set(run, here.add(one));
      return () => {
        here.delete(one);
        if (here.size === 0 && runs.get(run) === here) runs.delete(run);
      };
    },
    at: (run) => [...new Map([...(runs.get(run) ?? [])].map((one) => [`${one.role} ${one.name}`, one])).values()],
  };
}

/** Where asks are shown. Answers come back as facts, from here or from anywhere else. Must not throw. */
import type { Ask } from '../events.ts';

export interface People {
  announce(ask: Ask, at: { readonly frame: string; readonly step: string }): void;
  withdraw(approval: string): void;
}

/** Nobody is here: asks wait in the journal. */
export const nobody: People = { announce: () => {}, withdraw: () => {} };

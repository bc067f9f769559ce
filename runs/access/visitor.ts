/** Whoever was let in: a person, and what they may. */
import type { Person } from '../acts/index.ts';
import type { Role } from './roles.ts';

export interface Visitor extends Person {
  readonly role: Role;
  /** Only this run is theirs to see: they came by a link that shares it. */
  readonly run?: string;
}

/** Whether a run is theirs to see. */
export const maySee = ({ run }: Visitor, wanted: string): boolean => run === undefined || run === wanted;

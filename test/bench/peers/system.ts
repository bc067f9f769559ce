/**
 * What is asked of every system that is measured, ours included. A module in `systems/` exports `open` and is loaded in
 * a process of its own, which `child.ts` drives.
 */
import type { JsonObject } from '../../../schema/json.ts';

/** So many steps one after another, or so many side by side. */
export type Workload = 'sequential' | 'fan-out';

export interface Given {
  /** Empty, on a disk, and the only place that the system may write to. */
  readonly folder: string;
  readonly workload: Workload;
  /** Every step is on disk before it counts as done, also where the system as shipped does not see to that. */
  readonly full: boolean;
  /** Of the steps that may run at once in a fan-out, where the system can be told. */
  readonly width: number;
  /** What a step gives: 300 bytes of JSON that do not compress, another time other ones. */
  readonly give: () => JsonObject;
}

export interface System {
  /** Whatever comes before the first step. The function that it gives performs the steps and says how many it performed. */
  prepare(name: string, steps: number): Promise<() => Promise<number>>;
  /** Process ids of servers that belong to the system: their memory counts. */
  readonly servers: readonly number[];
  /** All is on disk, and no server is left. */
  close(): Promise<void>;
}

export type Open = (given: Given) => Promise<System>;

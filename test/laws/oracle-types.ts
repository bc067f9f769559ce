/** What the two halves of the oracle share: how a step looks to it, what it remembers, and how things end. */
import type { JsonObject } from '../../schema/json.ts';
import type { Case } from './cases.ts';
import type { Names } from './expressions.ts';
import { inputs } from './specs.ts';

/** A step by its keys, whatever its kind. */
export interface Step {
  readonly id: string;
  readonly if?: string;
  readonly timeout?: string;
  readonly retry?: { readonly attempts?: number; readonly backoff?: string; readonly on?: readonly string[] };
  readonly on_error?: string | readonly Step[];
  readonly env?: JsonObject;
  readonly agent?: string;
  readonly prompt?: string;
  readonly run?: readonly string[];
  readonly on_lost?: string;
  readonly steps?: readonly Step[];
  readonly foreach?: Readonly<Record<string, unknown>>;
  readonly max_parallel?: number | string;
  readonly until?: string;
  readonly max?: number;
  readonly review?: string;
  readonly reviewer?: { readonly from: readonly string[]; readonly vendor?: string };
  readonly max_rounds?: number;
  readonly approve?: string;
  readonly approvers?: { readonly at_least?: number; readonly not?: readonly string[] };
  readonly merge?: string;
  readonly fail?: string;
}

export interface End {
  readonly outcome: 'done' | 'failed' | 'refused' | 'skipped' | 'cancelled' | 'rework';
  readonly at: number;
  readonly code?: string;
  readonly view?: JsonObject;
  /** It failed, and the body goes on all the same. */
  readonly continued?: boolean;
}
export interface Answered {
  readonly says: 'granted' | 'refused' | 'expired' | 'cut';
  readonly at: number;
  readonly choice: string;
}
export interface Frame {
  readonly path: string;
  /** Of the innermost item or round. */
  readonly index: number;
  readonly names: Names;
  /** Results of the steps of the frames around. */
  readonly outer: Names;
  readonly views: Record<string, JsonObject>;
  readonly memory: Record<string, Memory>;
}
/** What a frame remembers of a step over all its visits. */
export interface Memory {
  visit: number;
  attempt: number;
  rounds: number;
  findings?: string;
  /** Of a writer: the round that a review sent it into. */
  round?: number;
  /** It has come far enough to have branches, perhaps none, that a merge could land. */
  lands?: boolean;
  /** How often its handler was entered. */
  handled?: number;
  policy?: 'granted' | 'refused';
  readonly asks: Record<string, number>;
}
/** Counts within one visit. */
export interface Tries {
  counted: number;
  lost: number;
  ordinal: number;
  admitted: boolean;
  /** The last attempt really began. */
  begun: boolean;
}
/** What the one half lends the other. */
export interface Story {
  readonly given: Case;
  body(steps: readonly Step[], frame: Frame, start: number, cut: number): End;
  ask(step: Step, frame: Frame, memory: Memory, kind: string, at: number, cut: number): Answered;
  isCut(at: number, cut: number): boolean;
  tell(at: number, frame: Frame, step: Step, what: string): void;
}

export function frameOf(path: string, around: Frame | undefined, names: Names = {}, index = around?.index ?? 0): Frame {
  return {
    path,
    index,
    names: { last: {}, ...around?.names, ...names },
    outer: { ...around?.outer, ...around?.views },
    views: {},
    memory: {},
  };
}

export const namesIn = (frame: Frame): Names => ({ ...frame.names, inputs, steps: { ...frame.outer, ...frame.views } });
/** The few durations that generated workflows use. */
export const msOf = (text: string): number => Number.parseInt(text, 10) * (text.endsWith('ms') ? 1 : 1000);

/** The address of a frame below a step, without its index. */
export function below(frame: Frame, id: string, visit: number, attempt: number): string {
  return `${frame.path === '' ? '' : `${frame.path}/`}${id}@${visit}${attempt > 1 ? `.${attempt}` : ''}`;
}

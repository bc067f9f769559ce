/** What the two halves of the oracle share: how a step looks to it, what it remembers, and how things end. */
import type { JsonObject } from '../../schema/json.ts';
import type { Case } from './cases.ts';
import type { Names } from './expressions.ts';
import { inputs } from './stock.ts';

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
  readonly session?: string;
  readonly steps?: readonly Step[];
  readonly parallel?: 'all' | 'any' | number;
  readonly foreach?: Readonly<Record<string, unknown>>;
  readonly max_parallel?: number | string;
  readonly until?: string;
  readonly max?: number;
  readonly review?: string;
  readonly reviewer?: { readonly from: readonly string[]; readonly vendor?: string };
  readonly max_rounds?: number | string;
  readonly approve?: string;
  readonly approvers?: { readonly at_least?: number; readonly not?: readonly string[] };
  readonly ask?: string;
  readonly commands?: readonly string[];
  readonly output?: JsonObject;
  readonly wait?: string;
  readonly merge?: string;
  readonly uses?: string;
  readonly with?: JsonObject;
  readonly debate?: string;
  readonly heads?: readonly string[];
  readonly continues?: string;
  readonly stop_when?: string;
  readonly judge?: string;
  readonly fail?: string;
  readonly part?: Part;
}

/** A head of a debate, or its judge, in one round. */
export interface Part {
  readonly is: 'head' | 'judge';
  readonly agent: string;
  /** From 1: the blind one. */
  readonly round: number;
  readonly session?: string | undefined;
  /** A head that has dropped out, a judge whose time has not come. */
  readonly idle: boolean;
}

export interface End {
  readonly outcome: 'done' | 'failed' | 'refused' | 'skipped' | 'cancelled' | 'rework';
  readonly at: number;
  readonly code?: string;
  readonly view?: JsonObject;
  /** It failed, and the body goes on all the same. */
  readonly continued?: boolean;
}
/** What is worked out of a compound before it begins. */
export interface Plan {
  readonly items?: Names[];
  readonly width?: number;
  /** The inputs of the workflow that it uses. */
  readonly given?: JsonObject;
  readonly debate?: DebatePlan;
}
export interface DebatePlan {
  readonly question: string;
  readonly most: number;
  /** By head: of the debate that it continues. */
  readonly sessions: Readonly<Record<string, string>>;
  readonly opening?: Readonly<Record<string, string>> | undefined;
}
export interface Answered {
  readonly says: 'granted' | 'refused' | 'expired' | 'cut';
  readonly at: number;
  readonly choice: string;
}
/** To a question: `cut` and `expired` without words. */
export interface Said {
  readonly says: 'answered' | 'refused' | 'expired' | 'cut';
  readonly at: number;
  readonly by: string;
  readonly words: string;
}
export interface Frame {
  readonly path: string;
  /** Of the innermost item or round. */
  readonly index: number;
  readonly names: Names;
  /** Of the workflow that it is in. */
  readonly inputs: JsonObject;
  /** What the names of that workflow's agents begin with in the run. */
  readonly flow: string;
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
  /** The session that its next attempt goes on with. */
  session?: string | undefined;
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
  question(step: Step, frame: Frame, memory: Memory, at: number, cut: number): Said;
  isCut(at: number, cut: number): boolean;
  tell(at: number, frame: Frame, step: Step, what: string): void;
  /** Two things fell on one instant, and what comes of it depends on which is first. */
  tie(): void;
  /** What would come of it, as if nobody had told. */
  rehearse<T>(play: () => T): T;
}

export const failed = (code: string, at: number, view: JsonObject = {}): End => ({ outcome: 'failed', at, code, view });
export const refused = (at: number, view: JsonObject = {}): End => ({ outcome: 'refused', at, code: 'refused', view });
export const cutAt = (at: number): End => ({ outcome: 'cancelled', at });

export function frameOf(path: string, around: Frame | undefined, names: Names = {}, index = around?.index ?? 0): Frame {
  return {
    path,
    index,
    inputs: around?.inputs ?? inputs,
    flow: around?.flow ?? '',
    names: { last: {}, ...around?.names, ...names },
    outer: { ...around?.outer, ...around?.views },
    views: {},
    memory: {},
  };
}

/** Of a workflow that a step uses: it sees nothing around it. */
export const flowFrame = (path: string, around: Frame, step: Step, given: JsonObject): Frame => ({
  ...frameOf(path, undefined, {}, around.index),
  inputs: given,
  flow: `${step.id}/`,
});

export const namesIn = (frame: Frame): Names => ({
  ...frame.names,
  inputs: frame.inputs,
  steps: { ...frame.outer, ...frame.views },
});
/** Whether it has steps of its own, written down here or not. */
export const isCompound = ({ steps, uses, debate }: Step): boolean => (steps ?? uses ?? debate) !== undefined;
/** The few durations that generated workflows use. */
export const msOf = (text: string): number => Number.parseInt(text, 10) * (text.endsWith('ms') ? 1 : 1000);

/** The address of a frame below a step, without its index. */
export function below(frame: Frame, id: string, visit: number, attempt: number): string {
  return `${frame.path === '' ? '' : `${frame.path}/`}${id}@${visit}${attempt > 1 ? `.${attempt}` : ''}`;
}

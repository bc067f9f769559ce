/**
 * What a run wants of the world. Plain JSON: names and hashes, never a closure, a local path or a secret's value, so
 * that another process or machine can perform it. Each carries what makes it idempotent.
 */
import type { JsonObject } from '../schema/json.ts';
import type { Ask } from './events.ts';

/** Where an attempt works. Equal keys mean the same folder; `branch` and `base` say how to make it. */
export interface WorkspacePlan {
  /** `main`, or the address of the frame or step that asked for a worktree of its own. */
  readonly key: string;
  readonly branch: string;
  /** Absent: what the repository stood at when the run began. */
  readonly base?: string;
}

export interface AgentPlan {
  readonly kind: 'agent';
  readonly agent: string;
  readonly prompt: string;
  /** Continue this session instead of starting one. */
  readonly session?: string;
  readonly output?: JsonObject;
  /** Which round of a rework loop this is: 1 before any review. */
  readonly round: number;
  /** A round of rework begins: what checks left behind in the workspace goes first. Never after a lost attempt. */
  readonly clean?: boolean;
  readonly title: string;
}
/** A session that only reads and answers: a head of a debate, or its judge. */
export interface AnswerPlan {
  readonly kind: 'answer';
  readonly part: 'head' | 'judge';
  readonly agent: string;
  readonly prompt: string;
  readonly session?: string;
  /** Of a debate, from 1: the blind round. */
  readonly round: number;
}
export interface RunPlan {
  readonly kind: 'run';
  readonly run: string | readonly string[];
}
export interface ReviewPlan {
  readonly kind: 'review';
  readonly agent: string;
  readonly vendor: string;
  /** Contract and checks; the performer adds the diff of `commit`. */
  readonly prompt: string;
  readonly writer: string;
  readonly round: number;
}
export interface MergePlan {
  readonly kind: 'merge';
  readonly into: string;
  readonly branches: readonly { readonly branch: string; readonly commit?: string; readonly title: string }[];
}
/** What of a started step is carried out by a performer; groups, approvals and failures are the machine's own. */
export type AttemptPlan = (AgentPlan | AnswerPlan | RunPlan | ReviewPlan | MergePlan) & {
  readonly workspace: WorkspacePlan;
  /** A policy stands before what it does: the command, what would land, a turn after the first. It asks before. */
  readonly asks?: true;
  /** Non-secret environment; names of secrets to add at spawn stand in `secrets`: variable to secret name. */
  readonly env?: Readonly<Record<string, string>>;
  readonly secrets?: Readonly<Record<string, string>>;
};

interface OfStep {
  readonly frame: string;
  readonly step: string;
}
export type Effect =
  | (OfStep & { readonly type: 'startAttempt'; readonly attempt: number; readonly plan: AttemptPlan })
  | (OfStep & { readonly type: 'stopAttempt'; readonly attempt: number })
  | (OfStep & {
      readonly type: 'answerTool';
      readonly attempt: number;
      readonly call: string;
      readonly allow: boolean;
      readonly reason?: string;
    })
  | (OfStep & { readonly type: 'sendMessage'; readonly attempt: number; readonly text: string })
  | {
      readonly type: 'startTimer';
      readonly timer: string;
      readonly generation: number;
      /** Milliseconds since the epoch. */
      readonly deadline: number;
    }
  | { readonly type: 'stopTimer'; readonly timer: string; readonly generation: number }
  | (OfStep & { readonly type: 'announceAsk'; readonly ask: Ask })
  | (OfStep & { readonly type: 'withdrawAsk'; readonly approval: string })
  | { readonly type: 'finishRun'; readonly outcome: string };

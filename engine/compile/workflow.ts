/**
 * What a checked spec compiles to: one machine a body, and a table that says what the names in the machines mean.
 * Everything but the expression scopes is plain JSON.
 */
import type { Type } from '../../policies/expressions/index.ts';
import type { AgentSpec } from '../../schema/agent.ts';
import type { Path } from '../../schema/problem.ts';
import type { Spec } from '../../schema/spec.ts';
import type { StepKind, StepSpec } from '../../schema/steps/index.ts';
import type { Guard } from '../guards/guard.ts';
import type { MachineConfig } from '../machine/config.ts';

export type Scope = Readonly<Record<string, Type>>;

/** A checked expression or template, and the steps that it reads: only those are put before it when it is evaluated. */
export interface Expr {
  readonly text: string;
  readonly form: 'condition' | 'template';
  readonly scope: Scope;
  /** Ids of steps read through `steps` and `last`; `*` when which ones is not known. */
  readonly reads: readonly string[];
}

export interface Retry {
  /** Attempts in all, at least 1. */
  readonly attempts: number;
  readonly backoffMs: number;
  readonly on: readonly string[];
}

/** The expressions of a step, by the key that they stand under. */
export type Exprs = Readonly<Record<string, Expr>>;

export interface Step {
  /** Unique in the workflow: ids joined by `/`. */
  readonly key: string;
  readonly id: string;
  readonly kind: StepKind | DebatePart;
  readonly spec: StepSpec;
  readonly path: Path;
  readonly if?: Expr;
  readonly exprs: Exprs;
  readonly env: Readonly<Record<string, { readonly expr: Expr } | { readonly secret: string }>>;
  readonly worktree?: { readonly base?: Expr; readonly branch?: Expr };
  /** In milliseconds; an expression is worked out whenever it begins to count. */
  readonly timeout?: number | Expr;
  readonly retry: Retry;
  readonly onError: 'fail' | 'continue' | 'ask' | 'handle';
  /** For a compound: how its frames come about. Absent: the step has none, it is a leaf. */
  readonly frames?: Frames;
  /** For a compound whose frames are alike: their body. */
  readonly child?: string;
  /** For a compound whose frames stand side by side: their bodies by name, in order. */
  readonly branches?: Readonly<Record<string, string>>;
  /** For a compound: how many frames one attempt opens, and how many at once; absent: no number bounds them. */
  readonly spread?: { readonly least: number; readonly most?: number; readonly wide?: number };
  /** For a leaf: the most agent sessions that one attempt starts; absent: no number bounds them. */
  readonly sessions?: number;
  /** For a handler: the step whose failure it handles. */
  readonly handles?: string;
  /** What the names of agents begin with in the run: '' but for the steps of a workflow that is used. */
  readonly flow: string;
  /** Every agent that may run it, by its name in the run. */
  readonly agents: readonly string[];
  /** For a review: the step under review and those between, in order. */
  readonly again: readonly string[];
}

/** The steps that a debate is made of: nobody writes them down. */
export type DebatePart = 'head' | 'judge';

/** One frame, one a branch (all at once), one an item of lists (some at once), or one a round (one after the other). */
export type Frames = 'once' | 'branches' | 'items' | 'rounds';

export interface Body {
  readonly key: string;
  /** As of its steps. */
  readonly flow: string;
  readonly machine: MachineConfig;
  readonly order: readonly string[];
  readonly steps: Readonly<Record<string, Step>>;
}

/** The most that a run can start; absent where no number bounds it. People who choose *retry* add to it. */
export interface Bounds {
  readonly sessions?: number;
  readonly parallel?: number;
}

export interface Workflow {
  readonly name: string;
  readonly spec: Spec;
  readonly bodies: Readonly<Record<string, Body>>;
  readonly outputs: Exprs;
  /** Every agent of the run: the workflow's own by their names, those of a workflow that is used as `lint/writer`. */
  readonly agents: Readonly<Record<string, AgentSpec>>;
  readonly vendors: Readonly<Record<string, string>>;
  /** Policies where they stand, from the widest level to the narrowest. */
  readonly guards: readonly Guard[];
  readonly bounds: Bounds;
  /** Whether some expression looks into the steps of closed frames; else they are forgotten. */
  readonly keepsSteps: boolean;
}

/** No step's key: keys are ids joined by `/`. */
export const rootBody = '/';
export const handlerOf = (step: string) => `${step}__catch`;

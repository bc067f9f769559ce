/**
 * What policies talk about: the moment that is judged, what a policy says of it, and what it remembers. Plain data,
 * so that the engine can journal it and a table of cases can write it down.
 */
import type { Json } from '../schema/json.ts';
import type { OpaqueKind } from '../schema/policy.ts';

/** One command that a shell would run. `args` are the words after program and subcommand; `flags` those that begin with `-`. */
export interface Command {
  /** By its base name: `git` for `/usr/bin/git`. */
  readonly program: string;
  /** Of programs that have them (`git push`, `npm install`); else ''. */
  readonly subcommand: string;
  readonly args: readonly string[];
  readonly flags: readonly string[];
}

export interface FileEffect {
  /** Relative to the workspace with `/`, symlinks and `..` resolved; outside of it absolute. */
  readonly path: string;
  readonly op: 'read' | 'create' | 'edit' | 'delete';
  /** SHA-256 of the content after, in hex; `deleted` for a delete; absent: not known. */
  readonly hash?: string;
}

/** What a tool call is, as far as it can be known before it happens. */
export interface Reading {
  readonly files: readonly FileEffect[];
  readonly commands: readonly Command[];
  /** Packages that it installs, by name. */
  readonly installs: readonly string[];
  /** Network hosts that it names. */
  readonly hosts: readonly string[];
  /** Each reason why there may be more than is said here; empty: it was read with certainty. */
  readonly opaque: readonly { readonly kind: OpaqueKind; readonly why: string }[];
}

export interface ToolCall {
  readonly kind: string;
  readonly name: string;
  /** SHA-256 over kind, name and input, in hex. */
  readonly digest: string;
  readonly input: unknown;
  readonly reading: Reading;
  /** Of a call that is over: whether it came to what it wanted. */
  readonly ok?: boolean;
}

/** An amount in micro-dollars; undefined: not known, which is never 0. */
export type Amount = number | undefined;

export interface Cost {
  readonly run: Amount;
  readonly session: Amount;
  readonly agent: Amount;
  readonly step: Amount;
  /** What sessions that run may still spend, by their `limits.cost_usd`; what is due counts its own. */
  readonly reserved: number;
  readonly userToday: Amount;
  readonly projectToday: Amount;
}

export interface Who {
  readonly name: string;
  readonly vendor: string;
}

/**
 * What is known when something is judged or has happened. Members that cost something to work out may be getters:
 * each is read only where an expression reads it.
 */
export interface Moment {
  /** Milliseconds since the epoch: of the event. */
  readonly now: number;
  readonly run: {
    readonly id: string;
    readonly workflow: string;
    readonly startedBy: string;
    readonly startedAt: number;
  };
  readonly cost: Cost;
  readonly running: readonly { readonly step: string; readonly agent: string; readonly vendor: string }[];
  readonly agent?: Who & { readonly harness: string; readonly model: string; readonly sandboxed: boolean };
  /** `id` is the address as people write it: `build[1].write`. */
  readonly step?: { readonly id: string; readonly kind: string; readonly writer?: Who; readonly reviewer?: Who };
  readonly session?: { readonly id: string };
  readonly tool?: ToolCall;
  readonly turn?: { readonly text: string };
  readonly merge?: {
    readonly branch: string;
    readonly into: string;
    /** What the merge would change in `into`, with the content that would land. */
    readonly files: readonly FileEffect[];
    readonly writer?: Who;
    readonly verdicts: readonly { readonly verdict: string; readonly reviewer: Who }[];
  };
  readonly verdict?: {
    readonly verdict: string;
    readonly reviewer: Who;
    readonly writer: Who;
    readonly files: readonly FileEffect[];
  };
  readonly usage?: { readonly input: number; readonly output: number; readonly microUsd: Amount };
  readonly message?: { readonly role: string; readonly text: string };
  readonly approval?: {
    readonly granted: boolean;
    readonly by: string;
    readonly rule: string;
    /** The policy's state and the costs as they were when the person was asked. */
    readonly state: Readonly<Record<string, Json>>;
    readonly cost: Cost;
  };
}

/** What a rule that matches says. */
export interface Finding {
  readonly rule: string;
  readonly decision: 'deny' | 'ask' | 'hold';
  readonly reason: string;
  /** What the rule read, by its name in the expression: `cost.run`, `state.installed`. Long values are cut. */
  readonly facts: Readonly<Record<string, Json>>;
  /** Present: the rule could not be decided, so it matches; why. */
  readonly unknown?: string;
}

/** The value of a state, or why it is not known. */
export type StateValue = { readonly value: Json } | { readonly unknown: string };
/** The state of one policy for one run, session or agent; what is absent has its default. */
export type PolicyState = Readonly<Record<string, StateValue>>;

/** How one value changed: never the whole of a list that only grew. `drop`: so many of the oldest went. */
export type Change =
  | { readonly append: readonly Json[]; readonly drop?: number }
  | { readonly set: Json }
  | { readonly unknown: string };

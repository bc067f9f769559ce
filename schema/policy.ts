/** The Policy document: state that a run accumulates, and the rules that guard what may happen next. */
import type { JsonObject } from './json.ts';

/** What a rule stands before: something that can still be stopped. */
export const POINTS = ['step', 'turn', 'tool', 'result', 'egress', 'merge', 'approval'] as const;
export type Point = (typeof POINTS)[number];

/** What a track follows: something that happened. */
export const TRACK_POINTS = ['step', 'tool', 'message', 'usage', 'verdict', 'approval'] as const;
export type TrackPoint = (typeof TRACK_POINTS)[number];

/** Why a tool call could not be read with certainty. */
export const OPAQUE_KINDS = ['parse', 'limit', 'chars', 'dynamic', 'env', 'interpreter', 'script', 'remote'] as const;
export type OpaqueKind = (typeof OPAQUE_KINDS)[number];

export interface TrackSpec {
  after: TrackPoint | TrackPoint[];
  /** An expression; absent: always. */
  when?: string;
  /** What the named state becomes: expressions. */
  set: Record<string, string>;
}

export interface RuleSpec {
  id: string;
  before: Point | Point[];
  /** An expression; absent: always. */
  when?: string;
  decide: 'deny' | 'ask' | 'hold';
  /** May hold `${{ }}`. */
  reason: string;
  /** Of an ask: who may answer, how far the answer reaches, and how long it may take (default 24h). */
  approvers?: { roles?: string[]; not?: 'starter'[]; at_least?: number };
  grant?: 'once' | 'session' | 'run';
  timeout?: string;
}

/** A policy as it stands somewhere: `uses` is resolved, and every input has its value. */
export interface PolicySpec {
  /** Unique among the policies of one level and place. */
  name: string;
  description?: string;
  /** Whose doings share the state. Default `run`: all agents of the run. */
  scope?: 'run' | 'session' | 'agent';
  /** JSON Schemas by name. */
  inputs?: Record<string, JsonObject>;
  /** The value of every input. */
  with?: JsonObject;
  /** JSON Schemas by name, each with a `default`. */
  state?: Record<string, JsonObject>;
  /** The kinds of opaque call that make `commands`, `files`, `hosts` and `installs` unknown. Default: all. */
  opaque?: OpaqueKind[];
  track?: TrackSpec[];
  rules: RuleSpec[];
}

/** The words of policies that the shapes, the compiler and the engine share. Costs nothing to load. */

/** What a rule stands before: something that can still be stopped. */
export const POINTS = ['step', 'turn', 'tool', 'result', 'egress', 'merge', 'approval'] as const;
export type Point = (typeof POINTS)[number];

/** What a track follows: something that happened. */
export const TRACK_POINTS = ['step', 'tool', 'message', 'usage', 'verdict', 'approval'] as const;
export type TrackPoint = (typeof TRACK_POINTS)[number];

/** Why a tool call could not be read with certainty. */
export const OPAQUE_KINDS = ['parse', 'limit', 'chars', 'dynamic', 'env', 'interpreter', 'script', 'remote'] as const;
export type OpaqueKind = (typeof OPAQUE_KINDS)[number];

/** A policy: state that a run accumulates, and the rules that guard what may happen next. Costs nothing to load. */
export { OPAQUE_KINDS, type OpaqueKind, POINTS, type Point, TRACK_POINTS, type TrackPoint } from './points.ts';
export type { PolicySpec, RuleSpec, TrackSpec } from './policy-document.ts';

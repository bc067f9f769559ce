/** The run views: pure data folded from events. See `types.ts` for what is in one. */
export type {
  AskRow,
  Cost,
  FrameRow,
  LifeState,
  ReviewSummary,
  RunStatus,
  RunView,
  SaidLine,
  StepKind,
  StepRow,
  TimelineEntry,
} from './types.ts';

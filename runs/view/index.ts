/** The run views: pure data folded from events. See `types.ts` for what is in one, `fold.ts` for how it comes about. */

export type { StepKind } from '../../schema/steps/index.ts';
export type { OpenAsk } from '../asks.ts';
export { describeView, type RunSummary } from './describe.ts';
export { emptyView, foldView } from './fold.ts';
export { named } from './named.ts';
export type { KnownWorkflow } from './rows.ts';
export { describeTool } from './said.ts';
export { emptyTalk, foldTalk, type Talk, type TalkAnswer, type TalkEntry } from './talk.ts';
export { titleOfFrame } from './tree-rows.ts';
export type {
  AskRow,
  Cost,
  FrameRow,
  LifeState,
  ReviewSummary,
  RunStatus,
  RunView,
  SaidLine,
  StepRow,
  TimelineEntry,
} from './types.ts';

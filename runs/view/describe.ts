/** A run for machines: the whole of its view, with maps as lists. `omni show --json` and the API say the same. */
import type { AskRow, FrameRow, RunView, StepRow } from './types.ts';

export interface RunSummary extends Omit<RunView, 'steps' | 'frames' | 'asks' | 'timeline'> {
  readonly steps: readonly StepRow[];
  readonly frames: readonly FrameRow[];
  readonly asks: readonly AskRow[];
}

export function describeView({ steps, frames, asks, timeline: _, ...rest }: RunView): RunSummary {
  return { ...rest, steps: [...steps.values()], frames: [...frames.values()], asks: [...asks.values()] };
}

/** A run for machines: the whole of its view, with maps as lists. */
import type { RunView } from '../../runs/view/index.ts';

export function describeView({ steps, frames, asks, timeline: _, ...rest }: RunView): object {
  return { ...rest, steps: [...steps.values()], frames: [...frames.values()], asks: [...asks.values()] };
}

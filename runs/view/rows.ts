/** Finds, makes and changes the rows of a view, and keeps count of the steps at work. */
import type { Step, Workflow } from '../../engine/compile/workflow.ts';
import type { FrameRow, RunView, StepRow } from './types.ts';

/** What of a compiled workflow makes a view richer: kinds, titles, vendors and the steps that have not begun. */
export type KnownWorkflow = Pick<Workflow, 'name' | 'bodies' | 'vendors'>;

/** The key of a step's row. */
export function addressOf(frame: string, step: string): string {
  return frame === '' ? step : `${frame}/${step}`;
}

/** Adds the row of a frame and, where its body is known, one for each of its steps. */
export function addFrame(view: RunView, frame: FrameRow, workflow?: KnownWorkflow): void {
  view.frames.set(frame.frame, frame);
  for (const step of bodyOf(frame, workflow)?.order ?? []) rowOf(view, frame.frame, step, workflow);
}

/** The row of a step, made when it is not there. */
export function rowOf(view: RunView, frame: string, step: string, workflow?: KnownWorkflow): StepRow {
  const address = addressOf(frame, step);
  const found = view.steps.get(address);
  if (found !== undefined) return found;
  const parent = view.frames.get(frame);
  const spec = parent && stepIn(parent, step, workflow);
  const title = spec && titleOf(spec);
  const row: StepRow = {
    address,
    frame,
    step,
    ...(spec && { kind: spec.kind }),
    ...(title !== undefined && { title }),
    life: 'pending',
    visit: 0,
    attempt: 0,
    cost: { known: true, microUsd: 0 },
    reported: false,
    toolCalls: 0,
    lines: [],
    frames: [],
    openFrames: 0,
    asks: [],
  };
  view.steps.set(address, row);
  parent?.steps.push(address);
  return row;
}

/** Changes what decides whether a step is at work. */
export function change(view: RunView, row: StepRow, apply: (row: StepRow) => void): void {
  const [wasActive, waited] = [isActive(row), isWaiting(row)];
  apply(row);
  view.active += Number(isActive(row)) - Number(wasActive);
  view.waits += Number(isWaiting(row)) - Number(waited);
}

/** For a time to come, or for a policy to let go. */
const isWaiting = ({ life, held }: StepRow): boolean => life === 'waiting' || held !== undefined;

function isActive({ life, openFrames, asks }: StepRow): boolean {
  const begun = life === 'running' || life === 'stopping' || life === 'backoff';
  return begun && openFrames === 0 && asks.length === 0;
}

/** The step of a frame as it was compiled. */
export function stepIn(frame: FrameRow, step: string, workflow?: KnownWorkflow): Step | undefined {
  const steps = bodyOf(frame, workflow)?.steps;
  return steps && Object.hasOwn(steps, step) ? steps[step] : undefined;
}

function bodyOf({ body }: FrameRow, workflow: KnownWorkflow | undefined) {
  return body !== undefined && workflow && Object.hasOwn(workflow.bodies, body) ? workflow.bodies[body] : undefined;
}

/** What a step is about before it has said so itself. */
function titleOf({ spec }: Step): string | undefined {
  if ('run' in spec) return typeof spec.run === 'string' ? firstLine(spec.run) : spec.run.join(' ');
  if ('approve' in spec) return firstLine(spec.approve);
  if ('ask' in spec) return firstLine(spec.ask);
  if ('debate' in spec) return firstLine(spec.debate);
  if ('uses' in spec) return spec.uses;
  return undefined;
}

/** The first line that says something. */
export function firstLine(text: string): string {
  return text.trimStart().split('\n', 1)[0]?.trimEnd() ?? '';
}

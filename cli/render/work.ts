/** The agents' pieces of work in a run, with what others said of each: the rows of its summary. */
import type { RunView, StepRow } from '../../runs/view/index.ts';
import { formatAddress } from './address.ts';

/** One agent's piece of work, with what others said of it. */
export interface Work {
  readonly what: string;
  readonly writer: StepRow;
  readonly review?: StepRow;
  readonly checks: readonly StepRow[];
}

/** In the order of the tree. A check judges what was written before it, not what came after. */
export function workOf(view: RunView): readonly Work[] {
  const steps = inOrder(view).filter((step) => step.attempt > 0);
  const byFrame = new Map<string, StepRow[]>();
  for (const step of steps) {
    const beside = byFrame.get(step.frame);
    if (beside) beside.push(step);
    else byFrame.set(step.frame, [step]);
  }
  const writers = steps.filter((step) => step.kind === 'agent');
  const nameOf = namesOf(writers);
  return writers.map((writer) => {
    const beside = byFrame.get(writer.frame) ?? [];
    const review = beside.find((step) => step.kind === 'review');
    return {
      what: nameOf(writer),
      writer,
      ...(review === undefined ? {} : { review }),
      checks: beside.slice(beside.indexOf(writer)).filter((step) => step.kind === 'run'),
    };
  });
}

/** Each step before what happened in it, and that before the next step. */
function inOrder(view: RunView, frame = ''): readonly StepRow[] {
  const steps = view.frames.get(frame)?.steps.flatMap((address) => view.steps.get(address) ?? []) ?? [];
  return steps.flatMap((step) => [step, ...step.frames.flatMap((inner) => inOrder(view, inner))]);
}

/** Below the root a title says what it is about; in frames where a title is not the only one of its kind, addresses do. */
function namesOf(writers: readonly StepRow[]): (writer: StepRow) => string {
  const frames = new Map<string | undefined, string[]>();
  for (const { title, frame } of writers) frames.set(title, [...(frames.get(title) ?? []), frame]);
  const alike = new Set([...frames.values()].filter(({ length }) => length > 1).flat());
  return ({ frame, step, title }) => {
    if (frame === '') return step;
    return title === undefined || alike.has(frame) ? formatAddress(frame, step) : title;
  };
}

/** More rows than this are a log, not a summary. */
const mostRows = 40;

/** Of hundreds, those that somebody has to look at; the others are counted. */
export function pickWork(work: readonly Work[]): { readonly shown: readonly Work[]; readonly left: number } {
  if (work.length <= mostRows) return { shown: work, left: 0 };
  const shown = work.filter(needsLook).slice(0, mostRows);
  return { shown, left: work.length - shown.length };
}

const needsLook = ({ writer, review, checks }: Work): boolean =>
  [writer, review, ...checks].some((step) => step !== undefined && step.life !== 'done');

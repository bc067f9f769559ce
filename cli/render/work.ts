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

/** In the order in which the writers began. */
export function workOf(view: RunView): readonly Work[] {
  const steps = [...view.steps.values()];
  const byFrame = new Map<string, StepRow[]>();
  for (const step of steps) byFrame.set(step.frame, [...(byFrame.get(step.frame) ?? []), step]);
  return steps
    .filter((step) => step.kind === 'agent' && step.attempt > 0)
    .sort((one, other) => (one.startedAt ?? 0) - (other.startedAt ?? 0))
    .map((writer) => {
      const beside = (byFrame.get(writer.frame) ?? []).filter((step) => step.attempt > 0);
      const review = beside.find((step) => step.kind === 'review');
      return {
        what: writer.frame === '' ? writer.step : (writer.title ?? formatAddress(writer.frame, writer.step)),
        writer,
        ...(review === undefined ? {} : { review }),
        checks: beside.filter((step) => step.kind === 'run'),
      };
    });
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

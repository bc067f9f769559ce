/** Who wrote what is shown, and whether they hear what is said of it: an agent hears while it is at work, and only then. */
import { hears } from '../../../acts/index.ts';
import type { RunView, StepRow } from '../../../view/index.ts';
import { cut } from '../../html/html.ts';
import type { DiffSource } from './diff-source.ts';

export interface Writer {
  readonly address: string;
  readonly name: string;
  /** Absent: they hear. Else why they do not, and when they will. */
  readonly deaf?: string;
}

/** Undefined: nobody knows. `driven`: somebody drives the run. */
export function writerOf({ step }: DiffSource, view: RunView, driven: boolean): Writer | undefined {
  const row = step && view.steps.get(step.address);
  if (row === undefined) return undefined;
  const name = cut(row.agent ?? row.step, 60);
  return { address: row.address, name, ...(!hears(row, driven) && { deaf: whyDeaf(row, name, view) }) };
}

function whyDeaf({ kind, life }: StepRow, name: string, { status }: RunView): string {
  if (status !== 'running' && status !== 'waiting') return 'The run is over: nobody hears them any more.';
  if (kind !== 'agent') return `${name} is no agent: nobody hears them.`;
  switch (life) {
    case 'asking':
      return `${name} waits for an answer, and hears nothing meanwhile: they can be handed over once it goes on.`;
    case 'waiting':
    case 'backoff':
      return `${name} waits for its time, and hears nothing meanwhile: they can be handed over once it goes on.`;
    case 'pending':
    case 'stopping':
      return `${name} is not at work: they can be handed over once it has begun again.`;
    default:
      return `${name} has ended its work: they can be handed over if the run comes back to it.`;
  }
}

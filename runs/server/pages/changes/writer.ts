/** Who wrote what is shown, and whether they hear what is said of it: an agent hears while it is at work, and only then. */
import { slugOf } from '../../../../engine/address.ts';
import { ownWorkspace, sharedWorkspace } from '../../../../engine/advance/workspace.ts';
import { hearersOf, hears } from '../../../acts/index.ts';
import type { RunView, StepRow } from '../../../view/index.ts';
import { cut } from '../../html/html.ts';
import type { DiffSource } from './diff-source.ts';

export interface Writer {
  readonly address: string;
  readonly name: string;
  /** Absent: they hear. Else why they do not, and when they will. */
  readonly deaf?: string;
}

export interface WorkingRun {
  readonly run: string;
  readonly view: RunView;
  /** Somebody drives the run. */
  readonly driven: boolean;
  /** The workspaces that there are. */
  readonly workspaces: readonly string[];
}

/** Undefined: nobody knows. */
export function writerOf({ step, round, workspace }: DiffSource, working: WorkingRun): Writer | undefined {
  const { view, driven } = working;
  const known = step && view.steps.get(step.address);
  const isKnown = known !== undefined && (round !== undefined || hears(known, driven));
  const row = isKnown ? known : (atWork(workspace, working) ?? known);
  if (row === undefined) return undefined;
  const name = cut(row.agent ?? row.step, 60);
  return { address: row.address, name, ...(!hears(row, driven) && { deaf: whyDeaf(row, name, view) }) };
}

/** The agent at work in a workspace, which may have finished nothing yet: where no other is, the only one of the run. */
function atWork(workspace: string, { run, view, driven, workspaces }: WorkingRun): StepRow | undefined {
  const working = hearersOf(view, driven);
  const here = working.filter((row) => placesOf(run, row).find((place) => workspaces.includes(place)) === workspace);
  const [only, ...others] = here.length > 0 ? here : working;
  return others.length === 0 ? only : undefined;
}

/** Where a step may work, the nearest first: in a worktree of its own, of a frame that it stands in, or the shared one. */
function placesOf(run: string, { frame, step }: StepRow): readonly string[] {
  const parts = frame === '' ? [] : frame.split('/');
  const frames = parts.map((_, index) => parts.slice(0, parts.length - index).join('/'));
  const slugs = [slugOf(frame, step), ...frames.map((one) => slugOf(one))];
  return [...slugs.map((slug) => ownWorkspace(run, slug, {})), sharedWorkspace(run)].map(({ branch }) => branch);
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

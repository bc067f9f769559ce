/**
 * The agents that hear what is said to them: in the middle of a turn, or at the next one. While nobody drives the run,
 * so do those that begin again as soon as somebody does: what is said to them waits in the inbox until then.
 */
import { displayAddress } from '../../engine/address.ts';
import type { RunView, StepRow } from '../view/index.ts';
import { UnfitAct } from './unfit.ts';

/** Its attempt was ended in order, with the process that drove the run: it says nothing of the step, which begins again. */
const isCutOff = ({ life, attempt }: StepRow): boolean => life === 'pending' && attempt > 0;

/** Whether a step hears what is said to it now. `driven`: somebody drives the run. */
export const hears = (row: StepRow, driven: boolean): boolean =>
  row.kind === 'agent' && (row.life === 'running' || (!driven && isCutOff(row)));

/** The agents that hear what is said to them now. */
export const hearersOf = (view: RunView, driven: boolean): readonly StepRow[] =>
  [...view.steps.values()].filter((row) => hears(row, driven));

/** As people and the run itself write an address, without the visits in it: `build@2[1]/write` is `build[1].write`. */
export const bareAddress = (given: string): string =>
  given.replaceAll(/@\d+(\.\d+)?(:[\w-]+)?/g, '').replaceAll('/', '.');

/** The one agent at work that `to` names, by its step or its address. @throws UnfitAct */
export function findHearer(view: RunView, to: string, driven: boolean): StepRow {
  const steps = [...view.steps.values()];
  const isMeant = ({ frame, step }: StepRow) => step === to || displayAddress(frame, step) === bareAddress(to);
  const running = hearersOf(view, driven);
  const [found, ...others] = running.filter(isMeant);
  if (found && others.length === 0) return found;
  const kind = found ? 'ambiguous' : steps.some(isMeant) ? 'over' : 'missing';
  const agents = running.map(({ frame, step }) => displayAddress(frame, step));
  throw new UnfitAct(kind, `nothing called ${to} hears you now`, { do: 'tell', agents });
}

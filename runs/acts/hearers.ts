/** The agents that hear what is said to them: in the middle of a turn, or at the next one. */
import { displayAddress } from '../../engine/address.ts';
import type { RunView, StepRow } from '../view/index.ts';
import { UnfitAct } from './unfit.ts';

/** As people and the run itself write an address, without the visits in it: `build@2[1]/write` is `build[1].write`. */
export const bareAddress = (given: string): string =>
  given.replaceAll(/@\d+(\.\d+)?(:[\w-]+)?/g, '').replaceAll('/', '.');

/** The one agent at work that `to` names, by its step or its address. @throws UnfitAct */
export function findHearer(view: RunView, to: string): StepRow {
  const steps = [...view.steps.values()];
  const isMeant = ({ frame, step }: StepRow) => step === to || displayAddress(frame, step) === bareAddress(to);
  const running = steps.filter(({ kind, life }) => kind === 'agent' && life === 'running');
  const [found, ...others] = running.filter(isMeant);
  if (found && others.length === 0) return found;
  const kind = found ? 'ambiguous' : steps.some(isMeant) ? 'over' : 'missing';
  const agents = running.map(({ frame, step }) => displayAddress(frame, step));
  throw new UnfitAct(kind, `nothing called ${to} hears you now`, { do: 'tell', agents });
}

/** Puts a judgement on the agenda, once: what two events make due before it is judged is one judgement. */
import type { Judgement } from '../facts.ts';
import type { RunState } from '../state.ts';

type OfStep = Exclude<Judgement, { type: 'ended' }>;

export function makeDue({ agenda }: RunState, item: OfStep): void {
  if (!agenda.some((due) => isSame(due, item))) agenda.push(item);
}

function isSame(due: Judgement, item: OfStep): boolean {
  if (due.type !== item.type || due.frame !== item.frame || due.step !== item.step) return false;
  return due.type !== 'tool' || item.type !== 'tool' || due.call === item.call;
}

/** Timers are facts to come. Each start has a generation of its own, so a fire that was overtaken is known as such. */
import type { Timer } from '../state.ts';
import type { Fold, Site } from './context.ts';

export function startTimer(fold: Fold, name: string, timer: Omit<Timer, 'generation'>): void {
  const generation = ++fold.state.generation;
  fold.state.timers[name] = { ...timer, generation };
  fold.effects.push({ type: 'startTimer', timer: name, generation, deadline: timer.deadline });
}

export function stopTimer(fold: Fold, name: string): void {
  const timer = fold.state.timers[name];
  if (!timer) return;
  delete fold.state.timers[name];
  fold.effects.push({ type: 'stopTimer', timer: name, generation: timer.generation });
}

export const timerOf = (kind: 'timeout' | 'backoff' | 'wait', { frame, step }: Site) =>
  `${kind}:${frame.path}:${step.id}`;
export const askTimer = (approval: string) => `ask:${approval}`;
export const holdTimer = 'hold';

const minuteMs = 60_000;

/** At the next full minute whoever is held by a rule that reads the clock is judged again. */
export function startHold(fold: Fold): void {
  const deadline = (Math.floor(fold.at / minuteMs) + 1) * minuteMs;
  startTimer(fold, holdTimer, { kind: 'hold', frame: '', step: '', deadline });
}

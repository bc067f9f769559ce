/** Turns the timers that a run wants into facts. One alarm a name: a new generation replaces the one before. */
import type { TimerFired } from '../facts.ts';
import type { Clock } from '../ports/clock.ts';

export class Timers {
  private readonly alarms = new Map<string, { generation: number; cancel: () => void }>();
  private readonly clock: Clock;
  private readonly report: (fact: TimerFired) => void;

  constructor(clock: Clock, report: (fact: TimerFired) => void) {
    this.clock = clock;
    this.report = report;
  }

  start(timer: string, generation: number, deadlineMs: number): void {
    this.alarms.get(timer)?.cancel();
    const cancel = this.clock.after(deadlineMs, () => {
      this.alarms.delete(timer);
      const at = Math.max(this.clock.now(), deadlineMs);
      this.report({ type: 'timer.fired', id: `timer:${timer}#${generation}`, at, timer, generation });
    });
    this.alarms.set(timer, { generation, cancel });
  }

  stop(timer: string, generation: number): void {
    const alarm = this.alarms.get(timer);
    if (alarm?.generation !== generation) return;
    alarm.cancel();
    this.alarms.delete(timer);
  }

  stopAll(): void {
    for (const { cancel } of this.alarms.values()) cancel();
    this.alarms.clear();
  }
}

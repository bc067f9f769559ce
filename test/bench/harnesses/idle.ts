/** What sessions hold that wait for a model which never answers, started one after another. */
import { median } from '../statistics.ts';
import { startSession } from './sessions.ts';
import type { Stage } from './stage.ts';
import { type Held, heldMemory, pssMb } from './usage.ts';

/**
 * After a session that ended, so that no code is left to be loaded. What `omni` holds of a session is the median of the
 * steps from one to the next: V8 gives back at some point what ran before them, which is more than all of them hold.
 */
export async function measureIdle(stage: Stage, sessions = 10): Promise<Record<string, number>> {
  const { model, running } = stage;
  await model.play([{ hang: true }]);
  const held: { interrupt(): Promise<void> }[] = [];
  const looks: Held[] = [await heldMemory()];
  let oneMb: number | undefined;
  try {
    while (held.length < sessions) {
      const session = startSession(stage);
      held.push(session);
      await Promise.race([model.untilAsked(held.length), endOf(session.events)]);
      looks.push(await heldMemory());
      oneMb ??= pssMb(running());
    }
    return {
      idle_rss_mb: medianStep(looks.map(({ rssMb }) => rssMb)),
      idle_live_mb: medianStep(looks.map(({ liveMb }) => liveMb)),
      one_mb: oneMb ?? 0,
      each_mb: pssMb(running()) / sessions,
    };
  } finally {
    await Promise.all(held.map((session) => session.interrupt()));
  }
}

const medianStep = (values: readonly number[]): number =>
  median(values.slice(1).map((value, nth) => value - (values[nth] ?? value)));

/** Hears a session as whoever runs it does. Rejects with what it ended with; nobody waits for that when all is over. */
async function endOf(events: AsyncIterable<unknown>): Promise<never> {
  let last: unknown;
  for await (const event of events) last = event;
  throw new Error(`a session did not wait: ${JSON.stringify(last)}`);
}

/** What sessions hold that wait for a model which never answers, started one after another. */
import { startSession } from './sessions.ts';
import type { Stage } from './stage.ts';
import { heldMemory, pssMb } from './usage.ts';

/** After a first session, so that no code is left to be loaded. */
export async function measureIdle(stage: Stage, sessions = 10): Promise<Record<string, number>> {
  const { model, running } = stage;
  await model.play([{ hang: true }]);
  const before = heldMemory();
  const held: { interrupt(): Promise<void> }[] = [];
  let oneMb = 0;
  try {
    for (let count = 1; count <= sessions; count++) {
      const session = startSession(stage);
      held.push(session);
      await Promise.race([model.untilAsked(count), endOf(session.events)]);
      if (count === 1) oneMb = pssMb(running());
    }
    const after = heldMemory();
    return {
      idle_rss_mb: (after.rssMb - before.rssMb) / sessions,
      idle_live_mb: (after.liveMb - before.liveMb) / sessions,
      one_mb: oneMb,
      each_mb: pssMb(running()) / sessions,
    };
  } finally {
    await Promise.all(held.map((session) => session.interrupt()));
  }
}

/** Hears a session as whoever runs it does. Rejects with what it ended with; nobody waits for that when all is over. */
async function endOf(events: AsyncIterable<unknown>): Promise<never> {
  let last: unknown;
  for await (const event of events) last = event;
  throw new Error(`a session did not wait: ${JSON.stringify(last)}`);
}

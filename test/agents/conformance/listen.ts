/** Hears a session to its end. */
import type { Session, SessionEvent } from '../../../engine/ports/harness.ts';

/** All events. After each turn the session gets what `next` says, or is told that nothing more will come. */
export async function listen(session: Session, next?: (turns: number) => string | undefined): Promise<SessionEvent[]> {
  const events: SessionEvent[] = [];
  let turns = 0;
  for await (const event of session.events) {
    events.push(event);
    if (event.type !== 'turn') continue;
    turns += 1;
    const message = next?.(turns);
    if (message === undefined) session.close();
    else session.send(message);
  }
  return events;
}

/** The events of one type. */
export const of = <T extends SessionEvent['type']>(events: readonly SessionEvent[], type: T) =>
  events.filter((event): event is Extract<SessionEvent, { type: T }> => event.type === type);

/** What people say unasked: each word counts once, in its turn, and waits only while no question takes it. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { RunEvent } from '../../engine/events.ts';
import type { RunState } from '../../engine/state.ts';
import { asking, talking } from './cases.ts';
import { holds, workflowOf } from './holds.ts';
import { type Seen, World } from './world.ts';

const takesWords = ({ asks }: RunState): boolean =>
  Object.values(asks).some(({ ask }) => ask.kind === 'question' && !ask.output);

test('a word waits while nothing takes it, and then answers first what it fits', () => {
  holds(fc.tuple(fc.oneof(asking, talking), fc.nat(), fc.nat(60)), 100, ([given, seed, kill]) => {
    let wasAsked = false;
    const watch = ({ events, state }: Seen) => {
      if (events[0]?.type === 'message.kept') expect(wasAsked).toBe(false);
      if (state.mail) expect(takesWords(state)).toBe(false);
      wasAsked = takesWords(state);
    };
    const { journal, state } = new World(given, workflowOf(given), { seed, noise: true, twice: true, watch }).run();
    expect(mailAfter(journal)).toEqual(state.mail ?? []);
    const killed = new World(given, workflowOf(given), { seed, noise: true, twice: true, kills: [kill] }).run();
    expect(mailAfter(killed.journal)).toEqual(killed.state.mail ?? []);
  });
});

/** What is left of what was said; the first to come is the first to go, and none comes twice. */
function mailAfter(journal: readonly RunEvent[]): object[] {
  const mail: object[] = [];
  const counted = new Set<string>();
  for (const event of journal) {
    if (event.fact?.startsWith('message ')) {
      expect(counted).not.toContain(event.fact);
      counted.add(event.fact);
    }
    if (event.type === 'message.kept') mail.push({ by: event.by, text: event.text });
    else if ('kept' in event) expect({ by: event.by, text: event.text }).toEqual(mail.shift());
    if (event.type === 'question.answered') expect(event.text === '' || event.text.trim()).not.toBe('');
    if (event.type === 'question.answered' && event.command !== '') expect(event.text).toMatch(`/${event.command}`);
  }
  return mail;
}

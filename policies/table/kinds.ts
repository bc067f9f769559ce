/** What an event is: something that can still be stopped, something that happened, or an answer. */
import type { PolicyTestEvent } from '../../schema/policy-test.ts';

const GUARDED = ['tool', 'turn', 'merge', 'approval'] as const;
const FACTS = ['usage', 'verdict', 'message'] as const;

export type GuardedPoint = (typeof GUARDED)[number] | 'step';
export type EventKind =
  | { readonly is: 'point'; readonly point: GuardedPoint }
  | { readonly is: 'fact'; readonly fact: (typeof FACTS)[number] | 'step' }
  | { readonly is: 'answer'; readonly answer: 'grant' | 'refuse' };

/** `step` beside something else only says where that belongs. */
export function kindOf(event: PolicyTestEvent): EventKind {
  if (event.answer !== undefined) return { is: 'answer', answer: event.answer };
  const fact = FACTS.find((each) => event[each] !== undefined);
  if (fact !== undefined) return { is: 'fact', fact };
  const point = GUARDED.find((each) => event[each] !== undefined) ?? 'step';
  const ends = point === 'step' && typeof event.step === 'object' && event.step.finished === true;
  return ends ? { is: 'fact', fact: 'step' } : { is: 'point', point };
}

/** The event in a few words. */
export function describeEvent(event: PolicyTestEvent): string {
  const kind = kindOf(event);
  if (kind.is === 'answer') return `answer: ${kind.answer}`;
  const name = kind.is === 'fact' ? kind.fact : kind.point;
  const said = event[name];
  if (name === 'tool') return `tool: ${shorten(said)}`;
  return name === 'step' && typeof said === 'object' && said !== null && 'id' in said
    ? `step: ${String(said.id)}`
    : `${name}: ${shorten(said)}`;
}

const LONGEST = 90;

function shorten(value: unknown): string {
  const text = wordsOf(value).replace(/\s+/g, ' ').trim();
  return text.length > LONGEST ? `${text.slice(0, LONGEST - 1)}…` : text;
}

/** As YAML in one line would say it, without its braces. */
function wordsOf(value: unknown): string {
  if (typeof value !== 'object' || value === null) return String(value);
  if (Array.isArray(value)) return `[${value.map(wordsOf).join(', ')}]`;
  return Object.entries(value)
    .map(([key, one]) => `${key}: ${wordsOf(one)}`)
    .join(', ');
}

/**
 * Secrets are never journaled: where a fact enters, before anybody judges it, the values of declared secrets are
 * taken out of every string in it, also as base64, percent-encoded or escaped as JSON. What addresses the fact (its
 * step, its call) is ours and stays, or it would reach nobody. Line breaks stay as well: lines are counted by others.
 *
 * This is a net against accidents, not a wall: who wants to leak a secret can spell it backwards.
 */
import type { Fact } from '../engine/facts.ts';
import { OmniError } from '../schema/error.ts';
import { spellingsOf } from './spellings.ts';

/** Anything shorter stands in ordinary words, and taking it out would tear holes into them. */
export const shortestSecret = 6;

export interface Redactor {
  text(text: string): string;
  /** A copy of a JSON value, with the keys of its objects redacted too. */
  value<T>(value: T): T;
  fact<T extends Fact>(fact: T): T;
}

/** What a fact is found by; all of it is chosen by the engine or by a harness, none by an agent's words. */
const addressing: ReadonlySet<string> = new Set([
  ...['type', 'id', 'at', 'run', 'frame', 'step', 'attempt', 'index', 'call', 'session', 'timer', 'generation'],
  ...['approval', 'spec', 'prices'],
]);

/**
 * `secrets` maps names to values. An empty value is no secret and is left out; one shorter than `shortestSecret`
 * characters throws OMNI6016.
 */
export function createRedactor(secrets: Readonly<Record<string, string>>): Redactor {
  const spellings = Object.entries(secrets)
    .flatMap(([name, value]) => [...spellingsOf(checked(name, value))].map((spelling) => ({ name, spelling })))
    .sort((one, other) => other.spelling.length - one.spelling.length);

  const text = (original: string) => {
    const stretches = spellings.flatMap(({ name, spelling }) => find(original, spelling, name));
    return stretches.length === 0 ? original : replace(original, merge(stretches));
  };

  const value = <T>(original: T): T => {
    if (typeof original === 'string') return text(original) as T;
    if (original === null || typeof original !== 'object') return original;
    if (Array.isArray(original)) return original.map(value) as T;
    return Object.fromEntries(Object.entries(original).map(([key, member]) => [text(key), value(member)])) as T;
  };

  // The keys of an origin are ours: one that were taken for a secret would make an event that nobody can read.
  const origin = <T>(from: T): T =>
    from === null || typeof from !== 'object'
      ? value(from)
      : (Object.fromEntries(Object.entries(from).map(([key, member]) => [key, value(member)])) as T);
  const inFact = <T>(key: string, member: T): T =>
    addressing.has(key) ? member : key === 'from' ? origin(member) : value(member);

  const fact = <T extends Fact>(original: T): T => {
    const members = Object.entries(original);
    return Object.fromEntries(members.map(([key, member]) => [key, inFact(key, member)])) as T;
  };

  return { text, value, fact };
}

/** White space around it is seldom printed with it, and what is left is found either way. */
function checked(name: string, given: string): string {
  const value = given.trim();
  if (value.length === 0 || value.length >= shortestSecret) return value;
  throw new OmniError('OMNI6016', `The secret ${name} is too short to be kept out of the journal.`, {
    help: `A secret has at least ${shortestSecret} characters. If this is no secret, give it in \`env:\` as it is.`,
  });
}

interface Stretch {
  readonly name: string;
  readonly start: number;
  readonly end: number;
}

function find(text: string, spelling: string, name: string): Stretch[] {
  const found: Stretch[] = [];
  for (let start = text.indexOf(spelling); start >= 0; start = text.indexOf(spelling, start + 1)) {
    found.push(...linesOf(spelling).map(([from, to]) => ({ name, start: start + from, end: start + to })));
  }
  return found;
}

/** Where the lines of a spelling stand in it, without the signs that a diff sets before them. */
const linesOf = (spelling: string): readonly (readonly [from: number, to: number])[] =>
  [...spelling.matchAll(/(?<=^|\n[+\- ]|\n(?![+\- ]))[^\r\n]+/g)].map(({ index, 0: line }) => [
    index,
    index + line.length,
  ]);

/** In order and apart: where secrets overlap, the whole stretch is one, under the name of its longest spelling. */
function merge(stretches: readonly Stretch[]): Stretch[] {
  const inOrder = stretches.toSorted((one, other) => one.start - other.start || other.end - one.end);
  const apart: Stretch[] = [];
  for (const stretch of inOrder) {
    const last = apart.at(-1);
    if (last === undefined || stretch.start >= last.end) apart.push(stretch);
    else if (stretch.end > last.end) apart[apart.length - 1] = { ...last, end: stretch.end };
  }
  return apart;
}

function replace(text: string, stretches: readonly Stretch[]): string {
  let result = '';
  let from = 0;
  for (const { name, start, end } of stretches) {
    result += `${text.slice(from, start)}[secret ${name}]`;
    from = end;
  }
  return result + text.slice(from);
}

/**
 * A script of the world: how each attempt ends and how long it takes, and what people answer. It is a short list of
 * behaviours, and which of them an attempt shows is a hash of where it stands, so that the oracle and the engine meet
 * the same world without a common order of events, and a counterexample shrinks to a world that does one thing.
 */
import fc from 'fast-check';
import type { Origin, Tool } from '../../engine/events.ts';
import type { JsonObject } from '../../schema/json.ts';

export interface Behaviour {
  readonly ends: 'done' | 'failed' | 'lost';
  readonly durationMs: number;
  /** How long it takes to stop it. */
  readonly stopMs: number;
  readonly verdict: 'approve' | 'request_changes' | 'reject';
  readonly finding: string;
  readonly merge: 'merged' | 'conflict' | 'moved';
  readonly tools: readonly Tool['kind'][];
  /** What a head says of the others. */
  readonly agrees: boolean;
}
export interface Answer {
  readonly afterMs: number;
  readonly by: string;
  readonly says: 'grant' | 'refuse' | 'nothing';
  readonly choice: 'retry' | 'continue' | 'fail';
  /** Said to a question. */
  readonly words: string;
}
/** Said by somebody whom nobody asked. */
export interface Message {
  readonly atMs: number;
  readonly by: string;
  readonly words: string;
}
export type Rule = 'allow' | 'ask' | 'deny';
export interface Script {
  readonly behaviours: readonly Behaviour[];
  readonly answers: readonly Answer[];
  /** What the policies say of a step. */
  readonly rules: readonly Rule[];
  /** What the policies say of an agent's tool call. */
  readonly toolRules: readonly Rule[];
  /** One answer settles the asks of one rule wherever they were met. */
  readonly sharesAsks: boolean;
  /** Somebody cancels the run then, in milliseconds from its start. */
  readonly cancelAtMs: number | undefined;
  /** In the order in which they are sent. */
  readonly messages: readonly Message[];
}

export const starter = 'sam';
const people = [starter, 'tia', 'uma'];
/** Stands for a hang: longer than every timeout, and not for ever, so that a run without timeouts ends. */
const hangMs = 6007;

const duration = fc.oneof(
  { weight: 8, arbitrary: fc.integer({ min: 1, max: 199 }) },
  { weight: 1, arbitrary: fc.constant(hangMs) },
);
const behaviour = (ends: fc.Arbitrary<Behaviour['ends']>): fc.Arbitrary<Behaviour> =>
  fc.record({
    ends,
    durationMs: duration,
    stopMs: fc.integer({ min: 0, max: 40 }),
    verdict: fc.constantFrom('approve', 'request_changes', 'request_changes', 'reject'),
    finding: fc.constantFrom('f1', 'f2'),
    merge: fc.constantFrom('merged', 'merged', 'conflict', 'moved'),
    tools: fc.array(fc.constantFrom('shell', 'write', 'read'), { maxLength: 2 }),
    agrees: fc.boolean(),
  });
/** Words, commands, a command that there is not, and nothing. */
const words = fc.constantFrom('plain', 'plain', '/debate 2', '/quit', '/quti', ' ');
const answer: fc.Arbitrary<Answer> = fc.record({
  afterMs: fc.integer({ min: 1, max: 499 }),
  by: fc.constantFrom(...people),
  says: fc.constantFrom('grant', 'grant', 'grant', 'refuse', 'nothing'),
  choice: fc.constantFrom('retry', 'continue', 'fail'),
  words,
});
const message: fc.Arbitrary<Message> = fc.record({
  atMs: fc.integer({ min: 1, max: 2500 }),
  by: fc.constantFrom(...people),
  words,
});
/** In one instant nobody knows whose words come first. */
const messages = fc
  .uniqueArray(message, { maxLength: 6, size: 'max', selector: ({ atMs }) => atMs })
  .map((said) => said.toSorted((a, b) => a.atMs - b.atMs));

const rule = fc.oneof(
  { weight: 8, arbitrary: fc.constant<Rule>('allow') },
  { weight: 2, arbitrary: fc.constantFrom<Rule>('ask', 'deny') },
);
const cancelAtMs = fc.oneof(
  { weight: 5, arbitrary: fc.constant(undefined) },
  { weight: 1, arbitrary: fc.integer({ min: 1, max: 2500 }) },
);

/** Which worlds a family of cases lives in. */
export interface WorldMenu {
  /** The run may be cancelled at some time. */
  readonly timed: boolean;
  /** Tool calls too may have to wait for a person, and asks may be shared; the oracle knows neither. */
  readonly asks: boolean;
  /** Attempts may be lost without the engine's death. */
  readonly losses: boolean;
  /** People speak unasked. */
  readonly mail: boolean;
}

export function scripts({ timed, asks, losses, mail }: WorldMenu): fc.Arbitrary<Script> {
  const ends = fc.constantFrom<Behaviour['ends']>('done', 'done', 'done', 'failed', losses ? 'lost' : 'failed');
  return fc.record({
    behaviours: fc.array(behaviour(ends), { minLength: 1, maxLength: 5 }),
    answers: fc.array(answer, { minLength: 1, maxLength: 4 }),
    rules: fc.array(rule, { minLength: 1, maxLength: 6 }),
    toolRules: fc.array(fc.constantFrom<Rule>('allow', asks ? 'ask' : 'allow', 'deny'), { minLength: 1, maxLength: 4 }),
    sharesAsks: asks ? fc.boolean() : fc.constant(false),
    cancelAtMs: timed ? cancelAtMs : fc.constant(undefined),
    messages: mail ? messages : fc.constant([]),
  });
}

/**
 * What the attempt does. `ordinal` counts the attempts of the visit from 1, without those that a kill of the engine
 * took: its successor does what it would have done. From the sixth on everything succeeds, so that every run ends.
 */
export function behaviourOf(script: Script, frame: string, step: string, visit: number, ordinal: number): Behaviour {
  const chosen = pick(script.behaviours, `${frame}|${step}|${visit}|${ordinal}`);
  return ordinal < 6 ? chosen : { ...chosen, ends: 'done', durationMs: 7, verdict: 'approve', merge: 'merged' };
}

/**
 * What people answer to the `nth` ask (from 1) of that kind at that step, each in turn. From the third on nobody asks
 * for a retry, so that every run ends.
 */
export function answersTo(script: Script, frame: string, step: string, kind: string, nth: number): Answer[] {
  let afterMs = 0;
  return [1, 2, 3].map((turn) => {
    const chosen = pick(script.answers, `${frame}|${step}|${kind}|${nth}|${turn}`);
    afterMs += chosen.afterMs;
    return { ...chosen, afterMs, choice: nth > 2 && chosen.choice === 'retry' ? 'continue' : chosen.choice };
  });
}

/** The same to a question: whatever they say first, somebody answers it in the end. */
export function wordsTo(script: Script, frame: string, step: string, nth: number): Answer[] {
  const answers = answersTo(script, frame, step, 'question', nth);
  const last = answers.at(-1)!;
  return [...answers, { ...last, afterMs: last.afterMs + 50, says: 'grant', words: 'plain' }];
}

/** The fields of a form that is filled in with these words; the last of them do not fit. */
export const fieldsOf = (words: string): JsonObject => ({ n: words === '/quti' ? 'many' : words.length });

/** What a head of a debate, or its judge, says in the blind round or a later one. */
export function saidBy(agent: string, { finding, agrees }: Behaviour, part: string, round: number): JsonObject {
  if (part === 'judge') return { synthesis: `after ${round}`, agreed: [finding], differ: [] };
  const answer = `${agent} says ${finding}`;
  return round === 1 ? { answer } : { answer, agrees, changed: false, objections: agrees ? [] : [finding] };
}

/** What the policies say of an agent's `nth` tool call (from 0) in an attempt. */
export const toolRuleOf = (script: Script, step: string, nth: number): Rule => pick(script.toolRules, `${step}|${nth}`);

/** What the policies say of the step with that id, in every frame. */
export const ruleOf = (script: Script, step: string): Rule => pick(script.rules, step);

/** Of some acts it is noted where they came from; which, is a matter of their names. */
export function originOf(act: string): { readonly from?: Origin } {
  const chance = hashOf(`${act}|from`) % 3;
  if (chance === 0) return {};
  return { from: chance === 1 ? { way: 'cli' } : { way: 'page', token: 'phone', address: '192.0.2.7' } };
}

/** FNV-1a of a text, mixed: a number that stands for chance and is the same every time. */
export function hashOf(text: string): number {
  let hash = 2166136261;
  for (let index = 0; index < text.length; index += 1) hash = Math.imul(hash ^ text.charCodeAt(index), 16777619) >>> 0;
  return (hash ^ (hash >>> 13)) >>> 0;
}

function pick<T>(from: readonly T[], key: string): T {
  return from[hashOf(key) % from.length]!;
}

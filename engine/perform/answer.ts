/** A head or the judge of a debate: reads, answers in the shape that convergence is decided on, and changes nothing. */
import type { JsonObject } from '../../schema/json.ts';
import { createAnswerCheck } from './answer-check.ts';
import { cutText } from './cut-text.ts';
import { environmentOf, findAgent, type PerformerDeps } from './deps.ts';
import { holdSession } from './session.ts';
import type { Outcome, PlanOf, Work } from './work.ts';

/** Characters of an answer that are kept. */
const longestText = 64 * 1024;

const texts = { type: 'array', maxItems: 50, items: { type: 'string', minLength: 1 } } as const;
const answer = { type: 'string', minLength: 1, maxLength: longestText } as const;

/** Blind, nobody can agree with anyone yet. */
export const blindSchema: JsonObject = { type: 'object', required: ['answer'], properties: { answer } };
export const critiqueSchema: JsonObject = {
  type: 'object',
  required: ['answer', 'agrees', 'changed', 'objections'],
  properties: { answer, agrees: { type: 'boolean' }, changed: { type: 'boolean' }, objections: texts },
};
export const synthesisSchema: JsonObject = {
  type: 'object',
  required: ['synthesis', 'agreed', 'differ'],
  properties: { synthesis: answer, agreed: texts, differ: texts },
};

const schemaOf = ({ part, round }: PlanOf<'answer'>): JsonObject =>
  part === 'judge' ? synthesisSchema : round === 1 ? blindSchema : critiqueSchema;

export async function performAnswer(work: Work, plan: PlanOf<'answer'>, deps: PerformerDeps): Promise<Outcome> {
  const found = findAgent(deps, plan.agent);
  if ('error' in found) return { result: {}, error: found.error };
  const surroundings = environmentOf(deps, plan, found.agent);
  if ('error' in surroundings) return { result: {}, error: surroundings.error };
  const output = schemaOf(plan);
  const check = createAnswerCheck(output);
  const { place } = await deps.workspaces.open(deps.run, plan.workspace);
  const held = await holdSession(work, deps, {
    ...found,
    ...(plan.asks && { asks: true as const }),
    name: plan.agent,
    role: plan.part,
    prompt: plan.prompt,
    round: plan.round,
    place,
    env: surroundings.env,
    ...(plan.session !== undefined && { session: plan.session }),
    output,
    check,
  });
  const text = cutText(held.text, longestText);
  if (held.error) return { result: { text }, error: held.error };
  return { result: { text, ...(held.value !== undefined && { output: onlyNamed(held.value, output) }) } };
}

/** What the schema does not name says nothing in a debate. */
function onlyNamed(value: unknown, { properties }: JsonObject): JsonObject {
  const names = Object.keys(properties as JsonObject);
  return Object.fromEntries(Object.entries(value as JsonObject).filter(([name]) => names.includes(name)));
}

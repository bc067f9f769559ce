/** Checks a structured answer against its JSON Schema, and says in words what is wrong with it. */
import type { ErrorObject } from 'ajv';
import type { Json, JsonObject } from '../../schema/json.ts';

export interface Turn {
  readonly text: string;
  readonly output?: unknown;
}
export type AnswerCheck = (turn: Turn) => { readonly value: Json } | { readonly violation: string };

/** So many things are said to be wrong at most: an agent that got all wrong needs no list of it. */
const mostErrors = 10;

/** Rejects on a schema that is none. The validator is loaded when the first structured answer is wanted. */
export async function createAnswerCheck(schema: JsonObject): Promise<AnswerCheck> {
  const { Ajv } = await import('ajv');
  const validate = new Ajv({ strict: false, allErrors: true, validateFormats: false }).compile(schema);
  return (turn) => {
    const answer = turn.output === undefined ? parseAnswer(turn.text) : asJson(turn.output);
    if (answer === undefined) return { violation: 'the answer is not JSON' };
    if (validate(answer)) return { value: answer };
    return { violation: (validate.errors ?? []).slice(0, mostErrors).map(describe).join('; ') };
  };
}

function describe({ instancePath, message, params }: ErrorObject): string {
  const place = instancePath === '' ? 'the answer' : instancePath;
  const allowed = 'allowedValues' in params ? `: ${JSON.stringify(params.allowedValues)}` : '';
  return `${place} ${message ?? 'is wrong'}${allowed}`;
}

/** JSON that is the whole of a text, or its last fenced block. */
function parseAnswer(text: string): Json | undefined {
  const fenced = [...text.matchAll(/```(?:json)?\s*\n([\s\S]*?)\n\s*```/g)].at(-1)?.[1];
  return parse(text) ?? (fenced === undefined ? undefined : parse(fenced));
}

function parse(text: string): Json | undefined {
  try {
    return JSON.parse(text) as Json;
  } catch {
    return undefined;
  }
}

/** What a harness gives is not believed to be plain: what JSON can not hold does not get further. */
const asJson = (value: unknown): Json | undefined => parse(JSON.stringify(value) ?? '');

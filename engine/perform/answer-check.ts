/** Checks a structured answer against its JSON Schema, and says in words what is wrong with it. */
import { checkValue } from '../../schema/check/value.ts';
import type { Json, JsonObject } from '../../schema/json.ts';
import type { Path } from '../../schema/problem.ts';
import { cutText } from './cut-text.ts';
import { whyNotPlain } from './plain.ts';

export interface Turn {
  readonly text: string;
  readonly output?: unknown;
}
export type AnswerCheck = (turn: Turn) => { readonly value: Json } | { readonly violation: string };

/** So many things are said to be wrong at most: an agent that got all wrong needs no list of it. */
const mostErrors = 10;
/** Characters of one of them: it may quote a key that the agent made up. */
const longestError = 300;

/** `schema` is one that was accepted when its document was loaded. Patterns take linear time: the answer may be hostile. */
export function createAnswerCheck(schema: JsonObject): AnswerCheck {
  return (turn) => {
    const answer = turn.output === undefined ? parseAnswer(turn.text) : turn.output;
    if (answer === undefined) return { violation: 'the answer is not JSON' };
    const why = whyNotPlain(answer);
    if (why !== undefined) return { violation: `the answer ${why}` };
    const value = answer as Json;
    const findings = checkValue(schema, value, ['answer']);
    if (findings.length === 0) return { value };
    return { violation: findings.slice(0, mostErrors).map(describe).join('; ') };
  };
}

/** `` `title` must be a text, not a list (answer.subtasks[0].title)`` */
function describe({ path, message }: { readonly path: Path; readonly message: string }): string {
  const place = path.slice(1).map((part) => (typeof part === 'number' ? `[${part}]` : `.${part}`));
  return cutText(place.length === 0 ? message : `${message} (answer${place.join('')})`, longestError);
}

/** JSON that is the whole of a text, or its last fenced block. */
function parseAnswer(text: string): unknown {
  const fenced = [...text.matchAll(/```(?:json)?\s*\n([\s\S]*?)\n\s*```/g)].at(-1)?.[1];
  return parse(text) ?? (fenced === undefined ? undefined : parse(fenced));
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/**
 * A step's `env` takes numbers, but a program gets text: `VERSION: 1.10` would be `1.1`. The values no longer show it,
 * so the nodes are walked.
 */
import { isMap, isScalar, isSeq, type Pair } from 'yaml';
import type { Mark } from '../source.ts';
import type { YamlDocument } from '../yaml/document.ts';
import { pasteQuoted } from '../yaml/quote.ts';
import { extent, keyOf, lostText } from '../yaml/values.ts';

/** The numbers in `env` of a workflow's steps whose text does not survive. */
export function findLostText(document: YamlDocument): Mark[] {
  return walkBody(document.source.text, member(document.root, 'steps'));
}

export const lostMessage = (text: string): string =>
  `YAML reads ${text} as the number ${Number(text)}, and a text is wanted here`;

function walkBody(text: string, body: unknown): Mark[] {
  if (!isSeq(body)) return [];
  return body.items.flatMap((step) => [
    ...walkEnv(text, member(step, 'env')),
    ...walkBody(text, member(step, 'steps')),
    ...walkBody(text, member(step, 'on_error')),
  ]);
}

function walkEnv(text: string, env: unknown): Mark[] {
  if (!isMap(env)) return [];
  return env.items.flatMap(({ value }): Mark[] => {
    const lost = isScalar(value) ? lostText(value) : undefined;
    if (lost === undefined) return [];
    const [start, end] = extent(value);
    return [{ code: 'OMNI1017', start, end, message: lostMessage(lost), help: pasteQuoted(text, start, end) }];
  });
}

function member(node: unknown, key: string): unknown {
  return isMap(node) ? (node.items as Pair[]).find((pair) => keyOf(pair) === key)?.value : undefined;
}

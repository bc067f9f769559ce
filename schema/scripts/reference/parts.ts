/** What pages are made of: tables of keys and members, and the examples. */
import { readFileSync } from 'node:fs';
import type { Shape } from '../../shape.ts';
import { shapes } from '../shapes.ts';
import { gives, type Members } from './gives.ts';
import { keyTable } from './keys.ts';
import { code, fence, table } from './markdown.ts';

/** `root`: from the page to `docs/reference/`, so that its links lead there. */
export function keys(shape: Shape, { without = [], root = '' }: { without?: readonly string[]; root?: string } = {}) {
  return keyTable(shape, {
    without,
    links: [
      [shapes().AgentReference!, `[agent](${root}agent.md)`],
      [{ $ref: '#/$defs/JsonSchema' }, `[JSON Schema](${root}json-schema.md)`],
      [{ $ref: '#/$defs/PolicyReference' }, `[policy](${root}policy.md)`],
      [{ $ref: '#/$defs/Step' }, `[step](${root}steps/README.md)`],
    ],
  });
}

export const members = (given: Members): string =>
  table(
    ['name', 'type', ''],
    Object.entries(given).map(([name, [type, description]]) => [code(name), code(type), description]),
  );

/** A heading and its table, or nothing where nothing is given. */
export const results = (heading: string, given: Members): string[] =>
  Object.keys(given).length === 0 ? [] : [heading, members(given)];

/** What a kind of step, or a form of `steps`, gives; undefined where the table has no entry for it. */
export const findGiven = (name: string): Members | undefined =>
  Object.entries(gives).find(([known]) => known === name)?.[1];

/** What a kind of step gives. @throws Error where nobody has said it. */
export function givenBy(kind: string): Members {
  const given = findGiven(kind);
  if (given === undefined) throw new Error(`schema/scripts/reference/gives.ts does not say what \`${kind}\` gives`);
  return given;
}

/** The whole workflow, or document, that a page shows. @throws Error where nobody has written it yet. */
export function example(name: string): string {
  const file = `reference/${name}.yaml`;
  try {
    return fence(readFileSync(new URL(`../${file}`, import.meta.url), 'utf8'));
  } catch (cause) {
    throw new Error(`schema/scripts/${file} is missing: the reference shows a whole example of \`${name}\``, { cause });
  }
}

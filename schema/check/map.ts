/** What a shape says about the keys of a map. */
import type { JsonObject } from '../json.ts';
import type { Path } from '../problem.ts';
import type { Shape } from '../shape.ts';
import { helpFor } from '../suggest.ts';
import type { Checker, Visit } from './checker.ts';
import { type Finding, nameOf, show } from './finding.ts';

export function checkMap(checker: Checker, shape: Shape, value: JsonObject, path: Path, visit: Visit): Finding[] {
  const findings: Finding[] = [];
  for (const key of shape.required ?? []) {
    if (!Object.hasOwn(value, key)) {
      const owner = path.length === 0 ? 'the document' : nameOf(path);
      findings.push({
        code: 'OMNI1004',
        path,
        message: `the key \`${key}\` is missing in ${owner}`,
        ...helpOf(describe(shape, key)),
      });
    }
  }
  const count = Object.keys(value).length;
  if (shape.minProperties !== undefined && count < shape.minProperties) {
    findings.push({
      code: 'OMNI1007',
      path,
      message: `${nameOf(path)} has ${count} keys; it must have at least ${shape.minProperties}`,
    });
  }
  if (shape.maxProperties !== undefined && count > shape.maxProperties) {
    findings.push({
      code: 'OMNI1007',
      path,
      message: `${nameOf(path)} has ${count} keys; it must have at most ${shape.maxProperties}`,
    });
  }
  for (const [key, member] of Object.entries(value)) {
    const at = [...path, key];
    const shapes = shapesOf(checker, shape, key);
    if (shapes === 'unknown') findings.push(unknownKey(checker, shape, key, at));
    else for (const own of shapes) for (const found of visit(own, member, at)) findings.push(found);
  }
  return findings;
}

function shapesOf(checker: Checker, shape: Shape, key: string): readonly Shape[] | 'unknown' {
  const shapes: Shape[] = [];
  if (shape.properties && Object.hasOwn(shape.properties, key)) shapes.push(shape.properties[key]!);
  for (const [pattern, own] of Object.entries(shape.patternProperties ?? {})) {
    if (checker.matches(pattern, key)) shapes.push(own);
  }
  if (shapes.length > 0 || shape.additionalProperties === undefined || shape.additionalProperties === true)
    return shapes;
  return shape.additionalProperties === false ? 'unknown' : [shape.additionalProperties];
}

function unknownKey(checker: Checker, shape: Shape, key: string, at: Path): Finding {
  if (shape.patternProperties) {
    return {
      code: 'OMNI1007',
      path: at,
      atKey: true,
      message: `${show(key)} cannot be a name here`,
      help: 'a name begins with a letter and goes on with at most 63 letters, digits and `_`',
    };
  }
  const help = helpFor(key, Object.keys(shape.properties ?? {}));
  return (
    checker.explainKey?.(key, at) ?? {
      code: 'OMNI1003',
      path: at,
      atKey: true,
      message: `unknown key ${show(key)}`,
      ...helpOf(help),
    }
  );
}

function describe(shape: Shape, key: string): string | undefined {
  const description = shape.properties?.[key]?.description;
  return description && `\`${key}\`: ${description}`;
}

const helpOf = (help: string | undefined) => (help === undefined ? {} : { help });

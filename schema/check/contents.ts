/** What a shape says about the inside of a text, a number or a list. */
import { canonicalJson, type Json } from '../json.ts';
import type { Path } from '../problem.ts';
import type { Shape } from '../shape.ts';
import type { Checker, Visit } from './checker.ts';
import { type Finding, nameOf, show } from './finding.ts';

const finding = (path: Path, message: string, help?: string): Finding => ({
  code: 'OMNI1007',
  path,
  message,
  ...(help === undefined ? {} : { help }),
});

export function checkText(checker: Checker, shape: Shape, value: string, path: Path): Finding[] {
  const findings: Finding[] = [];
  // Lengths count characters, not code units.
  const length = shape.minLength === undefined && shape.maxLength === undefined ? 0 : [...value].length;
  if (shape.minLength !== undefined && length < shape.minLength) {
    findings.push(
      finding(
        path,
        length === 0
          ? `${nameOf(path)} is empty`
          : `${nameOf(path)} has ${length} characters; it must have at least ${shape.minLength}`,
      ),
    );
  }
  if (shape.maxLength !== undefined && length > shape.maxLength) {
    findings.push(finding(path, `${nameOf(path)} has ${length} characters; it must have at most ${shape.maxLength}`));
  }
  if (shape.pattern !== undefined && !checker.matches(shape.pattern, value)) {
    const examples = shape.examples?.map(String).join(', ');
    const wanted =
      shape.title === undefined ? `does not match ${showPattern(shape.pattern)}` : `is not a ${shape.title}`;
    findings.push(
      finding(path, `${nameOf(path)} is ${show(value)}, which ${wanted}`, examples && `for example ${examples}`),
    );
  }
  return findings;
}

/** As its author wrote it: a backslash of a pattern stands for itself. */
const showPattern = (pattern: string): string => show(pattern).replaceAll('\\\\', '\\');

export function checkNumber(shape: Shape, value: number, path: Path): Finding[] {
  const findings: Finding[] = [];
  const bound = (broken: boolean, wanted: string) => {
    if (broken) findings.push(finding(path, `${nameOf(path)} is ${value}; it must be ${wanted}`));
  };
  if (shape.minimum !== undefined) bound(value < shape.minimum, `at least ${shape.minimum}`);
  if (shape.maximum !== undefined) bound(value > shape.maximum, `at most ${shape.maximum}`);
  if (shape.exclusiveMinimum !== undefined)
    bound(value <= shape.exclusiveMinimum, `greater than ${shape.exclusiveMinimum}`);
  if (shape.exclusiveMaximum !== undefined)
    bound(value >= shape.exclusiveMaximum, `less than ${shape.exclusiveMaximum}`);
  if (shape.multipleOf !== undefined)
    bound(!Number.isInteger(value / shape.multipleOf), `a multiple of ${shape.multipleOf}`);
  return findings;
}

export function checkList(shape: Shape, value: readonly Json[], path: Path, visit: Visit): Finding[] {
  const findings: Finding[] = [];
  if (shape.minItems !== undefined && value.length < shape.minItems) {
    const wanted = `at least ${shape.minItems} item${shape.minItems === 1 ? '' : 's'}`;
    findings.push(
      finding(
        path,
        `${nameOf(path)} ${value.length === 0 ? 'is an empty list' : `has ${value.length}`}; it must have ${wanted}`,
      ),
    );
  }
  if (shape.maxItems !== undefined && value.length > shape.maxItems) {
    findings.push(finding(path, `${nameOf(path)} has ${value.length} items; it must have at most ${shape.maxItems}`));
  }
  if (shape.uniqueItems) {
    const seen = new Set<string>();
    for (const [index, item] of value.entries()) {
      const own = canonicalJson(item);
      if (seen.has(own))
        findings.push(
          finding([...path, index], `${nameOf([...path, index])} stands there twice`, 'remove one of them'),
        );
      seen.add(own);
    }
  }
  const { items } = shape;
  if (items)
    for (const [index, item] of value.entries())
      for (const found of visit(items, item, [...path, index])) findings.push(found);
  return findings;
}

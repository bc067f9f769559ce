/**
 * Checks a value against a shape, and says all that is wrong with it.
 *
 * An interpreter of our own, because a validator has three duties here that no library does together: cost nothing at
 * start (nothing is compiled), say one thing a mistake (a union reports the branch that was meant), and judge hostile
 * patterns with an engine that the caller chooses. In tests ajv is its oracle.
 */
import { canonicalJson, type Json, type JsonObject } from '../json.ts';
import type { Path } from '../problem.ts';
import type { Shape } from '../shape.ts';
import { helpFor } from '../suggest.ts';
import type { Checker, Visit } from './checker.ts';
import { checkList, checkNumber, checkText } from './contents.ts';
import { type Finding, nameOf, show, typeName, typeOf } from './finding.ts';
import { checkMap } from './map.ts';

export function check(checker: Checker, shape: Shape, value: Json, path: Path = []): Finding[] {
  if (shape.$ref !== undefined) return checkReference(checker, shape.$ref, value, path);
  const typed = checkType(shape, value, path) ?? checkWords(shape, value, path);
  if (typed) return [typed];
  return [...checkContent(checker, shape, value, path), ...checkCombined(checker, shape, value, path)];
}

function checkReference(checker: Checker, reference: string, value: Json, path: Path): Finding[] {
  const name = reference.slice(reference.lastIndexOf('/') + 1);
  const chosen = checker.choose?.(name, value, path);
  if (chosen && 'findings' in chosen) return chosen.findings;
  return check(checker, chosen?.shape ?? checker.shapes[name]!, value, path);
}

function checkContent(checker: Checker, shape: Shape, value: Json, path: Path): Finding[] {
  const visit: Visit = (inner, member, at) => check(checker, inner, member, at);
  if (typeof value === 'string') return checkText(checker, shape, value, path);
  if (typeof value === 'number') return checkNumber(shape, value, path);
  if (Array.isArray(value)) return checkList(shape, value, path, visit);
  if (typeof value === 'object' && value !== null) return checkMap(checker, shape, value as JsonObject, path, visit);
  return [];
}

/** The types that a shape admits; undefined: any. */
function typesOf(shape: Shape): readonly string[] | undefined {
  if (shape.type === undefined) return undefined;
  return typeof shape.type === 'string' ? [shape.type] : shape.type;
}

const admits = (types: readonly string[], type: string) =>
  types.includes(type) || (type === 'integer' && types.includes('number'));

function checkType(shape: Shape, value: Json, path: Path): Finding | undefined {
  const types = typesOf(shape);
  if (types === undefined || admits(types, typeOf(value))) return undefined;
  return wrongType(types, value, path, shape.title);
}

function wrongType(types: readonly string[], value: Json, path: Path, title?: string): Finding {
  const wanted = title === undefined ? types.map(typeName).join(' or ') : `a ${title}`;
  const message =
    value === null
      ? `${nameOf(path)} has no value; it must be ${wanted}`
      : `${nameOf(path)} must be ${wanted}, not ${typeof value === 'string' ? `the text ${show(value)}` : typeName(typeOf(value))}`;
  const glued =
    typeof value === 'string' && types.includes('object') ? /^(["']?[\w-]+["']?):\S/.exec(value)?.[1] : undefined;
  return {
    code: 'OMNI1005',
    path,
    message,
    ...(types.includes('string') && value !== null ? { wantsText: true as const } : {}),
    ...(glued === undefined ? {} : { help: `a key is followed by a colon and a space: \`${glued}: …\`` }),
  };
}

function checkWords(shape: Shape, value: Json, path: Path): Finding | undefined {
  const words = shape.enum ?? (shape.const === undefined ? undefined : [shape.const]);
  if (words === undefined) return undefined;
  const own = canonicalJson(value);
  if (words.some((word) => canonicalJson(word) === own)) return undefined;
  const texts = words.filter((word): word is string => typeof word === 'string');
  const list = words.slice(0, 24).map(show).join(', ');
  const help = typeof value === 'string' ? helpFor(value, texts) : undefined;
  return {
    code: 'OMNI1006',
    path,
    message: `${nameOf(path)} is ${show(value)}; it must be ${words.length === 1 ? list : `one of ${list}`}`,
    ...(help?.startsWith('did') ? { help } : {}),
    ...((typeof value === 'number' || typeof value === 'boolean') && texts.includes(String(value))
      ? { wantsText: true as const }
      : {}),
  };
}

function checkCombined(checker: Checker, shape: Shape, value: Json, path: Path): Finding[] {
  const { allOf = [], anyOf, oneOf, not } = shape;
  return [
    ...allOf.flatMap((part) => check(checker, part, value, path)),
    ...(anyOf ? checkBranches(checker, anyOf, value, path) : []),
    ...(oneOf ? checkExactlyOne(checker, oneOf, value, path) : []),
    ...(not && check(checker, not, value, path).length === 0
      ? [outOfBounds(path, `${nameOf(path)} is ${show(value)}, which is excluded`)]
      : []),
  ];
}

function checkExactlyOne(checker: Checker, branches: readonly Shape[], value: Json, path: Path): Finding[] {
  const fitting = branches.filter((branch) => check(checker, branch, value, path).length === 0).length;
  if (fitting === 0) return checkBranches(checker, branches, value, path);
  if (fitting === 1) return [];
  return [outOfBounds(path, `${nameOf(path)} fits ${fitting} of the shapes of which exactly one must fit`)];
}

const outOfBounds = (path: Path, message: string): Finding => ({ code: 'OMNI1007', path, message });

/** Where no branch fits, the one that was meant is told: its type fits, and the least is wrong with it. */
function checkBranches(checker: Checker, branches: readonly Shape[], value: Json, path: Path): Finding[] {
  const results: { types: readonly string[] | undefined; findings: Finding[] }[] = [];
  for (const branch of branches) {
    const findings = check(checker, branch, value, path);
    if (findings.length === 0) return [];
    results.push({ types: branchTypes(resolve(checker, branch)), findings });
  }
  const type = typeOf(value);
  const meant = results.filter(({ types }) => types === undefined || admits(types, type));
  if (meant.length === 0) return [wrongType([...new Set(results.flatMap(({ types }) => types ?? []))], value, path)];
  const fewest = Math.min(...meant.map(({ findings }) => findings.length));
  const nearest = meant.filter(({ findings }) => findings.length === fewest);
  if (nearest.length === 1) return nearest[0]!.findings;
  return [
    outOfBounds(
      path,
      `${nameOf(path)} is ${show(value)}, which fits none of the ${branches.length} shapes that it may have`,
    ),
  ];
}

const resolve = (checker: Checker, shape: Shape): Shape =>
  shape.$ref === undefined ? shape : (checker.shapes[shape.$ref.slice(shape.$ref.lastIndexOf('/') + 1)] ?? shape);

/** The types of a branch: its own, or those of its words. */
function branchTypes(shape: Shape): readonly string[] | undefined {
  return typesOf(shape) ?? (shape.enum ? [...new Set(shape.enum.map(typeOf))] : undefined);
}

/** Checks one document as a whole: its kind, its shape, its names, and the schemas that it holds. */
import { BASE_URL_HELP, whyNoBaseUrl } from '../base-url.ts';
import { shapes } from '../generated/shapes.ts';
import { isJsonObject, type Json, type JsonObject } from '../json.ts';
import type { Path } from '../problem.ts';
import type { Shape } from '../shape.ts';
import { helpFor } from '../suggest.ts';
import { checkAliases } from './aliases.ts';
import { check } from './check.ts';
import type { Checker } from './checker.ts';
import { elsewhere } from './elsewhere.ts';
import type { Finding } from './finding.ts';
import { show } from './finding.ts';
import { checkNames } from './ids.ts';
import { checkSchema } from './json-schema.ts';
import { later } from './later.ts';
import { checkPolicy, schemasOfPolicy } from './policy.ts';
import { choosePolicy } from './policy-reference.ts';
import { checkPolicyTest } from './policy-test.ts';
import { inlinePoliciesOf } from './standing.ts';
import { chooseStep } from './step.ts';

export const DOCUMENT_KINDS = ['Agent', 'Workflow', 'Policy', 'PolicyTest', 'Project'] as const;
export type DocumentKind = (typeof DOCUMENT_KINDS)[number];

/** The kind of a document, where it says one that is known. */
export function kindOfDocument(value: Json): DocumentKind | undefined {
  return isJsonObject(value) ? DOCUMENT_KINDS.find((kind) => kind === value.kind) : undefined;
}

export function checkDocument(value: Json): Finding[] {
  if (!isJsonObject(value)) {
    return [
      {
        code: 'OMNI1005',
        path: [],
        message: 'a document is a map of keys',
        help: 'it begins with `apiVersion: omni/v1`, `kind` and `name`',
      },
    ];
  }
  const kind = kindOfDocument(value);
  if (kind === undefined) return [wrongKind(value)];
  const findings = check(ownChecker(), shapes[kind]!, value);
  // The schemas that a wrong shape holds are told by their shape alone.
  const schemas = schemasOf(value, kind).filter(({ path }) => !findings.some((found) => startsWith(found.path, path)));
  return [
    ...findings,
    ...(kind === 'Workflow' ? checkNames(value) : []),
    ...(kind === 'PolicyTest' ? checkPolicyTest(value) : []),
    ...(kind === 'Project' ? checkAliases(value) : []),
    ...policiesOf(value, kind).flatMap(({ policy, path }) => checkPolicy(policy, path)),
    ...schemas.flatMap(({ schema, path }) => checkSchema(schema, path)),
    ...agentsOf(value, kind).flatMap(([agent, path]) => [...laterKeys(agent, path), ...checkBaseUrl(agent, path)]),
  ];
}

/** A JSON Schema that stands in a file of its own. */
export function checkSchemaDocument(value: Json): Finding[] {
  const findings = check(ownChecker(), shapes.JsonSchema!, value);
  return findings.length === 0 ? checkSchema(value as JsonObject, []) : findings;
}

function wrongKind(value: JsonObject): Finding {
  const { kind } = value;
  const known = DOCUMENT_KINDS.join(' | ');
  if (kind === undefined)
    return {
      code: 'OMNI1004',
      path: [],
      message: 'the key `kind` is missing in the document',
      help: `write \`kind: ${known}\``,
    };
  const help = typeof kind === 'string' ? helpFor(kind, DOCUMENT_KINDS) : undefined;
  return {
    code: 'OMNI1030',
    path: ['kind'],
    message: `there is no kind of document called ${show(kind)}`,
    ...(help === undefined ? {} : { help }),
  };
}

/** Patterns of our own shapes take linear time, so the built-in engine serves them. */
function ownChecker(): Checker {
  const compiled = new Map<string, RegExp>();
  return {
    shapes,
    matches: (pattern, text) => {
      const expression = compiled.get(pattern) ?? new RegExp(pattern, 'u');
      compiled.set(pattern, expression);
      return expression.test(text);
    },
    choose: (name, value, path): { shape: Shape } | { findings: Finding[] } | undefined =>
      name === 'Step'
        ? chooseStep(shapes, value, path)
        : name === 'PolicyReference'
          ? choosePolicy(shapes, value, path)
          : undefined,
    explainKey,
  };
}

function explainKey(key: string, path: Path): Finding | undefined {
  const help = elsewhere(key, path);
  return help === undefined
    ? undefined
    : { code: 'OMNI1003', path, atKey: true, message: `unknown key ${show(key)}`, help };
}

/** The policies that a document holds: itself, or those that are written in it. */
const policiesOf = (value: JsonObject, kind: DocumentKind) =>
  kind === 'Policy' ? [{ policy: value, path: [] }] : inlinePoliciesOf(value);

/** The author's JSON Schemas: a workflow's inputs, the `output` of its steps, what policies are given and remember. */
function schemasOf(value: JsonObject, kind: DocumentKind): { schema: JsonObject; path: Path }[] {
  const ofPolicies = policiesOf(value, kind).flatMap(({ policy, path }) => schemasOfPolicy(policy, path));
  const inputs =
    kind !== 'Workflow'
      ? []
      : Object.entries(value.inputs ?? {}).map(([name, schema]) => ({
          schema: schema as Json,
          path: ['inputs', name] as Path,
        }));
  const outputs = kind === 'Workflow' ? outputsOf(value.steps, ['steps']) : [];
  return [...ofPolicies, ...inputs, ...outputs].flatMap(({ schema, path }) =>
    isJsonObject(schema) && schema.file === undefined ? [{ schema, path }] : [],
  );
}

function outputsOf(body: Json | undefined, path: Path): { schema: Json; path: Path }[] {
  if (!Array.isArray(body)) return [];
  return (body as Json[]).flatMap((step, index) => {
    if (!isJsonObject(step)) return [];
    const at = [...path, index];
    const own = step.output === undefined ? [] : [{ schema: step.output, path: [...at, 'output'] }];
    return [...own, ...outputsOf(step.steps, [...at, 'steps']), ...outputsOf(step.on_error, [...at, 'on_error'])];
  });
}

/** Every agent that a document says something of, whatever else is wrong with it. */
function agentsOf(value: JsonObject, kind: DocumentKind): [JsonObject, Path][] {
  if (kind === 'Agent') return [[value, []]];
  return Object.entries(value.agents ?? {}).flatMap(([name, agent]): [JsonObject, Path][] =>
    isJsonObject(agent) ? [[agent, ['agents', name]]] : [],
  );
}

/** Keys whose shape is known already, because the types are, but that nothing honours yet. */
function laterKeys({ tools, sandbox }: JsonObject, path: Path): Finding[] {
  return [
    ...(isJsonObject(tools) && tools.agents !== undefined
      ? [later('agents as tools', [...path, 'tools', 'agents'])]
      : []),
    ...(isJsonObject(sandbox) ? [later('a sandbox other than `off`', [...path, 'sandbox'])] : []),
  ];
}

function checkBaseUrl({ base_url: url }: JsonObject, path: Path): Finding[] {
  const why = typeof url === 'string' && url !== '' ? whyNoBaseUrl(url) : undefined;
  if (why === undefined) return [];
  return [{ code: 'OMNI1007', path: [...path, 'base_url'], message: `\`base_url\` ${why}`, help: BASE_URL_HELP }];
}

const startsWith = (path: Path, prefix: Path) => prefix.every((element, index) => path[index] === element);

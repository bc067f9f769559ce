/**
 * The policies of one place -> themselves: what each `uses`, with the values of its inputs. A policy that is used in
 * two places stands in the spec twice, since each has its own inputs and its own state.
 */
import type { Finding } from '../check/finding.ts';
import { isJsonObject, type Json, type JsonObject } from '../json.ts';
import type { Path } from '../problem.ts';
import type { Files, Mention } from './files.ts';
import { findUsed } from './find.ts';
import { valueAt } from './mentions.ts';
import type { Origins } from './origins.ts';
import { inputsOf, type Schemas, soundSchemas } from './policy-inputs.ts';
import type { Report } from './report.ts';

/** `target`: where the spec holds what is resolved. */
export interface PolicyResolver {
  /** Those that stand in one place. */
  readonly standing: (mentions: readonly Mention[], target: Path) => JsonObject[];
  /** One that stands nowhere yet: of its inputs only defaults have a value. */
  readonly alone: (mention: Mention, target: Path) => JsonObject;
}

/** Characters of all policies that are used, each as often as it is: a spec holds each of them. */
const MAX_USED_LENGTH = 8 * 1024 * 1024;

export function makePolicies(files: Files, origins: Origins, report: Report): PolicyResolver {
  let usedLength = 0;

  function standing(mentions: readonly Mention[], target: Path): JsonObject[] {
    const policies: JsonObject[] = [];
    const names = new Set<Json | undefined>();
    for (const mention of mentions) {
      const policy = resolve(mention, [...target, policies.length]);
      if (!policy) continue;
      policies.push(policy);
      const { name } = policy;
      if (typeof name === 'string' && names.has(name)) report.finding(mention.document, sameName(name, mention));
      names.add(name);
    }
    return policies;
  }

  function alone(mention: Mention, target: Path): JsonObject {
    const value = valueAt(mention);
    if (!isJsonObject(value)) return {};
    origins.set(target, mention);
    return complete(value, defaultsOf(soundSchemas(value.inputs)), {}, mention, target);
  }

  function resolve(mention: Mention, target: Path): JsonObject | undefined {
    const value = valueAt(mention);
    if (!isJsonObject(value)) return undefined;
    if (!Object.hasOwn(value, 'uses')) {
      origins.set(target, mention);
      return fill(value, {}, mention, target);
    }
    const at: Mention = { ...mention, path: [...mention.path, 'uses'] };
    const { uses, with: given = {}, name } = value;
    const document = typeof uses === 'string' && uses !== '' ? findUsed('Policy', uses, at, files, report) : undefined;
    if (!document || !isJsonObject(document.value)) return undefined;
    usedLength += document.source.text.length;
    if (usedLength > MAX_USED_LENGTH) {
      report.finding(at.document, tooMuch(at));
      return undefined;
    }
    origins.set(target, { document, path: [] });
    origins.set([...target, 'uses'], at);
    const policy = fill(document.value, given, mention, target);
    if (name === undefined) return policy;
    origins.set([...target, 'name'], { ...mention, path: [...mention.path, 'name'] });
    return { ...policy, name };
  }

  function fill(policy: JsonObject, given: Json, mention: Mention, target: Path): JsonObject {
    const schemas = soundSchemas(policy.inputs);
    if (!schemas || !isJsonObject(given)) return complete(policy, {}, {}, mention, target);
    const { values, findings } = inputsOf(schemas, given, mention);
    for (const finding of findings) report.finding(mention.document, finding);
    return complete(policy, values, given, mention, target);
  }

  /** Without the header of its document, and with the value of every input. */
  function complete(
    { apiVersion: _, kind: __, ...policy }: JsonObject,
    values: JsonObject,
    given: JsonObject,
    mention: Mention,
    target: Path,
  ): JsonObject {
    for (const name of Object.keys(values)) {
      const origin = Object.hasOwn(given, name)
        ? { ...mention, path: [...mention.path, 'with', name] }
        : origins.get([...target, 'inputs', name, 'default']);
      if (origin) origins.set([...target, 'with', name], origin);
    }
    return {
      ...policy,
      ...(Array.isArray(policy.track) && { track: (policy.track as Json[]).map(asExpressions) }),
      ...(Object.keys(values).length > 0 && { with: values }),
    };
  }

  return { standing, alone };
}

const defaultsOf = (schemas: Schemas = {}): JsonObject =>
  Object.fromEntries(
    Object.entries(schemas).flatMap(([name, { default: value }]) => (value === undefined ? [] : [[name, value]])),
  );

/** A number or a boolean in `set` stands for itself. */
function asExpressions(track: Json): Json {
  if (!isJsonObject(track) || !isJsonObject(track.set)) return track;
  const set = Object.entries(track.set).map(([name, value]): [string, Json] => [
    name,
    typeof value === 'number' || typeof value === 'boolean' ? String(value) : value,
  ]);
  return { ...track, set: Object.fromEntries(set) };
}

const tooMuch = ({ path }: Mention): Finding => ({
  code: 'OMNI1020',
  path,
  message: `policies are used so often that they have more than ${MAX_USED_LENGTH} characters in all`,
  help: 'a policy over the workflow or the project holds for all of its steps',
});

function sameName(name: string, mention: Mention): Finding {
  const own = valueAt({ ...mention, path: [...mention.path, 'name'] }) === undefined ? 'uses' : 'name';
  return {
    code: 'OMNI4001',
    path: [...mention.path, own],
    message: `two policies that stand here are called \`${name}\``,
    help: `give one of them another name: \`name: ${name}-2\``,
  };
}

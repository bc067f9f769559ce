/** What the shape of a policy cannot say: names, what only an ask has, and state that begins with nothing. */
import { isJsonObject, type Json, type JsonObject } from '../json.ts';
import type { Path } from '../problem.ts';
import { helpFor } from '../suggest.ts';
import { whyUnreadable } from '../words.ts';
import type { Finding } from './finding.ts';
import { reserved } from './ids.ts';

/** Keys of a rule that say something about the person who is asked. */
const OF_AN_ASK: readonly string[] = ['approvers', 'grant', 'timeout'];

/** A Policy document, or a policy that is written where it stands. Total: what has the wrong type is left to the shapes. */
export function checkPolicy(policy: JsonObject, path: Path): Finding[] {
  return [
    ...namesOf(policy.inputs).flatMap((name) =>
      reserved('input', name, [...path, 'inputs', name], whyUnreadable(name), true),
    ),
    ...checkState(policy, path),
    ...list(policy.track).flatMap((track, index) => checkTrack(track, policy, [...path, 'track', index])),
    ...checkRules(list(policy.rules), [...path, 'rules']),
  ];
}

/** The author's JSON Schemas of a policy, and where they stand. */
export function schemasOfPolicy(policy: JsonObject, path: Path): { schema: Json; path: Path }[] {
  return ['inputs', 'state'].flatMap((key) => {
    const schemas = policy[key];
    return isJsonObject(schemas)
      ? Object.entries(schemas).map(([name, schema]) => ({ schema, path: [...path, key, name] }))
      : [];
  });
}

function checkState({ state }: JsonObject, path: Path): Finding[] {
  if (!isJsonObject(state)) return [];
  return Object.entries(state).flatMap(([name, schema]) => {
    const at = [...path, 'state', name];
    const lost: Finding[] =
      isJsonObject(schema) && schema.default === undefined
        ? [
            {
              code: 'OMNI4004',
              path: at,
              atKey: true,
              message: `the state \`${name}\` has no \`default\` to begin with`,
              help: `for example \`default: ${schema.type === 'array' ? '[]' : schema.type === 'string' ? '""' : schema.type === 'boolean' ? 'false' : '0'}\``,
            },
          ]
        : [];
    return [...reserved('state', name, at, whyUnreadable(name), true), ...lost];
  });
}

function checkTrack(track: Json, { state }: JsonObject, path: Path): Finding[] {
  if (!isJsonObject(track)) return [];
  const known = namesOf(state);
  return namesOf(track.set).flatMap((name): Finding[] => {
    if (known.includes(name)) return [];
    const help = known.length === 0 ? `declare it: \`state: { ${name}: { … } }\`` : helpFor(name, known);
    return [
      {
        code: 'OMNI4005',
        path: [...path, 'set', name],
        atKey: true,
        message: `the policy has no state called \`${name}\``,
        ...(help === undefined ? {} : { help }),
      },
    ];
  });
}

function checkRules(rules: readonly Json[], path: Path): Finding[] {
  const seen = new Map<string, number>();
  return rules.flatMap((rule, index) => {
    if (!isJsonObject(rule)) return [];
    const { id, decide } = rule;
    const findings: Finding[] = [];
    if (typeof id === 'string') {
      const first = seen.get(id);
      if (first === undefined) seen.set(id, index);
      else
        findings.push({
          code: 'OMNI4002',
          path: [...path, index, 'id'],
          message: `two rules of this policy have the id \`${id}\``,
          help: `the other one is rule ${first + 1}`,
        });
    }
    if (decide === 'deny' || decide === 'hold')
      for (const key of OF_AN_ASK)
        if (Object.hasOwn(rule, key))
          findings.push({
            code: 'OMNI4003',
            path: [...path, index, key],
            atKey: true,
            message: `\`${key}\` is about the person who is asked, and this rule says \`decide: ${decide}\``,
            help: 'remove it, or write `decide: ask`',
          });
    return findings;
  });
}

const namesOf = (value: Json | undefined): string[] => (isJsonObject(value) ? Object.keys(value) : []);
const list = (value: Json | undefined): readonly Json[] => (Array.isArray(value) ? value : []);

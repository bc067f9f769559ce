/** Roles that `approvers` name are those that `omni.yaml` gives people, or nobody could ever answer. */
import { isJsonObject, type Json, type JsonObject } from '../json.ts';
import type { Path } from '../problem.ts';
import { helpFor } from '../suggest.ts';
import type { Origins } from './origins.ts';
import { PROJECT_FILE } from './paths.ts';
import type { Report } from './report.ts';

/** Looks through a spec, or a document that was resolved. Total: what has the wrong type is left to the shapes. */
export type CheckRoles = (resolved: unknown, path: Path) => void;

export function makeRoles(roles: Json | undefined, origins: Origins, report: Report): CheckRoles {
  const people: JsonObject = isJsonObject(roles) ? roles : {};

  /** Whatever holds workflows, agents or policies. */
  function whole(value: unknown, path: Path): void {
    if (!isJsonObject(value)) return;
    owner(value, path);
    owner(value.workflow, [...path, 'workflow']);
    for (const [name, agent] of members(value.agents)) owner(agent, [...path, 'agents', name]);
    for (const [key, flow] of members(value.workflows)) whole(flow, [...path, 'workflows', key]);
  }

  /** Whatever holds policies and steps, or is a policy. */
  function owner(value: Json | undefined, path: Path): void {
    if (!isJsonObject(value)) return;
    for (const key of ['policies', 'steps', 'on_error'])
      for (const [inner, at] of items(value[key], [...path, key])) owner(inner, at);
    for (const [rule, at] of items(value.rules, [...path, 'rules'])) approvers(rule, at);
    if (value.approve !== undefined) approvers(value, path);
  }

  function approvers(value: Json, path: Path): void {
    if (!isJsonObject(value) || !isJsonObject(value.approvers)) return;
    const at = [...path, 'approvers'];
    const { roles: wanted, at_least: least } = value.approvers;
    const unknown = items(wanted, [...at, 'roles']).filter(
      ([role]) => typeof role === 'string' && !Object.hasOwn(people, role),
    );
    for (const [role, where] of unknown) tell(where, `no role is called \`${role}\``, helpOf(String(role)));
    if (!Array.isArray(wanted) || unknown.length > 0 || typeof least !== 'number') return;
    const able = new Set(wanted.flatMap((role) => people[String(role)] ?? [])).size;
    if (able < least)
      tell(
        [...at, 'at_least'],
        `${least} people must answer, and only ${able} ${able === 1 ? 'has' : 'have'} one of these roles`,
        `\`roles\` of ${PROJECT_FILE} says who has a role`,
      );
  }

  function helpOf(role: string): string | undefined {
    const known = Object.keys(people);
    if (known.length > 0) return helpFor(role, known);
    return `${PROJECT_FILE} at the root of the project says who has a role: \`roles: { ${role}: [ada@example.com] }\``;
  }

  function tell(path: Path, message: string, help: string | undefined): void {
    const origin = origins.get(path);
    if (origin !== undefined && 'document' in origin)
      report.finding(origin.document, {
        code: 'OMNI3008',
        path: origin.path,
        message,
        ...(help === undefined ? {} : { help }),
      });
  }

  return whole;
}

const members = (value: Json | undefined): readonly [string, Json][] =>
  isJsonObject(value) ? Object.entries(value) : [];

const items = (value: Json | undefined, path: Path): readonly (readonly [Json, Path])[] =>
  Array.isArray(value) ? (value as Json[]).map((item, index) => [item, [...path, index]]) : [];

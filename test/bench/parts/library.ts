/** The policies of the library that an ordinary run passes, given what they need for it. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import type { PolicySpec } from '../../../schema/policy.ts';
import { Skipped } from '../skipped.ts';

const library = join('policies', 'library');
const count = 20;
/** They would stop a run on this machine, at this hour. */
const left = ['office-hours.yaml', 'sandbox-required.yaml'];
const plenty = 1_000_000;
const inputs: Readonly<Record<string, PolicySpec['with']>> = {
  'max-tool-calls': { max: plenty },
  'loop-detector': { times: plenty, max: plenty },
};

export function twentyPolicies(): readonly PolicySpec[] {
  const files = existsSync(library) ? readdirSync(library).filter((name) => /^[a-z-]+\.yaml$/.test(name)) : [];
  const fitting = files.filter((name) => !left.includes(name));
  if (fitting.length < count) throw new Skipped(`${library} holds ${fitting.length} policies that fit`);
  return fitting.slice(0, count).map((name) => {
    const { apiVersion: _, kind: __, ...spec } = parse(readFileSync(join(library, name), 'utf8'));
    return { ...spec, with: inputs[spec.name] ?? {} };
  });
}

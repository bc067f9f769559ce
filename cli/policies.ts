/** Policies that a person names on the command line: files that hold some, and built-ins by their names. */
import type { PolicySpec } from '../schema/policy.ts';
import { openDocuments } from './documents.ts';
import { findPolicy } from './library.ts';
import { look } from './places.ts';
import { InvalidInput } from './report-error.ts';
import type { Terminal } from './terminal.ts';

/** Undefined when one of them is wrong; it was said then. @throws InvalidInput for what is no policy at all */
export function openPolicies(given: readonly string[], terminal: Terminal): readonly PolicySpec[] | undefined {
  const opened = given.map((name) => openOne(name, terminal));
  if (opened.includes(undefined)) return undefined;
  const specs = opened.flatMap((found) => found ?? []);
  for (const spec of specs) checkInputs(spec);
  const twice = specs.find(({ name }, at) => specs.findIndex((other) => other.name === name) < at);
  if (twice) throw new InvalidInput(`two policies are called ${twice.name}`, 'give one of them another name');
  return specs;
}

function openOne(given: string, terminal: Terminal): readonly PolicySpec[] | undefined {
  if (given.startsWith('omni/')) return [findPolicy(given).spec];
  if (look(given) === undefined) {
    throw new InvalidInput(`there is no file ${given}`, 'a file that holds a Policy, or a built-in: omni/budget');
  }
  const documents = openDocuments(given, terminal);
  if (documents === 'invalid') return undefined;
  const specs = (documents ?? []).flatMap(({ kind, spec }) => (kind === 'Policy' ? [spec] : (spec.policies ?? [])));
  if (specs.length === 0) {
    throw new InvalidInput(`${given} holds no policy`, 'a policy begins with `apiVersion: omni/v1` and `kind: Policy`');
  }
  return specs;
}

/** A policy that stands alone has only its defaults. */
function checkInputs({ name, inputs = {}, with: given = {} }: PolicySpec): void {
  const missing = Object.keys(inputs).filter((input) => !Object.hasOwn(given, input));
  if (missing.length === 0) return;
  throw new InvalidInput(
    `policy ${name} needs ${missing.join(', ')}`,
    'say it in a file of `kind: Project`: policies: [{ uses: …, with: { … } }]',
  );
}

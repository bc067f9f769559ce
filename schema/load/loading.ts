/** What every way of loading begins with: files that are read once, a report, and what the project says. */

import { type Builtins, makeFiles, type SourceReader } from './files.ts';
import type { Inlining } from './inline.ts';
import { makeOrigins } from './origins.ts';
import { readOverrides } from './overrides.ts';
import { makePolicies } from './policies.ts';
import { type ResolvedProject, resolveProject } from './project.ts';
import { makeReport } from './report.ts';
import { type CheckRoles, makeRoles } from './roles.ts';

export interface LoadOptions {
  /** Ready-made agents: `uses: omni/NAME` is the YAML text of NAME. */
  readonly builtins?: Readonly<Record<string, string>>;
  /** Ready-made policies, in the same way. */
  readonly policies?: Readonly<Record<string, string>>;
  /** The project's `omni.yaml`, as the reader takes it; it need not be there. Without: there is no project. */
  readonly project?: string;
  /** `NAME.KEY=VALUE` for agents of the entry: what they have otherwise this time. */
  readonly overrides?: readonly string[];
}

export interface Loading extends Inlining {
  /** Read when it is asked for, so that the files of an entry come first. */
  readonly project: () => ResolvedProject & { readonly checkRoles: CheckRoles };
}

export function beginLoading(
  reader: SourceReader,
  { builtins = {}, policies = {}, project, overrides = [] }: LoadOptions,
): Loading {
  const report = makeReport();
  const origins = makeOrigins();
  const given: Builtins = { Agent: builtins, Policy: policies };
  const files = makeFiles(reader, given, report);
  const policyResolver = makePolicies(files, origins, report);
  const inlining: Inlining = {
    files,
    origins,
    report,
    policies: policyResolver,
    aliases: () => resolved().models,
    overrides: readOverrides(overrides, report),
  };
  let known: ResolvedProject | undefined;
  const resolved = () => {
    known ??= project === undefined ? { spec: {} } : resolveProject(project, inlining);
    return known;
  };
  return {
    ...inlining,
    project: () => ({ ...resolved(), checkRoles: makeRoles(resolved().spec.roles, origins, report) }),
  };
}

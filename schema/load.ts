/**
 * Reads a workflow and everything that it `uses`, and gives the one resolved spec or every issue of every document.
 *
 * The spec keeps no positions, because it is pinned in a journal and hashed. `locate` finds them again for a problem
 * that a later check finds, for as long as the sources are at hand.
 */
import type { Issue } from './issue.ts';
import { isJsonObject } from './json.ts';
import type { DocumentFile, ReadDocument, SourceReader } from './load/files.ts';
import { resolveSpec } from './load/flows.ts';
import { beginLoading, type LoadOptions } from './load/loading.ts';
import { makePlaces, type Places } from './load/places.ts';
import type { Report } from './load/report.ts';
import type { Source } from './source.ts';
import type { Spec } from './spec.ts';

export type { ReadError, SourceReader } from './load/files.ts';
export type { LoadOptions } from './load/loading.ts';
export { AGENT_OPTION } from './load/overrides.ts';
export type { ValueOrigin } from './load/places.ts';

/** `locate` and `origin` take paths into `spec`: `['workflow', 'steps', 0, 'prompt']`, `['agents', 'lead', 'model']`. */
export interface Loaded extends Places {
  /** Absent when an error stands in `issues`. */
  readonly spec?: Spec;
  readonly issues: readonly Issue[];
  /** What was read, in this order: for code frames. */
  readonly sources: readonly Source[];
}

export function loadProject(entry: string, reader: SourceReader, options: LoadOptions = {}): Loaded {
  const loading = beginLoading(reader, options);
  const { files, origins, report, overrides } = loading;
  const file = files.documents(entry);
  const document = file && entryWorkflow(file, report);
  const flows = document && resolveSpec(document, loading);
  const { spec: ofProject, checkRoles } = loading.project();
  const spec = flows && ({ ...flows, ...ofProject } as Spec);
  checkRoles(spec, []);
  if (isJsonObject(document?.value)) overrides.checkNames(Object.keys(document.value.agents ?? {}), agentsOf(flows));
  const issues = report.issues();
  return {
    ...(spec && issues.every(({ severity }) => severity !== 'error') ? { spec } : {}),
    issues,
    sources: overrides.source ? [...files.sources, overrides.source] : files.sources,
    ...makePlaces(entry, origins),
  };
}

/** The names of the agents of each workflow that steps use. */
const agentsOf = (spec: Spec | undefined): Readonly<Record<string, readonly string[]>> =>
  Object.fromEntries(Object.entries(spec?.workflows ?? {}).map(([file, { agents }]) => [file, Object.keys(agents)]));

/** The one Workflow of the entry file. */
function entryWorkflow(file: DocumentFile, report: Report): ReadDocument | undefined {
  const [first, ...others] = file.documents.filter(({ kind }) => kind === 'Workflow');
  if (!first && !file.partial) {
    const empty = file.documents.length === 0;
    report.mark(file.source, {
      code: empty ? 'OMNI1019' : 'OMNI1031',
      start: 0,
      end: 0,
      message: empty ? 'this file holds no document' : 'this file holds no Workflow',
      help: 'a workflow begins with `apiVersion: omni/v1`, `kind: Workflow` and `name`',
    });
  }
  for (const other of others) {
    report.finding(other, {
      code: 'OMNI1031',
      path: ['kind'],
      message: 'this file holds more than one Workflow',
      help: 'put it in a file of its own',
    });
  }
  return first;
}

/** Reads a file of policies, of cases for them, or of a project: whatever stands by itself, beside any workflow. */
import { isJsonObject, type JsonObject } from './json.ts';
import { resolveAgents } from './load/agents.ts';
import type { ReadDocument, SourceReader } from './load/files.ts';
import { makeInliner } from './load/inline.ts';
import { beginLoading, type Loading, type LoadOptions } from './load/loading.ts';
import { itemsOf } from './load/mentions.ts';
import { makePlaces } from './load/places.ts';
import type { Loaded } from './load.ts';
import type { PolicySpec } from './policy.ts';
import type { PolicyTestSpec } from './policy-test.ts';
import type { ProjectSpec } from './project.ts';

/** A document with what it uses resolved. Of a Policy those inputs have a value in `with` that have a default. */
export type Document =
  | { readonly kind: 'Policy'; readonly spec: PolicySpec }
  | { readonly kind: 'PolicyTest'; readonly spec: PolicyTestSpec }
  | { readonly kind: 'Project'; readonly spec: ProjectSpec };

/** `locate` and `origin` take paths that begin with the place in `documents`: `[0, 'rules', 1, 'when']`. */
export interface LoadedDocuments extends Omit<Loaded, 'spec'> {
  /** Absent when an error stands in `issues`, and where the file holds a document of another kind, or none. */
  readonly documents?: readonly Document[];
}

/** Kinds of documents that need no workflow. */
const ALONE: readonly (string | undefined)[] = ['Policy', 'PolicyTest', 'Project'];

/** Undefined where the file, which can be read, is not one of documents that stand alone: then it is a workflow's. */
export function loadDocuments(
  entry: string,
  reader: SourceReader,
  options: LoadOptions = {},
): LoadedDocuments | undefined {
  const loading = beginLoading(reader, options);
  const { files, origins, report } = loading;
  const file = files.documents(entry);
  if (!file || file.documents.length === 0 || !file.documents.every(({ kind }) => ALONE.includes(kind)))
    return undefined;
  const documents = file.documents.map((document, index) => resolve(document, index, loading));
  const { checkRoles } = loading.project();
  for (const [index, { spec }] of documents.entries()) checkRoles(spec, [index]);
  const issues = report.issues();
  return {
    // Every document was checked against its shape.
    ...(issues.length === 0 ? { documents: documents as unknown as readonly Document[] } : {}),
    issues,
    sources: files.sources,
    ...makePlaces(entry, origins),
  };
}

function resolve(document: ReadDocument, index: number, loading: Loading): { kind: string; spec: JsonObject } {
  const value = isJsonObject(document.value) ? document.value : {};
  const { kind = '' } = document;
  const mention = { document, path: [] };
  if (kind === 'Policy') return { kind, spec: loading.policies.alone(mention, [index]) };
  loading.origins.set([index], mention);
  const { apiVersion: _, kind: __, agents = {}, policies, ...own } = value;
  const resolved = policies && {
    policies: loading.policies.standing(itemsOf(mention, 'policies'), [index, 'policies']),
  };
  if (kind === 'Project') return { kind, spec: { ...own, ...resolved } };
  const inliner = makeInliner(loading, () => undefined);
  const named = resolveAgents({ ...mention, path: ['agents'] }, agents, [index, 'agents'], loading, inliner);
  return { kind, spec: { ...own, ...resolved, agents: named } };
}

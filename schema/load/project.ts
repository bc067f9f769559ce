/** `omni.yaml`: what holds for all workflows of a project. That it is missing is fine; that it is something else is not. */
import { isJsonObject, type Json, type JsonObject } from '../json.ts';
import type { DocumentFile, Mention, ReadDocument } from './files.ts';
import type { Inlining } from './inline.ts';
import { itemsOf } from './mentions.ts';
import type { Report } from './report.ts';

export interface ResolvedProject {
  /** What of it every spec holds. */
  readonly spec: { readonly policies?: readonly JsonObject[]; readonly roles?: Json };
  /** Where its aliases stand, if it has any. */
  readonly models?: Mention;
}

/** Nothing where there is no such file, or one with no document in it: then it only marks the root. */
export function resolveProject(path: string, loading: Inlining): ResolvedProject {
  const file = loading.files.optional(path);
  const document = file && projectIn(file, loading.report);
  return document ? resolveProjectDocument(document, loading) : { spec: {} };
}

function resolveProjectDocument(document: ReadDocument, { policies }: Inlining): ResolvedProject {
  const { value } = document;
  if (!isJsonObject(value)) return { spec: {} };
  return {
    spec: {
      ...(value.policies !== undefined && {
        policies: policies.standing(itemsOf({ document, path: [] }, 'policies'), ['policies']),
      }),
      ...(value.roles !== undefined && { roles: value.roles }),
    },
    models: { document, path: ['models'] },
  };
}

/** Its one Project. Policies may stand beside it, for its own `uses`. */
function projectIn(file: DocumentFile, report: Report): ReadDocument | undefined {
  const [first, ...others] = file.documents.filter(({ kind }) => kind === 'Project');
  const strangers = file.documents.filter(({ kind }) => kind !== undefined && kind !== 'Project' && kind !== 'Policy');
  for (const document of [...others, ...strangers])
    report.finding(document, {
      code: 'OMNI1043',
      path: ['kind'],
      message:
        document.kind === 'Project'
          ? `${file.source.file} holds more than one Project`
          : `${file.source.file} holds a Project and its Policies, and this is a document of another kind`,
      help: 'put it in a file of its own',
    });
  const [policy] = file.documents;
  if (!first && policy && strangers.length === 0 && !file.partial)
    report.finding(policy, {
      code: 'OMNI1043',
      path: ['kind'],
      message: `${file.source.file} holds no Project`,
      help: 'it begins with `apiVersion: omni/v1` and `kind: Project`',
    });
  return first;
}

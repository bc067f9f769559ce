/**
 * Reads a workflow and everything that it `uses`, and gives the one resolved spec or every issue of every document.
 *
 * The spec keeps no positions, because it is pinned in a journal and hashed. `locate` finds them again for a problem
 * that a later check finds, for as long as the sources are at hand.
 */
import type { Issue } from './issue.ts';
import { type DocumentFile, makeFiles, type ReadDocument, type SourceReader } from './load/files.ts';
import { resolveSpec } from './load/flows.ts';
import { makeOrigins, type Origin, type Origins } from './load/origins.ts';
import { makeReport, type Report } from './load/report.ts';
import type { Path, Problem } from './problem.ts';
import { issueAt, positionAt, type Source } from './source.ts';
import type { Spec } from './spec.ts';
import { keyRangeOf, nodeAt, rangeOf } from './yaml/place.ts';

export type { ReadError, SourceReader } from './load/files.ts';

export interface Loaded {
  /** Absent when an error stands in `issues`. */
  readonly spec?: Spec;
  readonly issues: readonly Issue[];
  /** What was read, in this order: for code frames. */
  readonly sources: readonly Source[];
  /** The place of a problem whose path is one into `spec`: `['workflow', 'steps', 0, 'prompt']`, `['agents', 'lead', 'model']`. */
  readonly locate: (problem: Problem, severity?: Issue['severity']) => Issue;
  /** Which document a resolved value comes from; undefined for a value that nobody wrote. */
  readonly origin: (path: Path) => { readonly file: string; readonly line: number } | undefined;
}

export interface LoadOptions {
  /** Ready-made agents: `uses: omni/NAME` is the YAML text of NAME. */
  readonly builtins?: Readonly<Record<string, string>>;
}

export function loadProject(entry: string, reader: SourceReader, { builtins = {} }: LoadOptions = {}): Loaded {
  const report = makeReport();
  const origins = makeOrigins();
  const files = makeFiles(reader, builtins, report);
  const file = files.documents(entry);
  const document = file && entryWorkflow(file, report);
  const spec = document && resolveSpec(document, { files, builtins: Object.keys(builtins), origins, report });
  const issues = report.issues();
  return {
    ...(spec && issues.every(({ severity }) => severity !== 'error') ? { spec } : {}),
    issues,
    sources: files.sources,
    locate: (problem, severity) => locate(entry, origins, problem, severity),
    origin: (path) => originOf(origins.get(path)),
  };
}

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

function locate(entry: string, origins: Origins, problem: Problem, severity?: Issue['severity']): Issue {
  const { code, message, help, span } = problem;
  const origin = origins.get(problem.path);
  const mark = { code, message, ...(help === undefined ? {} : { help }) };
  if (origin === undefined)
    return issueAt({ file: entry, text: '', lineStarts: [0] }, { ...mark, start: 0, end: 0 }, severity);
  if ('text' in origin)
    return issueAt(origin.text, { ...mark, start: span?.start ?? 0, end: span?.end ?? 0 }, severity);
  return issueAt(origin.document.source, { ...mark, ...rangeOf(origin.document, origin.path, span) }, severity);
}

function originOf(origin: Origin | undefined): ReturnType<Loaded['origin']> {
  if (origin === undefined) return undefined;
  if ('text' in origin) return { file: origin.text.file, line: 1 };
  const { document, path } = origin;
  if (path.length > 0 && nodeAt(document, path) === undefined) return undefined;
  const { start } = keyRangeOf(document, path);
  return { file: document.source.file, line: positionAt(document.source, start).line };
}

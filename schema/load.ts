/**
 * Reads a workflow and everything that it `uses`, and gives the one resolved spec or every issue of every document.
 *
 * The spec keeps no positions, because it is pinned in a journal and hashed. `locate` finds them again for a problem
 * that a later check finds, for as long as the sources are at hand.
 */
import type { Finding } from './check/finding.ts';
import type { Issue } from './issue.ts';
import { isJsonObject, type Json } from './json.ts';
import { resolveAgent } from './load/agents.ts';
import { type DocumentFile, type Files, makeFiles, type ReadDocument, type SourceReader } from './load/files.ts';
import { makeInliner } from './load/inline.ts';
import { makeOrigins, type Origin, type Origins } from './load/origins.ts';
import { makeReport, type Report } from './load/report.ts';
import { reportUnknownSubAgents } from './load/sub-agents.ts';
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
  const spec = document && resolveSpec(document, files, Object.keys(builtins), origins, report);
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

function resolveSpec(
  document: ReadDocument,
  files: Files,
  names: readonly string[],
  origins: Origins,
  report: Report,
): Spec | undefined {
  const { value } = document;
  if (!isJsonObject(value)) return undefined;
  const inliner = makeInliner(files, origins, report);
  origins.set(['workflow'], { document, path: [] });
  const { apiVersion: _, kind: __, agents: references = {}, ...workflow } = value;
  const steps = inliner.body({ document, path: ['steps'] }, workflow.steps ?? [], ['workflow', 'steps']);

  const agents: Record<string, Record<string, Json>> = {};
  for (const name of isJsonObject(references) ? Object.keys(references) : []) {
    const mention = { document, path: ['agents', name] };
    origins.set(['agents', name], mention);
    const resolved = resolveAgent(files, names, report, mention);
    if (!resolved) continue;
    const agent: Record<string, Json> = { name };
    for (const [key, own] of resolved.values) {
      const origin = resolved.origins.get(key)!;
      origins.set(['agents', name, key], origin);
      agent[key] =
        key === 'instructions' && 'document' in origin ? inliner.text(origin, own, ['agents', name, key]) : own;
    }
    if (agent.harness === undefined) report.finding(document, noHarness(name));
    agents[name] = agent;
  }
  reportUnknownSubAgents(agents, origins, report);
  // Every document was checked against its shape; where one did not fit, the caller gives no spec.
  return { workflow: { ...workflow, steps }, agents } as unknown as Spec;
}

const noHarness = (name: string): Finding => ({
  code: 'OMNI1004',
  path: ['agents', name],
  atKey: true,
  message: `the agent \`${name}\` has no \`harness\``,
  help: 'write `harness: claude-code`, or `uses` an agent that has one',
});

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

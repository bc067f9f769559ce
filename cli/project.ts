/** A workflow as it stands in its files: read, checked and compiled, with everything that is wrong said at once. */
import { dirname, resolve } from 'node:path';
import { compile } from '../engine/compile/index.ts';
import type { Workflow } from '../engine/compile/workflow.ts';
import type { Issue } from '../schema/issue.ts';
import { type Loaded, loadProject } from '../schema/load.ts';
import { renderIssue } from '../schema/render.ts';
import type { Source } from '../schema/source.ts';
import { findProject, findWorkflow } from './places.ts';
import { makeReader } from './reader.ts';
import { plural } from './render/amounts.ts';
import type { Terminal } from './terminal.ts';

export interface Project {
  /** Relative to the current folder, as a person would write it. */
  readonly file: string;
  readonly workflow: Workflow;
  readonly origin: Loaded['origin'];
}

/** Undefined when an error stands; it was said then, and so were all warnings. */
export function openProject(path: string, terminal: Terminal): Project | undefined {
  const file = findWorkflow(path);
  const loaded = loadProject(file, makeReader(findProject(dirname(resolve(file)))));
  const compiled = loaded.spec === undefined ? undefined : compile(loaded.spec);
  const problems = compiled !== undefined && 'problems' in compiled ? compiled.problems : [];
  const issues = [...loaded.issues, ...problems.map(loaded.locate)];
  reportIssues(issues, loaded.sources, terminal);
  if (compiled === undefined || 'problems' in compiled || issues.some(({ severity }) => severity === 'error'))
    return undefined;
  return { file, workflow: compiled.workflow, origin: loaded.origin };
}

/** To stderr for people, as `issue` lines for machines. */
export function reportIssues(issues: readonly Issue[], sources: readonly Source[], terminal: Terminal): void {
  const { err } = terminal;
  for (const issue of issues) {
    if (terminal.json) terminal.emit('issue', issue);
    else err.print(renderIssue(issue, sources, { color: false }), '');
  }
  const errors = issues.filter(({ severity }) => severity === 'error').length;
  if (errors > 0 && !terminal.json) err.print(err.style.red(plural(errors, 'error')));
}

/** A workflow as it stands in its files: read, checked and compiled, with everything that is wrong said at once. */
import { dirname, join, resolve } from 'node:path';
import { compile } from '../engine/compile/index.ts';
import type { Workflow } from '../engine/compile/workflow.ts';
import { checkAssertions } from '../engine/explore/index.ts';
import { checkSpoken } from '../schema/check/spoken.ts';
import type { Issue } from '../schema/issue.ts';
import { type Loaded, type LoadOptions, loadProject, type SourceReader } from '../schema/load.ts';
import type { Problem } from '../schema/problem.ts';
import { issueToJson, type Palette, renderIssues } from '../schema/render.ts';
import type { Source } from '../schema/source.ts';
import { readBuiltins } from './builtins.ts';
import { findProject, findWorkflow, showPath } from './places.ts';
import { makeReader } from './reader.ts';
import type { Style } from './render/style.ts';
import { neutralise } from './render/text.ts';
import type { Terminal } from './terminal.ts';

export interface Project {
  /** Relative to the current folder, as a person would write it. */
  readonly file: string;
  readonly workflow: Workflow;
  readonly origin: Loaded['origin'];
  /** Says what a later check has found in the files. */
  readonly tell: (problems: readonly Problem[]) => void;
}

/** What of its `assert` has to be so: that it holds, that its steps exist, or nothing. */
export type Assertions = 'hold' | 'named' | 'ignored';

export interface OpenOptions {
  readonly assertions?: Assertions;
  /** A script plays every agent, so that no harness is asked whether it has the model. */
  readonly simulated?: boolean;
  /** `NAME.KEY=VALUE` of agents, for this time. */
  readonly agents?: readonly string[];
}

/** A workflow as it is read, before anybody is told. */
export interface Reading {
  /** Undefined when an error stands. */
  readonly project?: Omit<Project, 'tell'>;
  readonly issues: readonly Issue[];
  readonly sources: readonly Source[];
  readonly locate: (problem: Problem) => Issue;
}

/** Undefined when an error stands; it was said then, and so were all warnings. */
export function openProject(path: string, terminal: Terminal, options: OpenOptions = {}): Project | undefined {
  const { project, issues, sources, locate } = readProject(path, options);
  reportIssues(issues, sources, terminal);
  const tell = (found: readonly Problem[]): void => reportIssues(found.map(locate), sources, terminal);
  return project && { ...project, tell };
}

/** Says nothing. */
export function readProject(path: string, options: OpenOptions = {}): Reading {
  const file = findWorkflow(path);
  const [reader, reading] = readingFor(file);
  const loaded = loadProject(file, reader, { ...reading, overrides: options.agents ?? [] });
  const compiled = loaded.spec === undefined ? undefined : compile(loaded.spec);
  const problems =
    compiled === undefined ? [] : 'problems' in compiled ? compiled.problems : brokenIn(compiled.workflow, options);
  const unspoken = loaded.spec === undefined || options.simulated ? [] : checkSpoken(loaded.spec);
  const { sources, origin } = loaded;
  const locate = (problem: Problem): Issue => loaded.locate(problem);
  const issues = [...loaded.issues, ...[...unspoken, ...problems].map(locate)];
  const isBroken = issues.some(({ severity }) => severity === 'error');
  if (compiled === undefined || 'problems' in compiled || isBroken) return { issues, sources, locate };
  return { project: { file, workflow: compiled.workflow, origin }, issues, sources, locate };
}

/** What documents are read with: the files of the project that they stand in, its `omni.yaml`, and what is built in. */
export function readingFor(file: string): [SourceReader, LoadOptions] {
  const root = findProject(dirname(resolve(file)));
  return [makeReader(root), { ...readBuiltins(), project: showPath(join(root, 'omni.yaml')) }];
}

function brokenIn(workflow: Workflow, { assertions = 'hold' }: OpenOptions): readonly Problem[] {
  if (assertions === 'ignored') return [];
  return checkAssertions(workflow).filter(({ code }) => assertions === 'hold' || code === 'OMNI3021');
}

/** To stderr for people, as `issue` lines for machines. */
export function reportIssues(issues: readonly Issue[], sources: readonly Source[], terminal: Terminal): void {
  if (terminal.json) for (const issue of issues) terminal.emit('issue', issueToJson(issue));
  else if (issues.length > 0) terminal.err.print(renderIssues(issues, sources, paletteOf(terminal.err.style)));
}

/** A problem that stands in no document: an input of the command line. */
export function reportProblem({ code, message, help }: Problem, terminal: Terminal): void {
  const { err } = terminal;
  const { error, strong, help: paint } = paletteOf(err.style);
  if (terminal.json) terminal.emit('error', { code, message, help });
  err.print(`${error(`error[${code}]`)}${strong(`: ${neutralise(message)}`)}`);
  if (help !== undefined) err.print(`  = ${paint('help')}: ${neutralise(help)}`);
}

function paletteOf({ red, yellow, dim, bold, cyan }: Style): Palette {
  return {
    error: (text) => red(bold(text)),
    warning: (text) => yellow(bold(text)),
    frame: dim,
    strong: bold,
    help: cyan,
  };
}

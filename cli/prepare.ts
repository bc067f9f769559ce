/** What `plan` and `apply` begin with: the workflow, its inputs, the script that plays it, and the repository. */
import { readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { loadSimulation, type Simulation } from '../agents/simulate/index.ts';
import type { JsonObject } from '../schema/json.ts';
import { makeSource } from '../schema/source.ts';
import { findUnkept } from './harnesses.ts';
import { readInputs } from './inputs.ts';
import type { PlanOptions } from './options.ts';
import { look, maxDocumentBytes } from './places.ts';
import { openProject, type Project, reportIssues, reportProblem } from './project.ts';
import { InvalidInput, reasonOf } from './report-error.ts';
import type { Terminal } from './terminal.ts';

export interface Prepared extends Project {
  readonly inputs: JsonObject;
  readonly simulation?: Simulation;
  /** The folder to work on that was given, or is the current one; absolute. */
  readonly folder: string;
  /** The folder that a simulation wants to be copied and worked on instead; absolute. */
  readonly demo?: string;
}

/** Undefined when something is wrong; it was said then. `complete`: every input without a default must be given. */
export async function prepare(
  path: string,
  options: PlanOptions,
  terminal: Terminal,
  { complete }: { readonly complete: boolean },
): Promise<Prepared | undefined> {
  const project = openProject(path, terminal, { simulated: options.simulate !== undefined, agents: options.agent });
  const simulation = options.simulate === undefined ? undefined : openSimulation(options.simulate, terminal);
  if (project === undefined || (options.simulate !== undefined && simulation === undefined)) return undefined;
  const unkept = findUnkept(project.workflow, simulation);
  if (unkept.length > 0) {
    project.tell(unkept);
    return undefined;
  }
  const read = await readInputs(options, project.workflow.spec.workflow.inputs ?? {}, { complete });
  if ('problems' in read) {
    for (const problem of read.problems) reportProblem(problem, terminal);
    return undefined;
  }
  const folder = resolve(options.repo ?? '.');
  if (!look(folder)?.isDirectory()) throw new InvalidInput(`--repo: there is no folder ${options.repo}`);
  const demo = options.repo === undefined ? findDemo(simulation, options.simulate) : undefined;
  return {
    ...project,
    inputs: read.inputs,
    folder,
    ...(simulation === undefined ? {} : { simulation }),
    ...(demo === undefined ? {} : { demo }),
  };
}

/** Undefined when an error stands in it; it was said then. */
export function openSimulation(path: string, terminal: Terminal): Simulation | undefined {
  const kind = look(path);
  if (kind === undefined) throw new InvalidInput(`--simulate: there is no file ${path}`);
  if (!kind.isFile()) throw new InvalidInput(`--simulate: ${path} is not a regular file`);
  if (kind.size > maxDocumentBytes)
    throw new InvalidInput(`--simulate: ${path} has ${kind.size} bytes; a script may have ${maxDocumentBytes}`);
  const text = read(path);
  const { simulation, issues } = loadSimulation(text, path);
  reportIssues(issues, [makeSource(path, text)], terminal);
  return simulation;
}

function read(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    throw new InvalidInput(`--simulate: ${path} cannot be read: ${reasonOf(error)}`);
  }
}

function findDemo(simulation: Simulation | undefined, file: string | undefined): string | undefined {
  if (simulation?.repo === undefined || file === undefined) return undefined;
  const folder = dirname(resolve(file));
  const demo = join(folder, simulation.repo);
  if (relative(folder, demo).startsWith('..'))
    throw new InvalidInput(`${file}: repo: ${simulation.repo} is not beside it`);
  if (!look(demo)?.isDirectory())
    throw new InvalidInput(
      `${file}: there is no folder ${simulation.repo} beside it`,
      'or name a repository: --repo FOLDER',
    );
  return demo;
}

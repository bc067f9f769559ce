/** What the page has to know of each workflow of a project: how it is called, what it wants, and what is wrong with it. */
import { readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { loadSimulation } from '../../agents/simulate/index.ts';
import type { StartableWorkflow } from '../../runs/server/ports.ts';
import type { JsonObject } from '../../schema/json.ts';
import { holds } from '../places.ts';
import { readProject } from '../project.ts';
import { reasonOf } from '../report-error.ts';
import { sayIssues } from './said.ts';
import { listDocuments } from './walk.ts';

/** By path. */
export async function describeWorkflows(root: string): Promise<readonly StartableWorkflow[]> {
  const paths = (await listDocuments(root)).map(({ path }) => path);
  const workflows = paths.filter((path) => holds(join(root, path), 'Workflow'));
  const simulations = workflows.length === 0 ? [] : paths.filter((path) => isSimulation(join(root, path)));
  return workflows.map((path) =>
    describeWorkflow(
      root,
      path,
      simulations.filter((other) => dirname(other) === dirname(path)),
    ),
  );
}

function describeWorkflow(root: string, path: string, simulations: readonly string[]): StartableWorkflow {
  const broken = (problem: string): StartableWorkflow => {
    return { path, name: basename(path).replace(/\.ya?ml$/, ''), inputs: {}, simulations, problem };
  };
  try {
    // With a script it can be started also where its harness does not speak its model.
    const { project, issues } = readProject(join(root, path), { simulated: simulations.length > 0 });
    if (project === undefined) {
      const errors = issues.filter(({ severity }) => severity === 'error');
      return broken(sayIssues(errors.map((issue) => ({ type: 'issue', ...issue }))));
    }
    const { name, description, inputs = {} } = project.workflow.spec.workflow;
    return {
      path,
      name,
      ...(description === undefined ? {} : { description }),
      inputs: inputs as JsonObject,
      simulations,
    };
  } catch (error) {
    return broken(reasonOf(error));
  }
}

/** It is no document: it names no kind, and has turns. One that is broken is none. */
function isSimulation(file: string): boolean {
  try {
    const text = readFileSync(file, 'utf8');
    return /^turns:/m.test(text) && !/^kind:/m.test(text) && loadSimulation(text, file).simulation !== undefined;
  } catch {
    return false;
  }
}

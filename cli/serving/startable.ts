/**
 * The workflows that can be started from the page. Compiling one explores its machine and can take half a second, in
 * which a server would answer nobody: another process of this program does it (`omni workflows`), and its answer holds
 * until a document of the project is another.
 */
import { join } from 'node:path';
import { execa } from 'execa';
import type { StartableWorkflow, StartRequest } from '../../runs/server/ports.ts';
import { OmniError } from '../../schema/error.ts';
import type { Program } from './program.ts';
import { listDocuments } from './walk.ts';

export interface Startable {
  list(): Promise<readonly StartableWorkflow[]>;
  /** The same request with the absolute paths of what is listed. @throws OmniError OMNI7020 for anything else */
  find(request: StartRequest): Promise<StartRequest>;
}

export interface StartableOptions {
  readonly program: Program;
  /** The project's folder. */
  readonly root: string;
  readonly env: NodeJS.ProcessEnv;
}

const longestMs = 30_000;
const mostBytes = 8 * 1024 * 1024;

export function createStartable({ program, root, env }: StartableOptions): Startable {
  let known: { readonly state: string; readonly workflows: Promise<readonly StartableWorkflow[]> } | undefined;

  const list = async (): Promise<readonly StartableWorkflow[]> => {
    const state = JSON.stringify(await listDocuments(root));
    if (known?.state === state) return known.workflows;
    const mine = { state, workflows: ask() };
    known = mine;
    mine.workflows.catch(() => {
      if (known === mine) known = undefined;
    });
    return mine.workflows;
  };

  const ask = async (): Promise<readonly StartableWorkflow[]> => {
    const { exitCode, stdout } = await execa(program.command, [...program.args, 'workflows', '--json'], {
      cwd: root,
      env,
      extendEnv: false,
      reject: false,
      stdin: 'ignore',
      stderr: 'ignore',
      timeout: longestMs,
      maxBuffer: mostBytes,
    });
    if (exitCode !== 0) throw new OmniError('OMNI7021', 'The workflows of this project cannot be listed.', { help });
    return stdout.split('\n').filter(Boolean).map(readWorkflow);
  };

  return {
    list,
    async find(request) {
      const { path, simulation } = request;
      const workflow = (await list()).find((listed) => listed.path === path);
      if (workflow === undefined) throw new OmniError('OMNI7020', `There is no workflow ${JSON.stringify(path)} here.`);
      if (workflow.problem !== undefined) throw new OmniError('OMNI7021', workflow.problem);
      if (simulation === undefined) return { ...request, path: join(root, path) };
      if (!workflow.simulations.includes(simulation))
        throw new OmniError('OMNI7020', `There is no simulation ${JSON.stringify(simulation)} beside ${path}.`);
      return { ...request, path: join(root, path), simulation: join(root, simulation) };
    },
  };
}

const help = 'See what `omni workflows` says.';

/** Said by this program, which is believed. */
function readWorkflow(line: string): StartableWorkflow {
  const { version: _, type: __, ...workflow } = JSON.parse(line) as StartableWorkflow & { version: 1; type: string };
  return workflow;
}

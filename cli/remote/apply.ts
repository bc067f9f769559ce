/** `omni --server URL apply PATH`: starts a workflow that the server lists, there, and watches it from here. */
import { dirname } from 'node:path/posix';
import type { Client } from '../../runs/remote/index.ts';
import { checkInputs } from '../../schema/inputs.ts';
import type { JsonObject } from '../../schema/json.ts';
import { watch } from '../commands/watch.ts';
import { confirmRun } from '../confirm.ts';
import { type ExitCode, exit } from '../exit.ts';
import { readInputsFile, splitInputs } from '../inputs.ts';
import type { ApplyOptions } from '../options.ts';
import { refuseAgents } from '../person.ts';
import { neutralise, neutraliseLine } from '../render/text.ts';
import { InvalidInput } from '../report-error.ts';
import { openTerminal } from '../terminal.ts';
import { refuseOptions } from './acts.ts';
import { withServer } from './source.ts';

export async function apply(client: Client, path: string, options: ApplyOptions): Promise<ExitCode> {
  refuseAgents();
  refuseOptions('apply', {
    '--agent': options.agent.length > 0,
    '--repo': options.repo !== undefined,
    '--approve': options.approve.length > 0,
    '--unattended': options.unattended !== 'park',
    '--serve': options.serve === true,
    '--id': options.id !== undefined,
  });
  const terminal = openTerminal(options.json === true);
  const workflow = await findWorkflow(client, path);
  const { simulate } = options;
  const simulation = simulate === undefined ? undefined : findSimulation(simulate, workflow.simulations);
  const typed = {
    ...(options.inputs === undefined ? {} : await readInputsFile(options.inputs)),
    ...splitInputs(options.input),
  };
  const checked = checkInputs(workflow.inputs as Readonly<Record<string, JsonObject>>, typed);
  if ('problems' in checked) throw new InvalidInput(checked.problems.map(({ message }) => message).join('; '));
  terminal.err.print(`starts ${neutraliseLine(workflow.path)} on ${client.server.url.origin}`);
  if (!options.yes && !(await confirmRun(terminal, process.argv.slice(2)))) return exit.interrupted;
  const { run } = await client.call('startRun', {
    body: { workflow: workflow.path, inputs: checked.inputs, ...(simulation !== undefined && { simulation }) },
  });
  return watch(run, options, withServer(client));
}

async function findWorkflow(client: Client, given: string) {
  const { workflows } = await client.call('listWorkflows', {});
  const wanted = given.replace(/^\.\//, '').replace(/\/+$/, '');
  const found = workflows.filter(({ path, name }) => path === wanted || dirname(path) === wanted || name === wanted);
  const exact = found.find(({ path }) => path === wanted) ?? (found.length === 1 ? found[0] : undefined);
  const paths = (some: readonly { readonly path: string }[]): string =>
    some.map(({ path }) => neutraliseLine(path)).join(', ') || 'none';
  if (exact === undefined) {
    const why = found.length === 0 ? `the server lists no workflow ${given}` : `several workflows are ${given}`;
    throw new InvalidInput(why, `it lists: ${paths(found.length === 0 ? workflows : found)}`);
  }
  if (exact.problem !== undefined)
    throw new InvalidInput(`${exact.path} cannot be started: ${neutralise(exact.problem)}`);
  return exact;
}

function findSimulation(given: string, simulations: readonly string[]): string {
  const wanted = given.replace(/^\.\//, '');
  if (simulations.includes(wanted)) return wanted;
  throw new InvalidInput(
    `the server lists no simulation ${given} of this workflow`,
    simulations.length === 0 ? 'it has none' : `it lists: ${simulations.join(', ')}`,
  );
}

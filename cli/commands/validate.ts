/** `omni validate`: checks a workflow and everything it uses, or a file of policies, and runs nothing. */
import { openDocuments, sayValid } from '../documents.ts';
import { type ExitCode, exit } from '../exit.ts';
import type { WorkflowOptions } from '../options.ts';
import { showPath } from '../places.ts';
import { openProject } from '../project.ts';
import { neutraliseLine } from '../render/text.ts';
import { InvalidInput } from '../report-error.ts';
import { openTerminal, type Terminal } from '../terminal.ts';

export async function validate(path: string, options: WorkflowOptions): Promise<ExitCode> {
  const terminal = openTerminal(options.json === true);
  const valid = check(path, options.agent, terminal);
  if (terminal.json) terminal.emit('validate', { valid: valid !== undefined });
  if (valid === undefined) return exit.invalid;
  for (const line of terminal.json ? [] : valid.lines) {
    const { green, signs, dim } = terminal.out.style;
    terminal.out.print(`${green(signs.life.done)} ${line}  ${dim(neutraliseLine(valid.file))}`);
  }
  return exit.done;
}

/** What was found to be valid; undefined when something else was said. */
function check(
  path: string,
  agents: readonly string[],
  terminal: Terminal,
): { readonly file: string; readonly lines: readonly string[] } | undefined {
  const documents = openDocuments(path, terminal);
  if (documents === 'invalid') return undefined;
  if (documents && agents.length > 0) throw new InvalidInput(`--agent goes with a workflow, and ${path} holds none`);
  if (documents) return { file: showPath(path), lines: documents.map(sayValid) };
  const project = openProject(path, terminal, { agents });
  return project && { file: project.file, lines: [`${project.workflow.name} is valid`] };
}

/** `omni validate`: checks a workflow and everything it uses, and runs nothing. */
import { type ExitCode, exit } from '../exit.ts';
import type { JsonOption } from '../options.ts';
import { openProject } from '../project.ts';
import { neutraliseLine } from '../render/text.ts';
import { openTerminal } from '../terminal.ts';

export async function validate(path: string, options: JsonOption): Promise<ExitCode> {
  const terminal = openTerminal(options.json === true);
  const project = openProject(path, terminal);
  if (terminal.json) terminal.emit('validate', { valid: project !== undefined });
  else if (project !== undefined) {
    const { green, signs, dim } = terminal.out.style;
    terminal.out.print(
      `${green(signs.life.done)} ${project.workflow.name} is valid  ${dim(neutraliseLine(project.file))}`,
    );
  }
  return project === undefined ? exit.invalid : exit.done;
}

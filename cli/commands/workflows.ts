/** `omni workflows`: the workflows of this project, and whether each can be started. */
import { plural } from '../../runs/view/amounts.ts';
import { type ExitCode, exit } from '../exit.ts';
import type { JsonOption } from '../options.ts';
import { findProject } from '../places.ts';
import { renderTable } from '../render/table.ts';
import { describeWorkflows } from '../serving/describe.ts';
import { openTerminal } from '../terminal.ts';

export async function workflows(options: JsonOption): Promise<ExitCode> {
  const terminal = openTerminal(options.json === true);
  const found = await describeWorkflows(findProject(process.cwd()));
  if (terminal.json) for (const workflow of found) terminal.emit('workflow', workflow);
  else {
    const { style, columns } = terminal.out;
    terminal.out.print(
      ...renderTable(
        [
          { heading: 'workflow', cell: ({ name }) => name },
          { heading: 'file', cell: ({ path }) => path },
          { heading: 'wants', cell: ({ inputs }) => plural(Object.keys(inputs).length, 'input') },
          {
            heading: 'stands',
            cell: ({ problem }) => (problem === undefined ? 'ready' : problem.split('\n', 1)[0]!),
            paint: ({ problem }, text) => (problem === undefined ? style.green(text) : style.red(text)),
          },
        ],
        found,
        columns,
        style,
      ),
    );
  }
  return exit.done;
}

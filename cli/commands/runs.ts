/** `omni runs`: the runs of this project, newest first. */
import { formatCost, formatElapsed, formatMoment, plural } from '../../runs/view/amounts.ts';
import { type ExitCode, exit } from '../exit.ts';
import type { RunsOptions } from '../options.ts';
import { paintOf } from '../render/style.ts';
import { renderTable } from '../render/table.ts';
import { type KnownRun, withLocal } from '../source.ts';
import { openTerminal } from '../terminal.ts';

export async function runs(options: RunsOptions, withSource = withLocal): Promise<ExitCode> {
  const terminal = openTerminal(options.json === true);
  const rows = await withSource((source) => source.list(options.last));
  if (terminal.json) for (const row of rows) terminal.emit('run', describe(row));
  else {
    const { style, columns } = terminal.out;
    terminal.out.print(
      ...renderTable(
        [
          { heading: 'run', cell: (row: KnownRun) => row.run },
          { heading: 'workflow', cell: (row) => row.workflow },
          {
            heading: 'stands',
            cell: (row) => row.stands,
            paint: (row, text) => paintOf(style, row.stands === 'stopped' ? 'waiting' : row.stands)(text),
          },
          { heading: 'started (UTC)', cell: (row) => formatMoment(row.createdAt) },
          {
            heading: 'took',
            cell: (row) => (row.finishedAt === undefined ? '' : formatElapsed(row.finishedAt - row.createdAt)),
            right: true,
          },
          { heading: 'cost', cell: (row) => formatCost(row.cost), right: true },
          { heading: 'waits for', cell: (row) => (row.asks.length === 0 ? '' : plural(row.asks.length, 'answer')) },
        ],
        rows,
        columns,
        style,
      ),
    );
  }
  return exit.done;
}

function describe({ run, workflow, file, repo, stands, createdAt, finishedAt, cost, asks }: KnownRun): object {
  return {
    run,
    workflow,
    file,
    repo,
    status: stands,
    startedAt: createdAt,
    finishedAt,
    cost,
    asks: asks.map(({ ask }) => ask),
  };
}

/** `omni runs`: the runs of this project, newest first. */
import type { ListedRun } from '../../runs/journal/index.ts';
import { type Standing, standingOf } from '../../runs/standing.ts';
import { formatElapsed, formatMoment, plural } from '../../runs/view/amounts.ts';
import { type ExitCode, exit } from '../exit.ts';
import type { RunsOptions } from '../options.ts';
import { withRuns } from '../record.ts';
import { paintOf } from '../render/style.ts';
import { renderTable } from '../render/table.ts';
import { openTerminal } from '../terminal.ts';

type Row = ListedRun & { readonly stands: Standing };

export async function runs(options: RunsOptions): Promise<ExitCode> {
  const terminal = openTerminal(options.json === true);
  const rows = await withRuns((journal) =>
    Promise.all(
      journal.list({ limit: options.last }).map(async (run): Promise<Row> => {
        const held = run.status === 'running' && (await journal.holder(run.run)) !== undefined;
        return { ...run, stands: standingOf(run.status, { held, waits: run.asks.length > 0 }) };
      }),
    ),
  );
  if (terminal.json) for (const row of rows) terminal.emit('run', describe(row));
  else {
    const { style, columns } = terminal.out;
    terminal.out.print(
      ...renderTable(
        [
          { heading: 'run', cell: (row: Row) => row.run },
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

function describe({ run, workflow, file, repo, stands, createdAt, finishedAt, asks }: Row): object {
  return {
    run,
    workflow,
    file,
    repo,
    status: stands,
    startedAt: createdAt,
    finishedAt,
    asks: asks.map(({ ask }) => ask),
  };
}

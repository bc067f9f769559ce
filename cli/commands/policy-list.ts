/** `omni policy list`: the policies that every workflow may use. */
import { type ExitCode, exit } from '../exit.ts';
import { purposeOf, readPolicies } from '../library.ts';
import type { JsonOption } from '../options.ts';
import { renderTable } from '../render/table.ts';
import { openTerminal } from '../terminal.ts';

export async function listPolicies(options: JsonOption): Promise<ExitCode> {
  const terminal = openTerminal(options.json === true);
  const policies = readPolicies();
  if (terminal.json) {
    for (const { uses, spec } of policies) {
      const { description, inputs = {}, rules } = spec;
      terminal.emit('policy', {
        uses,
        description,
        inputs,
        rules: rules.map(({ id, before, decide }) => ({ id, before, decide })),
      });
    }
    return exit.done;
  }
  const { style, columns, print } = terminal.out;
  print(
    ...renderTable(
      [
        { heading: 'policy', cell: ({ uses }) => uses, paint: (_, text) => style.bold(text) },
        { heading: 'inputs', cell: ({ spec }) => Object.keys(spec.inputs ?? {}).join(', ') },
        { heading: 'what for', cell: ({ spec }) => purposeOf(spec) },
      ],
      policies,
      columns,
      style,
    ),
    '',
    style.dim(
      '  Use one: `policies: [{ uses: omni/budget, with: { max_usd: 20 } }]`. Read one: omni policy show budget',
    ),
  );
  return exit.done;
}

/** `omni policy list`: the policies that every workflow may use. */
import { type ExitCode, exit } from '../exit.ts';
import { type BuiltinPolicy, purposeOf, readPolicies } from '../library.ts';
import type { JsonOption } from '../options.ts';
import type { Style } from '../render/style.ts';
import { pad, widthOf, wrap } from '../render/text.ts';
import { openTerminal } from '../terminal.ts';

export async function listPolicies(options: JsonOption): Promise<ExitCode> {
  const terminal = openTerminal(options.json === true);
  const policies = readPolicies();
  if (terminal.json) for (const policy of policies) terminal.emit('policy', describe(policy));
  else terminal.out.print(...render(policies, terminal.out.style, terminal.out.columns));
  return exit.done;
}

function describe({ uses, spec }: BuiltinPolicy): object {
  const { description, inputs = {}, rules } = spec;
  return { uses, description, inputs, rules: rules.map(({ id, before, decide }) => ({ id, before, decide })) };
}

function render(policies: readonly BuiltinPolicy[], { bold, dim }: Style, columns: number): readonly string[] {
  const width = Math.max(...policies.map(({ uses }) => widthOf(uses))) + 2;
  const lines = policies.flatMap(({ uses, spec }) =>
    wrap(purposeOf(spec), Math.max(20, columns - width - 2)).map(
      (line, index) => `  ${index === 0 ? bold(pad(uses, width)) : ' '.repeat(width)}${line}`,
    ),
  );
  return [
    ...lines,
    '',
    dim('  use one:   policies: [{ uses: omni/budget, with: { max_usd: 20 } }]'),
    dim('  read one:  omni policy show budget'),
  ];
}

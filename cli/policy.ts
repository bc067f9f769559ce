/** The commands below `omni policy`. Like all others, each is imported when it is run. */
import { type Command, Option } from 'commander';
import { describeEndings, endingsOf } from './endings.ts';
import type { ExitCode } from './exit.ts';
import type { JsonOption } from './options.ts';

/** Makes an action of what runs a command: it tells how that ended. */
export type Ending = <Args extends readonly unknown[]>(
  run: (...args: Args) => Promise<ExitCode>,
) => (...args: unknown[]) => Promise<void>;

export function declarePolicy(policy: Command, by: Ending): void {
  policy.helpCommand(false);
  const command = (name: string, description: string): Command =>
    policy
      .command(name)
      .description(description)
      .addOption(new Option('--json', 'versioned NDJSON on stdout'))
      .addHelpText('after', describeEndings(endingsOf(`policy ${name}`)));
  command('test', 'play tables of cases, and say what policies decide otherwise')
    .argument('<path...>', 'a file of tables, or a folder: all in it')
    .action(
      by(async (paths: readonly string[], options: JsonOption) =>
        (await import('./commands/policy-test.ts')).testPolicies(paths, options),
      ),
    );
  command('list', 'name the policies that every workflow may use').action(
    by(async (options: JsonOption) => (await import('./commands/policy-list.ts')).listPolicies(options)),
  );
  command('add', 'put policies over a run that runs: they can only tighten')
    .argument('<run>', 'its id, or how it begins')
    .argument('<policy...>', 'files that hold some, or built-ins: omni/read-only')
    .action(
      by(async (run: string, policies: readonly string[], options: JsonOption) =>
        (await import('./commands/policy-add.ts')).addPolicy(run, policies, options),
      ),
    );
  command('explain', 'say why something was decided in a run, with what the rules read')
    .argument('<run>', 'its id, or how it begins')
    .argument('[seq]', 'of the event; without one, all decisions of the run are listed')
    .action(
      by(async (run: string, seq: string | undefined, options: JsonOption) =>
        (await import('./commands/policy-explain.ts')).explainDecision(run, seq, options),
      ),
    );
  command('show', 'print a built-in policy, to read or to copy')
    .argument('<name>', 'such as budget')
    .action(
      by(async (name: string, options: JsonOption) =>
        (await import('./commands/policy-show.ts')).showPolicy(name, options),
      ),
    );
}

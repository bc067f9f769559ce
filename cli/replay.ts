/** `omni replay`: as it was, or as other policies would have had it. */
import { type Command, Option } from 'commander';
import { collect, type ReplayOptions } from './options.ts';
import type { Ending } from './policy.ts';

export function declareReplay(replay: Command, by: Ending): void {
  replay
    .argument('[run]', 'its id, or how it begins')
    .addOption(
      new Option('--policy <policy>', 'what this one would have said: a file, or omni/NAME (repeatable)')
        .argParser(collect)
        .default([], 'none'),
    )
    .option('--only', 'with --policy: without the policies of the run itself')
    .option('--all', 'with --policy: over every run of this project')
    .option('--since <duration>', 'with --all: over those begun in the last 7d, for example')
    .option('--json', 'versioned NDJSON on stdout')
    .action(
      by(async (run: string | undefined, options: ReplayOptions) =>
        (await import('./commands/replay.ts')).replay(run, options),
      ),
    );
}

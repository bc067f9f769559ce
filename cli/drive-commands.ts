/** `omni apply` and `omni resume`: the commands that drive a run to where it comes to rest. */
import { type Command, InvalidArgumentError, Option } from 'commander';
import { agent, input, inputs, json, pathArgument, preApprove, readPort, repo, simulate, unattended } from './flags.ts';
import type { ApplyOptions, ResumeOptions } from './options.ts';
import type { Ending } from './policy.ts';

export function declareApply(apply: Command, by: Ending): void {
  apply
    .argument(...pathArgument)
    .addOption(input())
    .addOption(inputs())
    .addOption(agent())
    .addOption(simulate())
    .addOption(repo())
    .option('-y, --yes', 'do not ask before running')
    .addOption(preApprove())
    .option('--new', 'start another run instead of continuing')
    .addOption(new Option('--id <run>', 'what a new run is called').argParser(readRunId).hideHelp())
    .addOption(unattended())
    .addOption(serve())
    .addOption(port())
    .addOption(json())
    .action(
      by(async (path: string, options: ApplyOptions) => (await import('./commands/apply.ts')).apply(path, options)),
    );
}

export function declareResume(resume: Command, by: Ending): void {
  resume
    .argument('<run>', 'its id, or how it begins')
    .addOption(preApprove())
    .addOption(unattended())
    .addOption(serve())
    .addOption(port())
    .addOption(json())
    .action(
      by(async (run: string, options: ResumeOptions) => (await import('./commands/resume.ts')).resume(run, options)),
    );
}

const serve = () => new Option('--serve', 'the status page beside the run, where people can answer it');
const port = () => new Option('-p, --port <port>', 'with --serve: 0 for any that is free').argParser(readPort);

function readRunId(text: string): string {
  if (!/^[a-z0-9]{4}-[a-z0-9]{6}$/.test(text)) throw new InvalidArgumentError('It must look like 1122-k3v9tq.');
  return text;
}

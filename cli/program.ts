/**
 * What `omni` understands: every command with its arguments and options. Commands are imported when they are run, so
 * that `omni --help` and `omni validate` do not pay for a database, git and the engine.
 */
import { type Argument, Command, CommanderError, InvalidArgumentError, Option } from 'commander';
import { declareApply, declareResume } from './drive-commands.ts';
import { describeEndings, endingsOf } from './endings.ts';
import { type ExitCode, exit, exitMeanings } from './exit.ts';
import { agent, input, inputs, json, pathArgument, readPort, repeatable, repo, simulate } from './flags.ts';
import type {
  AnswerOptions,
  AuditOptions,
  CheckOptions,
  GraphOptions,
  JsonOption,
  PlanOptions,
  RunsOptions,
  SendOptions,
  ServeOptions,
  ServerOption,
  WorkflowOptions,
} from './options.ts';
import { guardOutput } from './output.ts';
import { declarePolicy } from './policy.ts';
import { neutralise } from './render/text.ts';
import { declareReplay } from './replay.ts';
import { declareToken } from './token.ts';
import { version } from './version.ts';

/** Answers the exit code; never throws and never exits on its own. */
export async function runCommandLine(argv: readonly string[]): Promise<ExitCode> {
  guardOutput();
  let code: ExitCode = exit.done;
  const program = makeProgram((ended) => {
    code = ended;
  });
  try {
    if (argv.length <= 2) {
      program.outputHelp({ error: true });
      return exit.invalid;
    }
    await program.parseAsync([...argv]);
    return code;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? exit.done : exit.invalid;
    return (await import('./report-error.ts')).reportError(error, argv.includes('--json'));
  }
}

/** The commands themselves, which the reference is emitted from too. `end` is told how the one that is run ended. */
export function makeProgram(end: (code: ExitCode) => void): Command {
  const program = new Command('omni')
    .description('Runs workflows of coding agents as state machines, with every transition in a journal.')
    .version(version, '-v, --version')
    .exitOverride()
    .showSuggestionAfterError()
    // What was typed is quoted, and may have been pasted from anywhere.
    .configureOutput({ outputError: (text, write) => write(neutralise(text)) })
    .configureHelp({ subcommandTerm: (sub) => [sub.name(), ...sub.registeredArguments.map(termOf)].join(' ') })
    .option('--server <url>', 'the runs of a server instead of those of this project; or OMNI_SERVER')
    .option('--token-file <file>', 'with --server: holds the token; or OMNI_TOKEN')
    .helpCommand(false)
    .addHelpText('after', describeEndings(exitMeanings));
  const command = (name: string, description: string): Command =>
    program
      .command(name)
      .description(description)
      .addHelpText('after', describeEndings(endingsOf(name)));
  const by =
    <Args extends readonly unknown[]>(run: (...args: Args) => Promise<ExitCode>) =>
    async (...args: unknown[]): Promise<void> => {
      // Commander hands over the arguments, the options, and last the command itself, which no command needs.
      const given = args.slice(0, -1) as unknown as Args;
      const command = args.at(-1) as Command;
      const where: ServerOption = command.optsWithGlobals();
      const isElsewhere = where.server !== undefined || (process.env.OMNI_SERVER ?? '') !== '';
      if (!isElsewhere) return end(await run(...given));
      const { runElsewhere } = await import('./remote/index.ts');
      end(await runElsewhere(nameOf(command), given, where, () => run(...given)));
    };

  program.commandsGroup('Write:');
  command('init', 'write a workflow that runs at once')
    .argument('[folder]', 'where', 'hello')
    .addOption(json())
    .action(
      by(async (folder: string, options: JsonOption) => (await import('./commands/init.ts')).init(folder, options)),
    );
  command('validate', 'check a workflow and everything it uses, or a file of policies')
    .argument(...pathArgument)
    .addOption(agent())
    .addOption(json())
    .action(
      by(async (path: string, options: WorkflowOptions) =>
        (await import('./commands/validate.ts')).validate(path, options),
      ),
    );
  command('plan', 'show what would run, with whom, and how much at most')
    .argument(...pathArgument)
    .addOption(input())
    .addOption(inputs())
    .addOption(agent())
    .addOption(simulate())
    .addOption(repo())
    .addOption(json())
    .action(by(async (path: string, options: PlanOptions) => (await import('./commands/plan.ts')).plan(path, options)));
  command('doctor', 'say what this machine lacks, or what a workflow needs here')
    .argument('[path]', 'a workflow file, or its folder')
    .addOption(agent())
    .addOption(json())
    .action(
      by(async (path: string | undefined, options: WorkflowOptions) =>
        (await import('./commands/doctor.ts')).doctor(path, options),
      ),
    );
  command('check', 'check what must be true of every path, as asserted or as asked')
    .argument(...pathArgument)
    .addOption(agent())
    .addOption(repeatable('--no-path-to <step>', 'a step, or kind of step, that no path may reach (repeatable)'))
    .addOption(repeatable('--without <step>', 'unless one of these was done before on that path (repeatable)'))
    .addOption(json())
    .action(
      by(async (path: string, options: CheckOptions) => (await import('./commands/check.ts')).check(path, options)),
    );
  declarePolicy(command('policy', 'test policies, and look at those that are built in'), by);
  command('explain', 'say what an error code means')
    .argument('<code>', 'such as OMNI1003')
    .addOption(json())
    .action(
      by(async (code: string, options: JsonOption) => (await import('./commands/explain.ts')).explain(code, options)),
    );

  program.commandsGroup('Run:');
  command('workflows', 'list the workflows of this project, and whether each can be started')
    .addOption(json())
    .action(by(async (options: JsonOption) => (await import('./commands/workflows.ts')).workflows(options)));
  declareApply(command('apply', 'check, plan, confirm and run; again: continue what is unfinished'), by);
  declareResume(command('resume', 'continue an unfinished run'), by);
  command('approve', 'grant what a run waits for')
    .argument('<id>', 'of the ask')
    .option('-c, --comment <text>', 'recorded with the answer')
    .addOption(new Option('--choice <choice>', 'of an ask that offers some').choices(['retry', 'continue', 'fail']))
    .option('--resume', 'continue the run when nobody does')
    .addOption(json())
    .action(
      by(async (id: string, options: AnswerOptions) => (await import('./commands/answer.ts')).approve(id, options)),
    );
  command('deny', 'refuse what a run waits for')
    .argument('<id>', 'of the ask')
    .option('-c, --comment <text>', 'recorded with the answer')
    .option('--resume', 'continue the run when nobody does')
    .addOption(json())
    .action(by(async (id: string, options: AnswerOptions) => (await import('./commands/answer.ts')).deny(id, options)));
  command('send', 'say something to a run: answer its question, or tell an agent')
    .argument('<run>', 'its id, or how it begins')
    .argument('[text]', 'the words; a form wants --field instead')
    .option('--to <step>', 'of several questions, or of the agents at work')
    .addOption(repeatable('--field <name=value>', 'a field of a form (repeatable)'))
    .option('--resume', 'continue the run when nobody does')
    .addOption(json())
    .action(
      by(async (run: string, text: string | undefined, options: SendOptions) =>
        (await import('./commands/send.ts')).send(run, text, options),
      ),
    );
  command('cancel', 'end a run, and everything that it has running')
    .argument('<run>', 'its id, or how it begins')
    .addOption(json())
    .action(
      by(async (run: string, options: JsonOption) => (await import('./commands/cancel.ts')).cancel(run, options)),
    );

  program.commandsGroup('Look:');
  command('runs', 'list the runs of this project')
    .addOption(new Option('-n, --last <count>', 'how many').argParser(readCount).default(20))
    .addOption(json())
    .action(by(async (options: RunsOptions) => (await import('./commands/runs.ts')).runs(options)));
  command('show', 'show where a run stands, or what it came to')
    .argument('<run>', 'its id, or how it begins')
    .addOption(json())
    .action(by(async (run: string, options: JsonOption) => (await import('./commands/show.ts')).show(run, options)));
  command('watch', 'follow a run while another process drives it')
    .argument('<run>', 'its id, or how it begins')
    .addOption(json())
    .action(by(async (run: string, options: JsonOption) => (await import('./commands/watch.ts')).watch(run, options)));
  command('serve', 'show the runs of this project on a page of this machine')
    .addOption(new Option('-p, --port <port>', '0 for any that is free').argParser(readPort).default(4664))
    .addOption(
      new Option('--host <address>', 'where to listen; beyond this machine only with this').default('127.0.0.1'),
    )
    .addOption(repeatable('--allow-host <name>', 'another name of it: https://NAME of a proxy (repeatable)'))
    .addOption(json())
    .action(by(async (options: ServeOptions) => (await import('./commands/serve.ts')).serve(options)));
  declareToken(command('token', 'let other people and programs in, each with a role'), by);
  declareReplay(command('replay', 'tell a run again from its journal, and check that it still comes to the same'), by);
  command('graph', 'draw a workflow or a run as a state machine')
    .argument('[path-or-run]', 'a workflow file, its folder, or a run', '.')
    .addOption(agent())
    .addOption(new Option('--as <format>', 'what to draw').choices(['mermaid', 'dot', 'xstate']).default('mermaid'))
    .action(
      by(async (what: string, options: GraphOptions) => (await import('./commands/graph.ts')).graph(what, options)),
    );
  command('audit', 'check the hash chain of a run, or of all')
    .argument('[run]', 'its id, or how it begins; default all')
    .addOption(new Option('--head <hash>', 'the last hash you know of: finds a tail that was cut off'))
    .addOption(json())
    .action(
      by(async (run: string | undefined, options: AuditOptions) =>
        (await import('./commands/audit.ts')).audit(run, options),
      ),
    );
  return program;
}

/** `policy add`. */
const nameOf = (command: Command): string =>
  command.parent?.parent ? `${nameOf(command.parent)} ${command.name()}` : command.name();

const termOf = (argument: Argument) => (argument.required ? `<${argument.name()}>` : `[${argument.name()}]`);

function readCount(text: string): number {
  if (!/^[1-9]\d{0,5}$/.test(text)) throw new InvalidArgumentError('It must be a whole number from 1.');
  return Number(text);
}

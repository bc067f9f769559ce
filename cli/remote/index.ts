/** Commands on the runs of a server: the same words, and the same picture of what they tell. */
import type { Client } from '../../runs/remote/index.ts';
import { audit } from '../commands/audit.ts';
import { replay } from '../commands/replay.ts';
import { runs } from '../commands/runs.ts';
import { show } from '../commands/show.ts';
import { watch } from '../commands/watch.ts';
import type { ExitCode } from '../exit.ts';
import type {
  AnswerOptions,
  ApplyOptions,
  AuditOptions,
  JsonOption,
  ReplayOptions,
  ResumeOptions,
  RunsOptions,
  SendOptions,
  ServerOption,
} from '../options.ts';
import { InvalidInput } from '../report-error.ts';
import { answer, cancel, refuseOptions, resume, send } from './acts.ts';
import { apply } from './apply.ts';
import { openServer } from './server.ts';
import { withServer } from './source.ts';

/** As `program.ts` declares their arguments. */
const verbs = {
  runs: (client: Client, options: RunsOptions) => runs(options, withServer(client)),
  show: (client: Client, run: string, options: JsonOption) => show(run, options, withServer(client)),
  watch: (client: Client, run: string, options: JsonOption) => watch(run, options, withServer(client)),
  audit: (client: Client, run: string | undefined, options: AuditOptions) => audit(run, options, withServer(client)),
  replay: (client: Client, run: string | undefined, options: ReplayOptions) => {
    refuseOptions('replay', { '--policy': options.policy.length > 0 });
    return replay(run, options, withServer(client));
  },
  approve: (client: Client, ask: string, options: AnswerOptions) => answer(client, ask, true, options),
  deny: (client: Client, ask: string, options: AnswerOptions) => answer(client, ask, false, options),
  send: (client: Client, run: string, text: string | undefined, options: SendOptions) =>
    send(client, run, text, options),
  cancel: (client: Client, run: string, options: JsonOption) => cancel(client, run, options),
  resume: (client: Client, run: string, options: ResumeOptions) => resume(client, run, options),
  apply: (client: Client, path: string, options: ApplyOptions) => apply(client, path, options),
} as const;

/** About the runs or the machine of this project, so that a server which is meant for all commands would mislead. */
const hereAlone = ['serve', 'token', 'policy add', 'policy explain', 'workflows'];

/**
 * @param here what the command does on this machine
 * @throws InvalidInput for a command that works here alone
 */
export async function runElsewhere(
  name: string,
  args: readonly unknown[],
  where: ServerOption,
  here: () => Promise<ExitCode>,
): Promise<ExitCode> {
  if (Object.hasOwn(verbs, name)) {
    const verb: (client: Client, ...args: never[]) => Promise<ExitCode> = verbs[name as keyof typeof verbs];
    return verb(openServer(where, process.env), ...(args as never[]));
  }
  const isOfRuns = hereAlone.some((one) => name === one || name.startsWith(`${one} `));
  // OMNI_SERVER is no matter of a command that reads files alone.
  if (where.server === undefined && !isOfRuns) return here();
  throw new InvalidInput(`omni ${name} works on this machine alone`, 'leave --server and OMNI_SERVER out');
}

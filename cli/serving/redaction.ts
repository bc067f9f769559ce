/**
 * What the server takes out of all that it shows of a run's workspaces: what the process that drives the run takes out of
 * the journal, by the same piece. Values are looked up as that process does, in the environment and the files of the
 * server, each time that somebody looks.
 */
import type { Redaction } from '../../agents/workspaces/look.ts';
import { createRedactor } from '../../runs/redact.ts';
import type { Spec } from '../../schema/spec.ts';
import { credentialsOf, keysOf } from '../harnesses.ts';
import { readSecrets } from '../secrets.ts';

type Secrets = Readonly<Record<string, string>>;

/** Only what is declared can be unknown: the key of an agent is given to no command, and is hidden as far as it is here. */
export function redactionOf({ workflow, agents, workflows = {} }: Spec, env: NodeJS.ProcessEnv): Redaction {
  const flows = [{ agents }, ...Object.values(workflows)];
  const everyone = flows.flatMap(({ agents }) => Object.values(agents));
  const keys = Object.entries(keysOf(everyone, credentialsOf(env)));
  const names = workflow.secrets ?? [];
  const known: Secrets = Object.assign(
    {},
    ...keys.map(([from, value]) => usable(() => ({ [from]: value }))),
    ...names.map((name) => usable(() => readSecrets([name], env))),
  );
  return {
    text: createRedactor(known).text,
    unknown: names.filter((name) => !Object.hasOwn(known, name)),
  };
}

/** Nothing of what is not there, and of what no run would be driven with. */
function usable(read: () => Secrets): Secrets {
  try {
    const secrets = read();
    createRedactor(secrets);
    return secrets;
  } catch {
    return {};
  }
}

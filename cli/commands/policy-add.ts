/** `omni policy add`: puts a policy over a run that runs. It can only tighten: nothing that stands is taken away. */
import { randomUUID } from 'node:crypto';
import { isNotFed } from '../../engine/compile/guards.ts';
import type { JsonObject } from '../../schema/json.ts';
import type { PolicySpec } from '../../schema/policy.ts';
import { type ExitCode, exit } from '../exit.ts';
import type { JsonOption } from '../options.ts';
import { whoSpeaks } from '../person.ts';
import { openPolicies } from '../policies.ts';
import { findRun, withRuns } from '../record.ts';
import { neutraliseLine } from '../render/text.ts';
import { InvalidInput } from '../report-error.ts';
import { openTerminal } from '../terminal.ts';

export async function addPolicy(given: string, policies: readonly string[], options: JsonOption): Promise<ExitCode> {
  const terminal = openTerminal(options.json === true);
  const specs = openPolicies(policies, terminal);
  if (specs === undefined) return exit.invalid;
  refuseUnfed(specs);
  const { name: by, from } = whoSpeaks();
  const { run, driven } = await withRuns(async (journal) => {
    const { run, status } = findRun(journal, given);
    if (status !== 'running') throw new InvalidInput(`run ${run} is over: ${status}`);
    for (const policy of specs) {
      const added = { type: 'policy.added', id: `policy-${randomUUID()}`, at: Date.now(), by, from } as const;
      journal.post(run, { ...added, policy: policy as unknown as JsonObject });
    }
    return { run, driven: (await journal.holder(run)) !== undefined };
  });
  const names = specs.map(({ name }) => name);
  if (terminal.json) terminal.emit('policy_added', { run, policies: names, by, driven });
  else {
    const { green, signs } = terminal.out.style;
    const when = driven ? 'from its next step or call on' : 'once it goes on';
    terminal.out.print(`${green(signs.life.done)} ${neutraliseLine(names.join(', '))} over run ${run}, ${when}`);
    if (!driven) terminal.err.print(`nobody drives run ${run} now; it goes on with: omni resume ${run}`);
  }
  return exit.done;
}

/** A rule that would never be asked is refused here as it is in a file. */
function refuseUnfed(specs: readonly PolicySpec[]): void {
  for (const { name, rules } of specs) {
    const rule = rules.find(({ before }) => [before].flat().some(isNotFed));
    if (rule) throw new InvalidInput(`rule ${rule.id} of ${name} would never be asked`, 'omni explain OMNI4030');
  }
}

/** `omni check`: asks of all paths through a workflow what it asserts itself, or what is asked here. Runs nothing. */
import { type Assertion, assertionsOf, type Judged, judgeAssertion } from '../../engine/explore/index.ts';
import { type ExitCode, exit } from '../exit.ts';
import type { CheckOptions } from '../options.ts';
import { openProject, type Project, reportProblem } from '../project.ts';
import { describeCheck, renderCheck } from '../render/check.ts';
import { InvalidInput } from '../report-error.ts';
import { openTerminal, type Terminal } from '../terminal.ts';

export async function check(path: string, options: CheckOptions): Promise<ExitCode> {
  const terminal = openTerminal(options.json === true);
  const asked = askedIn(options);
  const project = openProject(path, terminal, {
    assertions: asked ? 'ignored' : 'named',
    agents: options.agent,
  });
  if (project === undefined) return exit.invalid;
  const judged = judgeAll(project, asked ? [asked] : assertionsOf(project.workflow), terminal);
  if (judged === undefined) return exit.invalid;
  for (const [assertion, answer] of judged) {
    if (terminal.json) terminal.emit('check', describeCheck(assertion, answer));
    else terminal.out.print(...renderCheck(assertion, answer, terminal.out.style));
  }
  return judged.every(([, { verdict }]) => verdict === 'holds') ? exit.done : exit.failed;
}

/** Undefined where nothing is asked: then the workflow's own assertions are meant. */
function askedIn({ pathTo: targets, without: guards }: CheckOptions): Assertion | undefined {
  if (targets.length === 0 && guards.length === 0) return undefined;
  if (targets.length === 0 || guards.length === 0) {
    const help = 'omni check --no-path-to merge --without merge_ok';
    throw new InvalidInput('--no-path-to and --without belong together', `for example ${help}`);
  }
  return { targets, guards };
}

/** Undefined when a name means nothing; it was said then. */
function judgeAll(
  { file, workflow }: Project,
  assertions: readonly Assertion[],
  terminal: Terminal,
): readonly (readonly [Assertion, Judged])[] | undefined {
  if (assertions.length === 0) {
    const help = 'write `assert:` in it, or ask: omni check --no-path-to merge --without merge_ok';
    throw new InvalidInput(`${file} asserts nothing, so there is nothing to check`, help);
  }
  const judged = assertions.flatMap((assertion) => {
    const answer = judgeAssertion(workflow, assertion);
    if (!('unknown' in answer)) return [[assertion, answer] as const];
    for (const { message, help } of answer.unknown) {
      reportProblem({ code: 'OMNI3021', path: [], message, ...(help !== undefined && { help }) }, terminal);
    }
    return [];
  });
  return judged.length === assertions.length ? judged : undefined;
}

/**
 * `omni replay --policy`: what other policies would have said of runs that have happened. No model is called and
 * nothing is started; the runs stay as they are.
 */
import type { Workflow } from '../../engine/compile/workflow.ts';
import { readEvents } from '../../engine/driver/index.ts';
import type { RunEvent } from '../../engine/events.ts';
import type { Guard } from '../../engine/guards/guard.ts';
import { guards } from '../../engine/guards/index.ts';
import { judgeUnseen } from '../../engine/guards/unseen.ts';
import { type Judged, type WhatIf, whatIf } from '../../engine/what-if.ts';
import { compilePolicy } from '../../policies/index.ts';
import type { OpenJournal } from '../../runs/journal/index.ts';
import { parseDurationMs } from '../../schema/duration.ts';
import { type ExitCode, exit } from '../exit.ts';
import type { ReplayOptions } from '../options.ts';
import { openPolicies } from '../policies.ts';
import { findRun, readWorkflow, withRuns } from '../record.ts';
import { describeDifference, renderDifferences, renderSum, type Sum } from '../render/what-if.ts';
import { InvalidInput } from '../report-error.ts';
import { openTerminal } from '../terminal.ts';

export async function replayWith(given: string | undefined, options: ReplayOptions): Promise<ExitCode> {
  const terminal = openTerminal(options.json === true);
  const { out } = terminal;
  const specs = openPolicies(options.policy, terminal);
  if (specs === undefined) return exit.invalid;
  // They were compiled when they were checked.
  const others = specs.flatMap((spec): Guard[] => {
    const compiled = compilePolicy(spec);
    return 'policy' in compiled ? [{ id: spec.name, level: 'workflow', policy: compiled.policy, flow: '' }] : [];
  });
  return withRuns(async (journal) => {
    const sums: Sum[] = [];
    for (const run of findRuns(journal, given, options)) {
      const workflow = withGuards(await readWorkflow(journal, run), others, options.only === true);
      const seen = new Map<string, RunEvent>();
      const found = await whatIf(workflow, tell(journal, run, seen), guards, judgeUnseen);
      sums.push(sumOf(run, workflow.name, found));
      if (terminal.json)
        for (const judged of found.differences) terminal.emit('difference', { run, ...describeDifference(judged) });
      else if (!options.all) out.print(...renderDifferences(found, (judged) => callOf(judged, seen), out));
    }
    if (terminal.json) for (const sum of sums) terminal.emit('what_if', sum);
    else out.print(...renderSum(sums, out));
    return exit.done;
  });
}

async function* tell(journal: OpenJournal, run: string, seen: Map<string, RunEvent>): AsyncGenerator<RunEvent> {
  for await (const { event } of readEvents({ journal, blobs: journal }, run)) {
    if (event.type === 'tool.requested' || event.type === 'merge.requested') seen.set(event.call, event);
    yield event;
  }
}

/** The request that a later judgement is about. */
function callOf({ event }: Judged, seen: ReadonlyMap<string, RunEvent>): RunEvent | undefined {
  return 'call' in event && event.call !== undefined ? seen.get(event.call) : undefined;
}

/** A policy of the same name takes the place of the run's own; `only`: no policy of the run stands. */
function withGuards(workflow: Workflow, others: readonly Guard[], only: boolean): Workflow {
  const names = new Set(others.map(({ policy }) => policy.name));
  const kept = only ? [] : workflow.guards.filter(({ policy }) => !names.has(policy.name));
  return { ...workflow, guards: [...kept, ...others] };
}

function findRuns(journal: OpenJournal, given: string | undefined, { all, since }: ReplayOptions): readonly string[] {
  if (given !== undefined && all) throw new InvalidInput('give a run, or --all, not both');
  if (since !== undefined && !all) throw new InvalidInput('--since goes with --all');
  if (given !== undefined) return [findRun(journal, given).run];
  if (!all) throw new InvalidInput('which run?', 'omni replay RUN --policy FILE, or all of them: --all');
  const sinceMs = since === undefined ? undefined : parseDurationMs(since);
  if (since !== undefined && sinceMs === undefined) {
    throw new InvalidInput(`--since ${since} is no duration`, 'for example: --since 7d');
  }
  const earliest = sinceMs === undefined ? 0 : Date.now() - sinceMs;
  return journal
    .list({ limit: 100_000 })
    .filter(({ createdAt }) => createdAt >= earliest)
    .map(({ run }) => run);
}

function sumOf(run: string, workflow: string, { judged, differences, unjudged }: WhatIf): Sum {
  const count = (wouldBe: Judged['wouldBe']) => differences.filter((one) => one.wouldBe === wouldBe).length;
  return {
    run,
    workflow,
    judged,
    differences: differences.length,
    denied: count('deny'),
    asked: count('ask'),
    held: count('hold'),
    allowed: count('allow'),
    unjudged: unjudged.length,
  };
}

/**
 * (k) What a decision costs: a tool call judged by 20 policies of the library, and followed by them when it is over.
 * CPU time, after the compiler has settled.
 */
import { compilePolicy, judge, type Policy, track } from '../../../policies/index.ts';
import type { Moment } from '../../../policies/words.ts';
import { opaqueCall, ordinaryCalls } from '../parts/calls.ts';
import { cpuUs } from '../parts/cpu.ts';
import { twentyPolicies } from '../parts/library.ts';

const warmUps = 2_000;
const decisions = 10_000;

export function measure(): Promise<Record<string, number>> {
  const policies = loadPolicies();
  const judgeAll = (call: Moment) => {
    for (const policy of policies) judge(policy, {}, 'tool', call);
  };
  const followAll = (call: Moment) => {
    for (const policy of policies) track(policy, {}, 'tool', call);
  };
  const decisionUs = costOf(judgeAll, ordinaryCalls);
  return Promise.resolve({
    decision_us: decisionUs,
    decisions_per_s: 1_000_000 / decisionUs,
    opaque_us: costOf(judgeAll, [opaqueCall]),
    track_us: costOf(followAll, ordinaryCalls),
  });
}

function loadPolicies(): readonly Policy[] {
  return twentyPolicies().map((spec) => {
    const compiled = compilePolicy(spec);
    if ('policy' in compiled) return compiled.policy;
    throw new Error(`${spec.name}: ${compiled.problems[0]?.message}`);
  });
}

/** Microseconds of CPU for one call, over all of them in turn. */
function costOf(work: (call: Moment) => void, calls: readonly Moment[]): number {
  const repeat = (times: number) => {
    for (let done = 0; done < times; done++) work(calls[done % calls.length] as Moment);
  };
  repeat(warmUps);
  const before = cpuUs();
  repeat(decisions);
  return (cpuUs() - before) / decisions;
}

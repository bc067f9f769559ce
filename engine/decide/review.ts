/** What a verdict leads to: done, another round with the writer, or a failure that says why there is none. */
import type { JsonObject } from '../../schema/json.ts';
import { canonicalJson } from '../../schema/json.ts';
import type { RunEvent } from '../events.ts';
import { failedWith, onStep, type Site } from './context.ts';
import { failure } from './failure.ts';

export function decideVerdict(site: Site, result: JsonObject): RunEvent {
  const { own } = site;
  const attempt = own.attempt;
  const round = Number(own.plan?.round ?? 1);
  const findings = Array.isArray(result.findings) ? result.findings : [];
  const left = { ...result, findings, rounds: round };
  const fail = (code: string, message: string) => failure(site, failedWith(code, message), { attempt, result: left });
  switch (result.verdict) {
    case 'approve':
      return { type: 'step.finished', ...onStep(site), attempt, outcome: 'done', result: left };
    case 'reject':
      return fail('rejected', `The reviewer rejected the change: ${first(findings)}`);
    case 'request_changes':
      if (round >= Number(own.plan?.max_rounds ?? 1)) {
        return fail('rounds_spent', `After ${round} rounds the reviewer still asks for changes: ${first(findings)}`);
      }
      if (own.rounds && canonicalJson(own.rounds.findings) === canonicalJson(findings)) {
        return fail('stagnation', `The reviewer found the same twice: ${first(findings)}`);
      }
      return rework(site, findings, left);
    default:
      return fail('failed', 'The reviewer gave no verdict');
  }
}

/** Back to the writer. A person may send it back once more after the rounds are spent. */
export function rework(site: Site, findings: readonly unknown[], result?: JsonObject): RunEvent {
  const { own } = site;
  const left = result ?? own.rounds?.result ?? {};
  const round = Number(own.rounds?.count ?? 0) + (result ? 1 : 0);
  return {
    type: 'review.reworked',
    ...onStep(site),
    attempt: own.attempt,
    round,
    findings: [...findings],
    result: { ...left },
  };
}

function first(findings: readonly unknown[]): string {
  const text = (findings[0] as { text?: unknown } | undefined)?.text;
  return typeof text === 'string' ? text : 'no finding was named';
}

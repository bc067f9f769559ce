/** The kinds that need no more than their templates. */
import type { ApproveStep, AskStep, RunStep } from '../../../schema/steps/index.ts';
import { readTime } from '../../../schema/time.ts';
import { failedWith, type Site } from '../context.ts';
import { expiry } from '../failure.ts';
import { type Planned, renderExpr, renderText } from './planned.ts';
import { planTimeout } from './surroundings.ts';

/** A script is in the pinned spec as it stands; only an argv with templates has to be written down. */
export function planRun(site: Site): Planned {
  const { run } = site.step.spec as RunStep;
  if (typeof run === 'string') return { plan: {} };
  const words: string[] = [];
  for (const index of run.keys()) {
    const word = renderText(site, `run.${index}`);
    if ('fault' in word) return word;
    words.push(word.text);
  }
  return { plan: { run: words } };
}

export function planApprove(site: Site): Planned {
  const { approvers, show } = site.step.spec as ApproveStep;
  const text = renderText(site, 'approve');
  if ('fault' in text) return text;
  const time = planTimeout(site);
  if ('fault' in time) return time;
  return {
    asks: {
      kind: 'approve',
      text: text.text,
      ...(show && { show }),
      ...(approvers?.not?.includes('starter') && { notStarter: true }),
      ...(approvers?.roles && { roles: approvers.roles }),
      ...(approvers?.at_least !== undefined && { atLeast: approvers.at_least }),
      expiresAt: expiry(site.at, time.timeoutMs),
    },
  };
}

/** A question waits for as long as it takes, where the workflow names no end. */
export function planAsk(site: Site): Planned {
  const { commands, output } = site.step.spec as AskStep;
  const text = renderText(site, 'ask');
  if ('fault' in text) return text;
  const time = planTimeout(site);
  if ('fault' in time) return time;
  return {
    asks: {
      kind: 'question',
      text: text.text,
      ...(commands && { commands }),
      ...(output && { output }),
      ...(time.timeoutMs !== undefined && { expiresAt: site.at + time.timeoutMs }),
    },
  };
}

/** A time that has passed is no mistake: the run may have been parked for longer than that. */
export function planWait(site: Site): Planned {
  const expr = site.step.exprs.wait;
  const time = expr ? renderExpr(site, expr, 'wait') : { text: '' };
  if ('fault' in time) return time;
  const waits = readTime(time.text, site.at);
  return waits === undefined
    ? { fault: `wait: '${time.text}' is no duration and no timestamp within ten years` }
    : { waits };
}

export function planFail(site: Site): Planned {
  const text = renderText(site, 'fail');
  return 'fault' in text ? text : { fails: failedWith('failed', text.text) };
}
